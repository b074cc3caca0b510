"""What several sources said, and the one figure that it comes to (LANGUAGE.md 2), rule by rule.

Each test is one rule as a table: reports in, then standing, amount and the role of each report. Sources without a grade
are ungraded, which is no fault. Unless a table says otherwise, all reports are of the same 24 hours.
"""

from __future__ import annotations

from support.tables import reconciled


class TestComparable:
    """Rule 0: only reports of the same thing are pooled."""

    def test_24_hours_and_a_calendar_day_are_not_pooled(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | window     | role
            tracker_a | $400 million | 24h        | core
            tracker_b | $410 million | 2026-03-02 | core

            => refused
            because: tracker_a and tracker_b are not pooled, because their windows differ, 24h and 2026-03-02
        """)

    def test_a_report_without_a_window_is_not_pooled_with_another(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | window     | role
            tracker_a | $400 million | 24h        | core
            tracker_b | $410 million | not stated | core

            => refused
            because: a report that states no window is not pooled with another
        """)

    def test_two_reports_without_a_window_are_not_pooled_with_each_other(self) -> None:
        reconciled("""
            liquidations.total (not stated)

            source    | report       | role
            tracker_a | $400 million | core
            tracker_b | $410 million | core

            => refused
        """)

    def test_a_report_without_a_window_stands_alone(self) -> None:
        reconciled("""
            liquidations.total (not stated)

            source    | report       | role
            tracker_a | $400 million | core

            => single_source from tracker_a: $400 million
        """)

    def test_rolling_windows_pool_when_their_ends_are_near(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                | role
            tracker_a | $400 million at 08:00 | core
            tracker_b | $500 million at 08:50 | core

            => disputed: $400 million to $500 million
        """)

    def test_rolling_windows_do_not_pool_when_their_ends_are_two_hours_apart(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                | role
            tracker_a | $400 million at 06:00 | core
            tracker_b | $500 million at 08:00 | core

            => refused
            because: 24h to 2026-03-03 06:00 and 24h to 2026-03-03 08:00
        """)

    def test_windows_in_words_pool_when_the_words_are_equal(self) -> None:
        reconciled("""
            liquidations.total (this week)

            source    | report       | role
            tracker_a | $400 million | core
            tracker_b | $500 million | core

            => disputed: $400 million to $500 million
        """)

    def test_sources_that_count_different_things_are_not_pooled(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | definition       | role
            tracker_a | $400 million |                  | core
            tracker_b | $410 million | two venues alone | core

            => refused
            because: they count different things
        """)

    def test_money_and_coins_are_not_pooled(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | role
            tracker_a | $400 million | core
            tracker_b | 4,100 BTC    | core

            => refused
            because: they have different units
        """)

    def test_what_only_circulates_does_not_have_to_be_comparable(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | window     | role
            tracker_a | said        | $400 million | 24h        | core
            chatter   | circulating | $500 million | not stated | circulating

            => single_source from tracker_a: $400 million
        """)


class TestOneVotePerOrigin:
    """Rule 1: who repeats a source adds nothing to it; a source's later word replaces its earlier one."""

    def test_three_outlets_that_quote_one_vendor_are_one_source(self) -> None:
        reconciled("""
            liquidations.total

            source   | report                         | role
            outlet_a | $400 million quoting CoinGlass | core
            outlet_b | $400 million quoting CoinGlass | core
            outlet_c | $400 million quoting CoinGlass | core

            => single_source from CoinGlass: $400 million
        """)

    def test_the_later_report_of_a_source_supersedes_the_earlier(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                | role
            tracker_a | $390 million at 07:30 | superseded
            tracker_a | $400 million at 08:00 | core

            => single_source from tracker_a: $400 million
            because: its origin has a later report
        """)

    def test_a_rolling_window_that_moved_on_supersedes_too(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                          | role
            tracker_a | $390 million at 2026-03-02 20:00 | superseded
            tracker_a | $400 million at 08:00            | core

            => single_source from tracker_a: $400 million
        """)

    def test_a_correction_beats_a_later_repetition_by_an_outlet(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                                  | role
            tracker_a | $390 million at 07:30                   | superseded
            tracker_a | $400 million at 08:00, revised          | core
            outlet    | $391 million at 08:30 quoting tracker_a | superseded

            => single_source from tracker_a: $400 million
            because: its origin has corrected it
        """)

    def test_a_source_can_overtake_its_own_correction(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                         | role
            tracker_a | $400 million at 08:00, revised | superseded
            tracker_a | $405 million at 08:40          | core

            => single_source from tracker_a: $405 million
        """)

    def test_a_correction_without_a_time_beats_what_it_corrects(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                | role
            tracker_a | $390 million          | superseded
            tracker_a | $400 million, revised | core

            => single_source from tracker_a: $400 million
        """)

    def test_repetitions_that_differ_and_cannot_be_put_in_order_are_no_range_of_their_origin(self) -> None:
        reconciled("""
            liquidations.total

            source   | report                         | role
            outlet_a | $400 million quoting CoinGlass | core
            outlet_b | $410 million quoting CoinGlass | core

            => disputed: $400 million to $410 million
        """)

    def test_repetitions_that_are_too_far_apart_are_refused(self) -> None:
        reconciled("""
            liquidations.total

            source   | report                         | role
            outlet_a | $100 million quoting CoinGlass | core
            outlet_b | $450 million quoting CoinGlass | core

            => refused
        """)

    def test_repetitions_of_one_value_that_was_rounded_agree(self) -> None:
        reconciled("""
            liquidations.total

            source   | report                            | role
            outlet_a | $849.92 million quoting CoinGlass | core
            outlet_b | $850 million quoting CoinGlass    | core

            => agreed: $849.92 million to $850 million
        """)

    def test_a_history_counts_once_beside_other_sources(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | nature      | report                                           | role
            tracker_a | said        | $210 million at 08:00                            | core
            tracker_b | said        | $230 million to $240 million at 07:50            | superseded
            tracker_b | said        | $236 million to $240 million at 08:40, revised   | core
            tracker_c | said        | $221 million at 08:05                            | core
            chatter   | circulating | $310 million, coverage not stated                | circulating

            => disputed: $210 million to $240 million
        """)


class TestStaleness:
    """Rule 2: in a window that was still open, an old report is what it was "earlier put at"."""

    def test_a_report_much_older_than_the_newest_is_stale_while_the_window_is_open(self) -> None:
        reconciled("""
            liquidations.total (2026-03-02)

            source    | report                           | role
            tracker_a | $100 million at 2026-03-02 09:00 | stale
            tracker_b | $400 million at 2026-03-02 20:00 | core

            => single_source from tracker_b: $400 million
            because: Earlier put at: tracker_a, "$100 million at 2026-03-02 09:00"
            because: POL02
        """)

    def test_a_report_from_before_the_window_opened_is_stale(self) -> None:
        reconciled("""
            liquidations.total (2026-03-02)

            source    | report                           | role
            tracker_a | $100 million at 2026-03-01 09:00 | stale
            tracker_b | $110 million at 2026-03-02 20:00 | core

            => single_source from tracker_b: $110 million
        """)

    def test_a_little_older_is_not_stale(self) -> None:
        reconciled("""
            liquidations.total (2026-03-02)

            source    | report                           | role
            tracker_a | $390 million at 2026-03-02 15:00 | core
            tracker_b | $400 million at 2026-03-02 20:00 | core

            => disputed: $390 million to $400 million
        """)

    def test_a_closed_window_is_never_stale(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-02-27)

            source    | report                                      | role
            tracker_a | inflow $840.6 million at 2026-02-28 09:00  | core
            tracker_b | inflow $849.92 million at 2026-03-02 20:00 | core

            => disputed: inflow $840.6 million to $849.92 million
        """)

    def test_24_hours_that_ended_long_before_are_stale(self) -> None:
        reconciled("""
            liquidations.total (24h to 2026-03-03 08:00)

            source    | report                           | role
            tracker_a | $100 million at 2026-03-02 20:00 | stale
            tracker_b | $400 million at 08:00            | core

            => single_source from tracker_b: $400 million
        """)

    def test_a_newer_report_of_a_weak_source_makes_nothing_stale(self) -> None:
        reconciled("""
            liquidations.total (2026-03-02)

            source    | grade | report                           | role
            tracker_a | B     | $390 million at 2026-03-02 09:00 | core
            chatter   | E     | $400 million at 2026-03-02 20:00 | circulating

            => disputed from tracker_a: $390 million
        """)


class TestNature:
    """Rule 3: a range holds one nature."""

    def test_measured_values_and_estimates_are_never_one_range(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature    | report       | role
            tracker_a | said      | $400 million | core
            model     | estimated | $500 million | other nature

            => disputed from tracker_a: $400 million
            beside: other nature $500 million (model)
            because: an estimate is never pooled with a measured value
        """)

    def test_where_nothing_is_measured_the_estimates_are_the_figure(self) -> None:
        reconciled("""
            liquidations.total

            source  | nature    | report       | role
            model_a | estimated | $400 million | core
            model_b | estimated | $500 million | core
            chatter | rumoured  | $900 million | other nature

            => disputed: $400 million to $500 million
        """)


class TestGradeAndRank:
    """Rule 4: weak sources only circulate beside better ones; a person's rank wins."""

    def test_weak_sources_circulate_beside_better_ones(self) -> None:
        reconciled("""
            liquidations.total

            source    | grade | report       | role
            tracker_a | B     | $400 million | core
            tracker_b | B     | $500 million | core
            chatter_a | D     | $355 million | circulating
            chatter_b | D     | $527 million | circulating

            => disputed: $400 million to $500 million
            because: Circulating beside it: chatter_a, "$355 million"
            because: graded D
        """)

    def test_four_equal_sources_give_the_whole_range(self) -> None:
        reconciled("""
            liquidations.total

            source    | grade | report       | role
            tracker_a | B     | $355 million | core
            tracker_b | B     | $400 million | core
            tracker_c | B     | $500 million | core
            tracker_d | B     | $527 million | core

            => disputed: $355 million to $527 million
        """)

    def test_an_ungraded_source_counts(self) -> None:
        reconciled("""
            liquidations.total

            source    | grade | report       | role
            tracker_a |       | $400 million | core
            chatter   | D     | $355 million | circulating

            => disputed from tracker_a: $400 million
        """)

    def test_one_weak_source_alone_is_a_single_unverified_source(self) -> None:
        reconciled("""
            liquidations.total

            source  | grade | report       | role
            chatter | D     | $355 million | core

            => single_source unverified from chatter: $355 million
            because: Unverified: no source better than grade D
        """)

    def test_weak_sources_that_agree_are_still_no_better_than_one(self) -> None:
        reconciled("""
            liquidations.total

            source    | grade | report       | role
            chatter_a | D     | $355 million | core
            chatter_b | D     | $355 million | core
            chatter_c | E     | $900 million | circulating

            => disputed unverified from chatter_a: $355 million
        """)

    def test_a_quotation_is_no_better_than_who_quotes(self) -> None:
        reconciled("""
            liquidations.total

            source    | grade | report                        | role
            tracker_a | B     | $400 million                  | core
            chatter   | E     | $500 million quoting CoinBank | circulating

            => disputed from tracker_a: $400 million
        """)

    def test_only_a_preferred_report_forms_the_core(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | rank      | reason                | role
            tracker_a | $100 million |           |                       | circulating
            tracker_b | $450 million | preferred | it counts every venue | core

            => disputed from tracker_b: $450 million
            because: preferred: it counts every venue
        """)

    def test_a_report_that_a_person_struck_out_stays_with_its_reason(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | rank       | reason       | role
            tracker_a | $100 million | deprecated | an old table | deprecated
            tracker_b | $450 million |            |              | core

            => single_source from tracker_b: $450 million
            because: struck out: an old table
        """)

    def test_a_person_can_let_a_report_circulate(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | rank        | reason            | role
            tracker_a | $100 million | circulating | counts one venue  | circulating
            tracker_b | $450 million |             |                   | core

            => disputed from tracker_b: $450 million
            because: counts one venue
        """)


class TestCamps:
    """Rule 5: two groups that contradict each other are both printed; this comes before any talk of errors."""

    def test_two_clear_groups_are_incompatible(self) -> None:
        reconciled("""
            liquidations.total

            source | report       | role
            alpha  | $100 million | core
            beta   | $110 million | core
            gamma  | $400 million | core
            delta  | $430 million | core

            => incompatible: either $100-110 million (alpha, beta) or $400-430 million (delta, gamma)
            because: POL03
        """)

    def test_two_groups_a_factor_of_ten_apart_are_camps_and_not_slips(self) -> None:
        reconciled("""
            liquidations.total

            source | report       | role
            alpha  | $10 million  | core
            beta   | $11 million  | core
            gamma  | $100 million | core
            delta  | $110 million | core

            => incompatible: either $10-11 million (alpha, beta) or $100-110 million (delta, gamma)
        """)

    def test_one_origin_on_a_side_is_no_camp(self) -> None:
        reconciled("""
            liquidations.total

            source | report                       | role
            alpha  | $100 million                 | core
            beta   | $110 million                 | core
            gamma  | $400 million quoting epsilon | core
            delta  | $430 million quoting epsilon | core

            => refused
        """)

    def test_a_gap_that_is_small_beside_the_spread_is_no_camp(self) -> None:
        reconciled("""
            liquidations.total

            source | report       | role
            alpha  | $100 million | core
            beta   | $130 million | core
            gamma  | $160 million | core
            delta  | $190 million | core

            => disputed: $100 million to $190 million
        """)


class TestGrossErrors:
    """Rule 6: a probable unit slip is kept, never printed, until a person clears it."""

    def test_a_value_ten_times_the_others_is_quarantined(self) -> None:
        reconciled("""
            liquidations.total

            source    | report          | role
            tracker_a | $1,451 million  | core
            tracker_b | $1,440 million  | core
            tracker_c | $14,510 million | quarantined

            => agreed: $1.44 billion to $1.451 billion
            because: check the unit, million or billion, 万 or 亿
            because: POL07
        """)

    def test_a_value_five_times_the_middle_is_quarantined(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | role
            tracker_a | $100 million | core
            tracker_b | $104 million | core
            tracker_c | $520 million | quarantined

            => disputed: $100 million to $104 million
        """)

    def test_a_value_that_a_person_cleared_stands_and_leaves_no_range(self) -> None:
        reconciled("""
            liquidations.total

            source    | report          | cleared                  | role
            tracker_a | $1,451 million  |                          | core
            tracker_b | $1,440 million  |                          | core
            tracker_c | $14,510 million | A. Editor, 3 March, seen | core

            => refused
            because: cleared: A. Editor, 3 March, seen
        """)

    def test_with_two_reports_nobody_can_say_which_one_slipped(self) -> None:
        reconciled("""
            liquidations.total

            source    | report        | role
            tracker_a | $400 million  | core
            tracker_b | $400 billion  | core

            => refused
        """)

    def test_errors_that_are_no_minority_are_no_errors(self) -> None:
        reconciled("""
            liquidations.total

            source    | report          | role
            tracker_a | $100 million    | core
            tracker_b | $1,000 million  | core
            tracker_c | $10,000 million | core

            => refused
        """)

    def test_percents_have_to_be_far_apart_in_points_too(self) -> None:
        reconciled("""
            prices.btc (BTC)

            source    | report   | role
            tracker_a | up 0.5%  | core
            tracker_b | up 0.7%  | core
            tracker_c | up 5%    | core

            => disputed: up 0.5% to 5%
        """)

    def test_a_percent_that_is_far_apart_both_ways_is_quarantined(self) -> None:
        reconciled("""
            prices.btc (BTC)

            source    | report   | role
            tracker_a | up 0.5%  | core
            tracker_b | up 0.7%  | core
            tracker_c | up 7%    | quarantined

            => disputed: up 0.5% to 0.7%
        """)

    def test_a_circulating_slip_is_not_printed_either(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | role
            tracker_a | said        | $400 million | core
            chatter   | circulating | $355 billion | quarantined

            => single_source from tracker_a: $400 million
        """)

    def test_a_circulating_value_beside_one_alone_is_told_unless_it_is_a_hundred_times_off(self) -> None:
        told, held = ("$2.4 billion", "circulating"), ("$45 billion", "quarantined")
        for amount, role in (told, held, ("$4 billion", "quarantined")):
            reconciled(f"""
                liquidations.total

                source    | nature      | report       | role
                tracker_a | said        | $400 million | core
                chatter   | circulating | {amount}     | {role}

                => {"disputed" if role == "circulating" else "single_source"} from tracker_a: $400 million
                beside: {role} {amount} (chatter)
            """)

    def test_where_the_record_says_why_its_sources_differ_nothing_is_a_slip(self) -> None:
        reconciled("""
            liquidations.total; differ: Tracker C counts every venue.

            source    | nature      | report          | role
            tracker_a | said        | $145 million    | core
            tracker_b | said        | $144 million    | core
            tracker_c | circulating | $1,450 million  | circulating

            => disputed: $144 million to $145 million
            beside: circulating $1.45 billion (tracker_c)
        """)

    def test_an_exchange_s_count_of_itself_is_no_slip(self) -> None:
        reconciled("""
            liquidations.kraken (at kraken)

            source    | report       | role
            tracker_a | $14 million  | core
            tracker_b | $14 million  | core
            kraken    | $140 million | core

            => refused
            beside: refused $14 million (tracker_a)
            beside: refused $14 million (tracker_b)
            beside: refused $140 million (kraken)
        """)

    def test_a_count_that_says_what_it_counts_is_no_slip(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | definition   | role
            tracker_a | said        | $14 million  |              | core
            tracker_b | said        | $14 million  |              | core
            tracker_c | circulating | $140 million | every venue  | circulating

            => disputed: $14 million
        """)


class TestStanding:
    """Rule 7: equal, near, apart, too far apart."""

    def test_no_amount_is_missing(self) -> None:
        reconciled("""
            liquidations.total.accounts

            source    | report     | role
            tracker_a | not stated | core

            => missing
            because: no report gives an amount
        """)

    def test_one_source_is_a_single_source_with_its_own_range(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                       | role
            tracker_a | $230 million to $240 million | core

            => single_source from tracker_a: $230 million to $240 million
        """)

    def test_the_range_of_several_unnamed_sources_is_disputed(self) -> None:
        reconciled("""
            liquidations.total

            source          | report                       | role
            several unnamed | $575 million to $665 million | core

            => disputed from several unnamed: $575 million to $665 million
        """)

    def test_one_source_s_range_is_disputed_when_other_totals_circulate(self) -> None:
        reconciled("""
            liquidations.total

            source          | nature      | report                             | role
            unnamed         | said        | $400 million to $500 million       | core
            several unnamed | circulating | $355 million, coverage not stated  | circulating
            several unnamed | circulating | $527 million, coverage not stated  | circulating

            => disputed from unnamed: $400 million to $500 million
            because: printed as its core gives it; what is told beside it lies outside
            because: "$355 million, coverage not stated"
        """)

    def test_circulating_values_inside_the_range_dispute_nothing(self) -> None:
        reconciled("""
            liquidations.total

            source  | nature      | report                       | role
            unnamed | said        | $400 million to $500 million | core
            chatter | circulating | $450 million                 | circulating

            => single_source from unnamed: $400 million to $500 million
        """)

    def test_equal_values_are_confirmed(self) -> None:
        reconciled("""
            liquidations.total

            source    | report        | role
            tracker_a | $210 million  | core
            tracker_b | $0.21 billion | core

            => confirmed: $210 million
        """)

    def test_market_totals_within_2_percent_agree_and_keep_both_ends(self) -> None:
        reconciled("""
            liquidations.total

            source    | report         | role
            tracker_a | $1,451 million | core
            tracker_b | $1,440 million | core

            => agreed: $1.44 billion to $1.451 billion
            because: POL12
        """)

    def test_flows_within_half_a_percent_agree(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-03-02)

            source    | report                 | role
            tracker_a | inflow $849.92 million | core
            tracker_b | inflow $850.3 million  | core

            => agreed: inflow $849.92 million to $850.3 million
            because: POL11
        """)

    def test_flows_a_percent_apart_are_disputed(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-03-02)

            source    | report                 | role
            tracker_a | inflow $849.92 million | core
            tracker_b | inflow $840.6 million  | core

            => disputed: inflow $840.6 million to $849.92 million
            because: POL16
        """)

    def test_coins_on_chain_agree_only_when_equal(self) -> None:
        reconciled("""
            accounts.whale (BTC)

            source    | report       | role
            tracker_a | 519.46 BTC   | core
            tracker_b | 519.47 BTC   | core

            => disputed: 519.46 BTC to 519.47 BTC
        """)

    def test_prices_within_a_quarter_of_a_percent_agree(self) -> None:
        reconciled("""
            prices.btc.close (BTC)

            source    | report  | role
            tracker_a | $80,000 | core
            tracker_b | $80,200 | core

            => agreed: $80,000 to $80,200
            because: POL10
        """)

    def test_estimates_within_5_percent_agree(self) -> None:
        reconciled("""
            levels.btc_longs (BTC, long)

            source  | nature    | report       | role
            model_a | estimated | $286 million | core
            model_b | estimated | $300 million | core

            => agreed: $286 million to $300 million
            because: POL13
        """)

    def test_index_values_one_point_apart_agree(self) -> None:
        reconciled("""
            sentiment.fear_greed

            source    | report | role
            tracker_a | 42     | core
            tracker_b | 43     | core

            => agreed: 42 to 43
            because: POL14
        """)

    def test_moves_a_tenth_of_a_point_apart_agree(self) -> None:
        reconciled("""
            prices.btc (BTC)

            source    | report   | role
            tracker_a | up 2.1%  | core
            tracker_b | up 2.2%  | core

            => agreed: up 2.1% to 2.2%
            because: POL15
        """)

    def test_moves_up_to_five_points_apart_are_disputed(self) -> None:
        reconciled("""
            prices.btc (BTC)

            source    | report   | role
            tracker_a | up 1%    | core
            tracker_b | up 6%    | core

            => disputed: up 1% to 6%
            because: POL17
        """)

    def test_moves_further_apart_are_refused(self) -> None:
        reconciled("""
            prices.btc (BTC)

            source    | report   | role
            tracker_a | up 10%   | core
            tracker_b | up 15.1% | core

            => refused
        """)

    def test_twice_the_smallest_is_still_a_range(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | role
            tracker_a | $100 million | core
            tracker_b | $200 million | core

            => disputed: $100 million to $200 million
        """)

    def test_more_than_twice_the_smallest_stands_side_by_side_where_the_record_says_why(self) -> None:
        reconciled("""
            liquidations.total; differ: They count different venues.

            source    | report       | role
            tracker_a | $450 million | core
            tracker_b | $100 million | core
            tracker_c | $100 million | core

            => incompatible: either $100 million (tracker_b, tracker_c) or $450 million (tracker_a)
            because: further apart than 2 (POL16
            because: the record says why, so each is printed
            beside: camp $100 million (tracker_b, tracker_c)
            beside: camp $450 million (tracker_a)
        """)

    def test_more_than_twice_the_smallest_is_refused(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | role
            tracker_a | $100 million | core
            tracker_b | $450 million | core

            => refused
            because: a rank set by a person can decide
        """)

    def test_an_inflow_against_an_outflow_keeps_both_ends_and_no_direction(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-03-02)

            source    | report                | role
            tracker_a | inflow $41.3 million  | core
            tracker_b | outflow $59.2 million | core

            => disputed: outflow $59.2 million to inflow $41.3 million
            because: the sources differ on the direction
        """)

    def test_zero_against_an_amount_is_refused(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | role
            tracker_a | none         | core
            tracker_b | $400 million | core

            => refused
        """)


class TestDoubtBesideTheCore:
    """Rule 7: what lies outside a core on which the sources agree disputes it, and is told with whose it is."""

    def test_a_circulating_value_outside_disputes_one_source(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | role
            coinglass | said        | $300 million | core
            coinank   | circulating | $230 million | circulating

            => disputed from coinglass: $300 million
            because: Single source
            because: what is told beside it lies outside it by more than 0.02 (POL12)
            beside: circulating $230 million (coinank)
        """)

    def test_a_circulating_value_outside_disputes_sources_that_agree(self) -> None:
        reconciled("""
            liquidations.total

            source      | nature      | report       | role
            coinglass   | said        | $300 million | core
            coinspeaker | said        | $304 million | core
            coinank     | circulating | $190 million | circulating
            unnamed     | circulating | $900 million | circulating

            => disputed: $300 million to $304 million
            beside: circulating $190 million (coinank)
            beside: circulating $900 million (unnamed)
        """)

    def test_within_the_tolerance_nothing_is_disputed_and_the_value_is_told(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | role
            coinglass | said        | $300 million | core
            coinank   | circulating | $303 million | circulating

            => single_source from coinglass: $300 million
            beside: circulating $303 million (coinank)
        """)

    def test_an_estimate_that_overlaps_a_count_does_not_dispute_it(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature    | report                       | role
            coinglass | said      | $300 million                 | core
            model     | estimated | $290 million to $400 million | other nature

            => single_source from coinglass: $300 million
            beside: other nature $290 million to $400 million (model)
        """)

    def test_an_estimate_far_off_is_told_and_no_slip(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature    | report                       | role
            coinglass | said      | $300 million                 | core
            coinank   | said      | $301 million                 | core
            dan_field | estimated | $30 billion                  | other nature

            => disputed: $300 million to $301 million
            beside: other nature $30 billion (dan_field)
        """)

    def test_a_rumour_a_forecast_and_a_plan_are_told_and_dispute_nothing(self) -> None:
        for nature in ("rumoured", "forecast", "planned"):
            reconciled(f"""
                liquidations.total

                source    | nature   | report       | role
                coinglass | said     | $320 million | core
                somebody  | {nature} | $900 million | other nature

                => single_source from coinglass: $320 million
                beside: other nature $900 million (somebody)
            """)

    def test_what_circulates_of_another_window_is_told_and_disputes_nothing(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report       | window     | role
            coinglass | said        | $300 million | 24h        | core
            coinank   | circulating | $900 million | 2026-03-01 | circulating

            => single_source from coinglass: $300 million
            beside: circulating $900 million (coinank)
        """)

    def test_a_range_of_one_source_has_no_tolerance(self) -> None:
        reconciled("""
            liquidations.total

            source    | nature      | report                       | role
            coinglass | said        | $300 million to $310 million | core
            coinank   | circulating | $311 million                 | circulating

            => disputed from coinglass: $300 million to $310 million
        """)


class TestBoundsAndUnknowns:
    """A bound is no point, pending is not unknown, and none is a true zero."""

    def test_a_bound_stays_a_bound(self) -> None:
        reconciled("""
            liquidations.longs.share (long)

            source  | report        | role
            unnamed | more than 90% | core

            => single_source from unnamed: more than 90%
        """)

    def test_an_open_bound_that_a_value_satisfies_supports_it(self) -> None:
        reconciled("""
            liquidations.longs.share (long)

            source    | report        | role
            tracker_a | more than 90% | core
            tracker_b | 92%           | core

            => single_source from tracker_b: 92%
        """)

    def test_a_bound_below_all_values_widens_nothing(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                 | role
            tracker_a | $310 million           | core
            tracker_b | $325 million           | core
            tracker_c | more than $300 million | core

            => disputed: $310 million to $325 million
        """)

    def test_a_bound_that_a_value_contradicts_is_a_voice_of_its_own(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                 | role
            tracker_a | more than $320 million | circulating
            tracker_b | nearly $290 million    | core

            => disputed from tracker_b: $290 million
            because: a bound that another value contradicts
            beside: bound more than $320 million (tracker_a)
        """)

    def test_a_bound_that_holds_of_one_value_and_not_of_another_is_told_beside_both(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                 | role
            tracker_a | $310 million           | core
            tracker_b | $325 million           | core
            tracker_c | more than $320 million | circulating

            => disputed: $310 million to $325 million
            beside: bound more than $320 million (tracker_c)
        """)

    def test_bounds_on_one_side_stay_a_bound(self) -> None:
        reconciled("""
            liquidations.total

            source    | report                 | role
            tracker_a | more than $300 million | core
            tracker_b | more than $310 million | core

            => disputed: more than $300 million
        """)

    def test_bounds_on_both_sides_leave_nothing_to_print(self) -> None:
        reconciled("""
            liquidations.longs.share (long)

            source    | report        | role
            tracker_a | more than 90% | core
            tracker_b | less than 80% | core

            => refused
        """)

    def test_not_reported_yet_is_pending(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-03-02)

            source    | report       | role
            tracker_a | not reported | core

            => missing
            because: Missing: not reported yet
        """)

    def test_who_has_not_reported_yet_does_not_hold_up_the_others(self) -> None:
        reconciled("""
            flows.btc_etf (BTC, 2026-03-02)

            source    | report              | role
            tracker_a | not reported        | deprecated
            tracker_b | inflow $710 million | core

            => single_source from tracker_b: inflow $710 million
            because: has not reported yet
        """)

    def test_none_is_a_true_zero(self) -> None:
        reconciled("""
            liquidations.total.accounts

            source    | report | role
            tracker_a | none   | core

            => single_source from tracker_a: 0 accounts
        """)


class TestAsOf:
    """What was not out at the as-of is not used."""

    def test_a_report_under_embargo_is_not_used(self) -> None:
        reconciled("""
            liquidations.total

            source    | report       | embargo          | role
            tracker_a | $400 million |                  | core
            tracker_b | $410 million | 2026-03-04 08:00 | not out

            => single_source from tracker_a: $400 million
            because: Not out yet at 2026-03-03 09:00: tracker_b, "$410 million"
        """)
