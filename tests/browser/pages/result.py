"""The result: its figures as picture and as table, the signature, the file."""

import csv
import io
import re

from playwright.sync_api import Locator, Page

from tests.browser.pages.screen import Screen


class Result(Screen):
    heading = "result"

    @classmethod
    def visit(cls, page: Page, address: str) -> "Result":
        page.goto(address)
        return cls(page)

    def sign(self) -> "Result":
        self.main.get_by_label("I have read the result and sign it for the partnership").check()
        self.press("Sign the result")
        return Result(self.page)

    @property
    def charts(self) -> Locator:
        return self.main.locator("img.app-chart")

    def texts_in_chart(self, place: int) -> list[str]:
        """Every text that the picture at `place` draws, in its order."""
        picture = self.page.request.get(str(self.charts.nth(place).get_attribute("src")))
        assert picture.ok
        return [text.strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture.text())]

    def rows_beside_chart(self, place: int) -> list[list[str]]:
        """The rows of the table that stands for the picture."""
        table = self.main.locator("details .govuk-table").nth(place)
        return table.locator("tbody tr").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
        )

    def download(self) -> list[list[str]]:
        """Go to the files, press the link to the CSV file, and read the file."""
        self.follow("Report and files")
        with self.page.expect_download() as coming:
            self.follow("The standards as CSV")
        text = coming.value.path().read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(text)))
