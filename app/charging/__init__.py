"""Support days and money: entries, approval by the buyer, statements, balance, forecast. What is agreed: agreements."""
