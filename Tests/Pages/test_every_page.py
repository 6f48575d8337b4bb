"""What holds for every page, whoever looks and however wide the window is."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from places import PLACES
from service import JANUARY, YEAR

EACH = pytest.mark.parametrize("log, person, path, status", PLACES, ids=[f"{p[1]}:{p[2]}" for p in PLACES])

NEVER = re.compile(
    r"\b(inspect\w*|grad(e|es|ed|ing)|fail(s|ed|ing|ure)?|non-compliant|findings?|recommendations?)\b", re.I)


@EACH
def test_it_keeps_nobody_out(visit, log, person, path, status):
    visitor = visit(log, person)
    answer = visitor.open(path)
    assert answer.status == status
    keeps_others_out(answer.headers)
    is_light(visitor, answer)
    speaks_the_glossary(visitor)
    for width in (1200, 360):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert Axe().run(visitor.page).response["violations"] == [], f"{width} wide"
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    root = "document.documentElement"
    assert visitor.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), "it scrolls sideways"
    assert [c for c in visitor.complaints if "status of" not in c] == []


def keeps_others_out(headers):
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "public" not in headers["cache-control"]


def is_light(visitor, answer):
    assert len(answer.body()) <= 60_000
    assert visitor.page.locator("script, style, [style], [onclick]").count() == 0


def speaks_the_glossary(visitor):
    words = visitor.page.locator("body").inner_text()
    assert NEVER.findall(words) == []
    # The steps of a scale are named in a hint as they are stored.
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", words.replace("cannot_yet_say", "")) == [], "words as stored"
    assert "{{" not in words and "Optional(" not in words and "nil" not in words.split()


def test_the_style_sheet_is_one_small_file_kept_for_ever(visit):
    visitor = visit()
    visitor.open("/")
    sheets = visitor.page.locator('link[rel="stylesheet"]')
    assert sheets.count() == 1
    answer = visitor.context.request.get(sheets.first.get_attribute("href"))
    assert answer.status == 200 and len(answer.body()) <= 15_000
    assert "immutable" in answer.headers["cache-control"]


def test_a_rehearsal_says_so_with_its_own_date_on_every_page(visit):
    for path in ("", "/cycles/ash-evidence", "/judgements/ash-evidence:11.2", "/evidence/a1", "/evidence/none"):
        visitor = visit(JANUARY, "ash-lead")
        visitor.open(f"/{JANUARY}{path}")
        banner = visitor.page.locator(".rehearsal").inner_text()
        assert "Rehearsal" in banner and "20 January 2026" in banner


def test_the_keyboard_reaches_the_content_first(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(f"/{YEAR}")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_the_programmes_home_lists_its_authorities_alphabetically_and_ranks_none(visit):
    visitor = visit(YEAR, "co-1")
    visitor.open(f"/{YEAR}")
    names = visitor.page.locator('section[aria-labelledby="leas"] h3').all_inner_texts()
    assert names == ["Ashmere", "Birkholt", "Calverby", "Dunmoss", "Eskwater", "Fernlow"]
    for step in ("Not yet", "Emerging", "Established", "Embedded"):
        assert step not in visitor.main()
