"""The audit: reads any text with a grammar of its own and holds it against the figures of an event (LANGUAGE.md 6)."""
