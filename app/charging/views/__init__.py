"""Pages of support days and money; each module has its first line."""

from app.charging import models
from app.charging.room import room
from app.charging.views import capacity, finance, following, income, rates, statement_files, statements

__all__ = ["capacity", "finance", "following", "income", "models", "rates", "room", "statement_files", "statements"]
