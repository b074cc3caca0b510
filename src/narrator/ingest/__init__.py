"""Files to records: YAML and JSON with positions, the text grammars, validation, named checks."""
