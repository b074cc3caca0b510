"""Vendors' files as observations: bytes in, what they say of one quantity and one time out; nothing is fetched."""
