"""Figures and templates to Markdown, HTML and PDF; returns text and bytes, writes nothing."""
