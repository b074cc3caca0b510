# The tasks, for a person and for a machine alike: make calls the tools, there is no second runner.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all: --no-deps
COMPILE := $(BIN)/pip-compile --quiet --no-config --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --all-build-deps
# Nothing younger than a week at the time of locking gets in: bad releases are mostly found within days.
CUTOFF := 2026-11-14T00:00:00Z

.PHONY: help
help:  ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: brief
brief: .venv/run.stamp  ## set up, and build the briefs of all events into out/
	@$(BIN)/narrator build

.PHONY: test
test: .venv/dev.stamp  ## set up, and run all tests on all cores (ARGS="-k word" for some of them, "-n 0" on one core)
	$(BIN)/pytest --numprocesses auto --maxprocesses 8 --dist worksteal $(ARGS)

.PHONY: soak
soak: .venv/dev.stamp  ## thousands of days that nobody has tried, others every time (DAYS=3000), every false text, every call killed
	SOAK=$(or $(DAYS),3000) $(BIN)/pytest -n 2 tests/browser/test_desk_for_long.py tests/acceptance/test_desk_guard.py tests/property/test_any_day.py tests/property/test_any_edits_between_builds.py \
		tests/property/test_every_spelling_is_read.py tests/property/test_audit_passes_nothing_over.py tests/acceptance/test_audit_mutations.py \
		tests/acceptance/test_audit_foreign.py tests/acceptance/test_audit_invented.py tests/acceptance/test_audit_days.py \
		tests/acceptance/test_any_month.py tests/acceptance/test_without_a_figure.py tests/acceptance/test_killed_or_refused.py

.PHONY: coverage
coverage: .venv/dev.stamp  ## the tests, with the lines and branches that none of them reaches
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

.PHONY: lint
lint: .venv/dev.stamp  ## style, spelling, the direction of imports, declared dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/lint-imports
	$(BIN)/deptry .

.PHONY: types
types: .venv/dev.stamp  ## mypy over sources and tests
	$(BIN)/mypy

.PHONY: docs
docs: .venv/dev.stamp  ## write the schemas and the tables of docs/ anew, from the models and the table of kinds
	PYTHONPATH=tests $(BIN)/python -m support.reference

.PHONY: golden
golden: .venv/dev.stamp  ## write the golden files anew and delete those that no test asks for; read the diff
	$(BIN)/pytest tests/golden --golden-update --golden-clean

.PHONY: bench
bench: .venv/dev.stamp  ## the ratios of benchmarks/, as a table
	$(BIN)/python benchmarks/ratios.py $(ARGS)
	$(BIN)/python benchmarks/audit_speed.py
	$(BIN)/python benchmarks/scaling.py

.PHONY: bench-peers
bench-peers: .venv/dev.stamp  ## what narrator's audit and four other checkers catch of benchmarks/mutations/, as tables
	test -d .venv/peers || { "$(PYTHON)" -m venv .venv/peers && .venv/peers/bin/pip install --quiet -r benchmarks/mutations/peers.txt; }
	@echo "== narrator"; $(BIN)/python benchmarks/mutations/score.py $(BIN)/python benchmarks/mutations/tools/narrator_tool.py
	@for tool in doubleblind figured numaudit onus; do echo "== $$tool"; $(BIN)/python benchmarks/mutations/score.py .venv/peers/bin/python benchmarks/mutations/tools/$${tool}_tool.py; done

.PHONY: lock
lock: .venv/dev.stamp  ## pin the dependencies of pyproject.toml anew (UPGRADE=--upgrade to newer ones)
	$(COMPILE) $(UPGRADE) --uploaded-prior-to $(CUTOFF) --extra docx --extra preview --extra xlsx --output-file requirements/run.txt pyproject.toml
	$(COMPILE) $(UPGRADE) --uploaded-prior-to $(CUTOFF) --constraint requirements/run.txt --extra dev --extra docx --extra preview --extra xlsx \
		--output-file requirements/dev.txt pyproject.toml

.PHONY: clean
clean:  ## delete what was built and every cache; the virtual environment stays
	rm -rf out .narrator build dist .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: set-up is done again only when what it depends on has changed.
.venv/run.stamp: requirements/run.txt requirements/system.sh pyproject.toml
	@echo "setting up .venv (the first time takes about a minute)"
	@PYTHON="$(PYTHON)" bash requirements/system.sh run
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@$(INSTALL) -r requirements/run.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -c 'from narrator.audit import entities as e, judge; from narrator.reading import atoms as a, patterns as p; a.recognizers(), e.entities_with({}), p.keep()'
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'from narrator.render import catalogue as c, environment as e; c.compiled(e.PACKAGED)'
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "setting up what the tests need"
	@PYTHON="$(PYTHON)" bash requirements/system.sh dev
	@$(INSTALL) -r requirements/dev.txt
	@touch $@
