"""Figures to derived figures, signals, and checks that need figures (LANGUAGE.md 3 and 5)."""
