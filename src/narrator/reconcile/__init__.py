"""Reports with one key to one figure: range, standing, explanation (LANGUAGE.md 2)."""
