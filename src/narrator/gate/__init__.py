"""The gate for any writer: what may be said, several texts against several events, and how each slip is mended."""
