"""How each kind of chart lies on its sheet; `page` has what they share. Brings matplotlib: import only `drawing`."""
