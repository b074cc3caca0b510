"""Dated histories: their files as values of days, and what of them was published by a moment."""
