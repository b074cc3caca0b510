"""How a figure is said (LANGUAGE.md 2.8, 4 and 5): shared logic, and one module of rules per language."""
