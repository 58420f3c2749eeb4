"""What is done with support days and money; each module has its first line."""
