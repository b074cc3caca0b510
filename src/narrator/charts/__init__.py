"""Figures and series as charts: geometry here, drawing in templates."""
