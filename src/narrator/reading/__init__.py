"""The reading: what quantities, dates and names a text has, and where; it knows of no figure (LANGUAGE.md 6)."""
