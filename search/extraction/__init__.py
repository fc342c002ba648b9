"""The text of uploaded files: read in a process of its own, kept by file hash.

Only `reading.py` knows Django: the others are also what the child process imports.
"""
