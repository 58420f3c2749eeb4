"""Our macros give what the GOV.UK library gives for the same content. How WTForms fields bind: test_fields_shown.py."""

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, PackageLoader
from markupsafe import Markup


class PrefixLoader(PackageLoader):
    """The library's templates name each other with their package in front."""

    def get_source(self, environment, template):
        return super().get_source(environment, template.removeprefix("govuk_frontend_jinja/"))


LIBRARY = Environment(autoescape=True, loader=PrefixLoader("govuk_frontend_jinja", "templates"))


def library(component: str, params: dict, call: str = "") -> str:
    """The library's output of one component; `call` is what its call block holds."""
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    source = f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {name} %}}'
    source += f"{{% call {name}(params) %}}{call}{{% endcall %}}" if call else f"{{{{ {name}(params) }}}}"
    return LIBRARY.from_string(source).render(params=params)


def shape(node) -> object:
    """A tree without what a browser does not show: order of attributes and classes, runs of space."""
    if not isinstance(node, Tag):
        return " ".join(str(node).split())
    attributes = {
        name: sorted(value) if isinstance(value, list) else " ".join(str(value).split())
        for name, value in node.attrs.items()
    }
    children = [shape(child) for child in node.children]
    return (node.name, attributes, [child for child in children if child])


def shapes(html: str) -> object:
    return shape(BeautifulSoup(html, "html.parser"))


ARROWS = {"previous": {"href": "?page=4"}, "next": {"href": "?page=6"}}

SAME = [
    (
        "button",
        '{{ ui.button("Save", secondary=True, name="do", value="save") }}',
        "button",
        {
            "text": "Save",
            "classes": "govuk-button--secondary",
            "name": "do",
            "value": "save",
            "preventDoubleClick": True,
        },
        "",
    ),
    (
        "button that warns",
        '{{ ui.button("Delete", warning=True) }}',
        "button",
        {"text": "Delete", "classes": "govuk-button--warning", "preventDoubleClick": True},
        "",
    ),
    ("button link", '{{ ui.button_link("Go", "/go") }}', "button", {"text": "Go", "href": "/go"}, ""),
    ("tag", '{{ ui.tag("Split", "red") }}', "tag", {"text": "Split", "classes": "govuk-tag--red"}, ""),
    ("blue is the plain tag", '{{ ui.tag("Open", "blue") }}', "tag", {"text": "Open"}, ""),
    (
        "error summary",
        '{{ ui.error_summary([("Enter a name", "#name"), ("Try again", "")]) }}',
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [{"text": "Enter a name", "href": "#name"}, {"text": "Try again"}],
        },
        "",
    ),
    (
        "task list",
        """{{ task_list([task("One", "/1", "Why", "To do", "blue"), task("Two", "/2", "", "Done"),
            task("Three", none, "", "Cannot start yet")]) }}""",
        "task-list",
        {
            "items": [
                {
                    "title": {"text": "One"},
                    "href": "/1",
                    "hint": {"text": "Why"},
                    "status": {"tag": {"text": "To do"}},
                },
                {"title": {"text": "Two"}, "href": "/2", "status": {"text": "Done"}},
                {"title": {"text": "Three"}, "status": {"text": "Cannot start yet"}},
            ]
        },
        "",
    ),
    (
        "summary list",
        """{{ ui.summary_list([("Rate", "£500", [("Change", "/rate", "the rate")]), ("Cap", "30 days"),
            ("Team", "Two", [("Add", "/a", ""), ("Remove", "/b", "a person")])]) }}""",
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Rate"},
                    "value": {"text": "£500"},
                    "actions": {"items": [{"text": "Change", "href": "/rate", "visuallyHiddenText": "the rate"}]},
                },
                {"key": {"text": "Cap"}, "value": {"text": "30 days"}},
                {
                    "key": {"text": "Team"},
                    "value": {"text": "Two"},
                    "actions": {
                        "items": [
                            {"text": "Add", "href": "/a"},
                            {"text": "Remove", "href": "/b", "visuallyHiddenText": "a person"},
                        ]
                    },
                },
            ]
        },
        "",
    ),
    (
        "summary list without actions",
        '{{ ui.summary_list([("Rate", "£500")]) }}',
        "summary-list",
        {"rows": [{"key": {"text": "Rate"}, "value": {"text": "£500"}}]},
        "",
    ),
    ("inset", '{{ ui.inset("Note") }}', "inset-text", {"text": "Note"}, ""),
    ("warning", '{{ ui.warning_text("Mind") }}', "warning-text", {"text": "Mind"}, ""),
    (
        "details",
        '{% call ui.details("More") %}Text{% endcall %}',
        "details",
        {"summaryText": "More", "text": "Text"},
        "",
    ),
    (
        "details that are open",
        '{% call ui.details("More", open=True) %}Text{% endcall %}',
        "details",
        {"summaryText": "More", "text": "Text", "open": True},
        "",
    ),
    ("banner", '{{ ui.notification_banner("News") }}', "notification-banner", {"text": "News"}, ""),
    (
        "banner of success",
        '{{ ui.notification_banner("Saved", success=True, id="message-1") }}',
        "notification-banner",
        {"text": "Saved", "type": "success", "titleId": "message-1"},
        "",
    ),
    (
        "breadcrumbs",
        '{{ ui.breadcrumbs([("Home", "/"), ("Here", None)]) }}',
        "breadcrumbs",
        {"items": [{"text": "Home", "href": "/"}, {"text": "Here"}], "collapseOnMobile": True},
        "",
    ),
    (
        "pagination in the middle",
        '{{ ui.pagination(5, 9, "?page=") }}',
        "pagination",
        {
            **ARROWS,
            "items": [
                {"number": 1, "href": "?page=1"},
                {"ellipsis": True},
                {"number": 4, "href": "?page=4"},
                {"number": 5, "href": "?page=5", "current": True},
                {"number": 6, "href": "?page=6"},
                {"ellipsis": True},
                {"number": 9, "href": "?page=9"},
            ],
        },
        "",
    ),
    (
        "pagination at the start",
        '{{ ui.pagination(1, 2, "?page=") }}',
        "pagination",
        {
            "items": [{"number": 1, "href": "?page=1", "current": True}, {"number": 2, "href": "?page=2"}],
            "next": {"href": "?page=2"},
        },
        "",
    ),
    ("panel", '{{ ui.panel("Signed", "Version 1") }}', "panel", {"titleText": "Signed", "text": "Version 1"}, ""),
    (
        "phase banner",
        '{{ ui.phase_banner("Demo", "Text") }}',
        "phase-banner",
        {"tag": {"text": "Demo"}, "text": "Text"},
        "",
    ),
    (
        "fieldset",
        '{% call ui.fieldset("Dates", size="l", heading=True) %}<p>In</p>{% endcall %}',
        "fieldset",
        {"legend": {"text": "Dates", "classes": "govuk-fieldset__legend--l", "isPageHeading": True}},
        "<p>In</p>",
    ),
]


@pytest.mark.parametrize(("ours", "component", "params", "call"), [case[1:] for case in SAME], ids=[c[0] for c in SAME])
def test_equals_the_library(render, ours, component, params, call):
    assert shapes(render(ours)) == shapes(library(component, params, call))


def test_back_link_equals_the_library_inside_its_own_landmark(render):
    """Ours stands in a landmark, so that nothing on a page is outside one (axe: region)."""
    ours = BeautifulSoup(render('{{ ui.back_link("/up") }}'), "html.parser")
    assert ours.nav["aria-label"] == "Back"
    assert shapes(str(ours.nav.a)) == shapes(library("back-link", {"href": "/up", "text": "Back"}))


def test_table_equals_the_library_inside_its_own_frame(render):
    """Ours alone has the frame around it, which scrolls on a narrow screen."""
    ours = BeautifulSoup(
        render('{{ ui.table("Days", ("Month", "Days"), (("May", "2"), ("June", "3")), numeric=(1,)) }}'), "html.parser"
    )
    frame = ours.find(class_="app-scroll")
    assert frame is not None
    assert (frame["role"], frame["aria-label"], frame["tabindex"]) == ("region", "Days", "0")
    rows = [[{"text": month}, {"text": days, "format": "numeric"}] for month, days in (("May", "2"), ("June", "3"))]
    theirs = library(
        "table",
        {
            "caption": "Days",
            "captionClasses": "govuk-table__caption--m",
            "firstCellIsHeader": True,
            "head": [{"text": "Month"}, {"text": "Days", "format": "numeric"}],
            "rows": rows,
        },
    )
    assert shape(frame.table) == shapes(theirs)[2][0]


def test_table_without_rows_says_so_and_marks_a_total(render):
    assert "None yet." in render('{{ ui.table("Days", ("Month",), ()) }}')
    assert render('{{ ui.table("D", ("M",), (("1",), ("2",)), total=True) }}').count("govuk-table__row--total") == 1


def test_pagination_of_one_page_is_nothing_and_takes_a_function(render):
    assert render('{{ ui.pagination(1, 1, "?page=") }}').strip() == ""
    assert 'href="/p/2"' in render("{{ ui.pagination(1, 2, url) }}", url=lambda number: f"/p/{number}")


def test_level_cards_equal_the_librarys_radios(render):
    """Ours alone has the class that draws cards."""
    levels = ((1, "Level 1: absent", "Nothing yet"), (2, "Level 2: basic", "Some"))
    ours = render(
        '{{ ui.level_cards("score", "Which?", levels, chosen="2", hint="H", error="Choose") }}', levels=levels
    )
    items = [{"value": value, "text": title, "hint": {"text": text}} for value, title, text in levels]
    theirs = library(
        "radios",
        {
            "name": "score",
            "value": 2,
            "classes": "app-levels",
            "fieldset": {"legend": {"text": "Which?", "classes": "govuk-fieldset__legend--m"}},
            "hint": {"text": "H"},
            "errorMessage": {"text": "Choose"},
            "items": items,
        },
    )
    assert shapes(ours) == shapes(theirs)


def test_nothing_is_chosen_for_someone_who_has_not_answered(render):
    """Unanswered is not 0, nor the lowest level."""
    assert "checked" not in render('{{ ui.level_cards("s", "L", ((0, "None", ""), (1, "One", ""))) }}')


BAD = "<script>alert(1)</script>"

ESCAPED = [
    "{{ ui.button(bad, name=bad, value=bad) }}",
    "{{ ui.button_link(bad, bad) }}",
    "{{ ui.tag(bad, bad) }}",
    "{{ ui.error_summary([(bad, bad)]) }}",
    "{{ task_list([task(bad, bad, bad, bad, bad)], bad) }}",
    "{{ ui.summary_list([(bad, bad, [(bad, bad, bad)])]) }}",
    "{{ ui.table(bad, (bad,), ((bad, bad),)) }}",
    "{{ ui.inset(bad) }}{{ ui.warning_text(bad) }}{{ ui.notification_banner(bad) }}",
    "{% call ui.details(bad) %}{{ bad }}{% endcall %}{% call ui.fieldset(bad) %}{{ bad }}{% endcall %}",
    "{{ ui.breadcrumbs([(bad, bad), (bad, None)]) }}{{ ui.back_link(bad, bad) }}",
    "{{ ui.pagination(2, 3, bad) }}{{ ui.panel(bad, bad) }}{{ ui.phase_banner(bad, bad) }}",
    "{{ ui.illustrative(bad) }}{{ ui.saved_at(bad) }}{{ ui.compare(bad, bad, bad, bad) }}",
    "{{ ui.dots([1, 0, 0, 0, 2], bad) }}",
    '{{ ui.level_cards(bad, bad, ((bad, bad, bad),), hint=bad, error=bad, attrs={"data-x": bad}) }}',
    '{{ ui.form_start(bad, bad, once=bad, attrs={"data-x": bad}) }}{{ ui.form_end() }}',
]


@pytest.mark.parametrize("source", ESCAPED)
def test_text_is_escaped(render, source):
    html = render(source, bad=BAD)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_markup_is_kept(render):
    assert "<b>two</b>" in render('{{ ui.summary_list([("One", html)]) }}', html=Markup("<b>two</b>"))


def test_form_start_carries_the_token_and_the_key(render):
    html = BeautifulSoup(
        render('{{ ui.form_start("/x", "tok", once="key", multipart=True) }}{{ ui.form_end() }}'), "html.parser"
    )
    form = html.form
    assert form is not None
    assert (form["method"], form["action"], form["enctype"]) == ("post", "/x", "multipart/form-data")
    assert {field["name"]: field["value"] for field in form("input")} == {"csrf_token": "tok", "once": "key"}


def test_dots_name_nobody_and_say_it_in_words(render):
    html = BeautifulSoup(render('{{ ui.dots([0, 2, 1, 0, 0], "Level 2: two; level 3: one") }}'), "html.parser")
    assert [len(level(class_="app-dots__dot")) for level in html(class_="app-dots__level")] == [0, 2, 1, 0, 0]
    assert html.find(role="img")["aria-label"] == "Level 2: two; level 3: one"


@pytest.mark.parametrize("other", ['<a href="/y">T</a>', '<a href="/x" id="i">T</a>', '<a href="/x">U</a>', "<b>T</b>"])
def test_the_comparison_bites(other):
    assert shapes('<a href="/x">T</a>') == shapes('<a\nhref="/x"> T </a>')
    assert shapes('<a href="/x">T</a>') != shapes(other)
