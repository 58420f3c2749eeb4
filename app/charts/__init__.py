"""Numbers in; SVG, alternative text and a table out. Knows no room."""
