"""narrator: structured event records to market briefs in which every figure can be traced."""
