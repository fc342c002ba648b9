"""Real services for the tests: each starts on a free port in a temporary folder and leaves nothing behind."""
