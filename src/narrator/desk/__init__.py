"""The desk in the browser: a local page that shows every brief, why it says what it says, and what is wrong."""
