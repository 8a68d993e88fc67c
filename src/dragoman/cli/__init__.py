"""The command line: thin commands whose work, and whose imports, lie elsewhere."""
