"""What the agreements room does; nothing here commits or fetches for a page."""
