"""The form for a filled workbook that comes back: an Excel file or a message. What stands in it: the rooms."""

import io

import wtforms
from werkzeug.datastructures import FileStorage

from app.files.errors import FileRefusedError
from app.files.sniffing import EXCEL, sniff
from app.web.forms import Form


class WorkbookForm(Form):
    """The workbook that comes back."""

    file = wtforms.FileField("Your filled workbook")

    def content(self) -> bytes | None:
        """Its bytes; None with an error beside the field when there is no Excel workbook."""
        sent = self.file.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            self.refuse("Choose the workbook that you filled in")
            return None
        content: bytes = sent.read()
        try:
            kind = sniff(io.BytesIO(content), sent.filename)
        except FileRefusedError as error:
            self.refuse(str(error))
            return None
        if kind is not EXCEL:
            self.refuse("Choose an Excel workbook, whose name ends in .xlsx")
            return None
        return content

    def refuse(self, message: str) -> None:
        """Put a message beside the file."""
        self.file.errors = (message,)
