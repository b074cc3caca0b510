"""The frozen vocabulary that every stage shares (GLOSSARY.md has the words)."""
