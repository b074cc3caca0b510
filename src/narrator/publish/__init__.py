"""What reaches out/: child processes, writing, the manifest, published state; the only writer of files."""
