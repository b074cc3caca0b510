"""The audit: holds what was read in a text against the figures of an event (LANGUAGE.md 6)."""
