"""What one may not see is absent from every page."""

from service import JANUARY, YEAR

CYCLE = f"/{YEAR}/cycles/ash-evidence"


def test_the_coordinator_gets_titles_of_evidence_and_no_more(visit):
    visitor = visit(YEAR, "co-1")
    visitor.open(f"/{YEAR}/evidence/a3")
    assert "What pupils say about being in school" in visitor.main()
    assert "waiting in corridors" not in visitor.page.content()
    assert "youth workers" not in visitor.page.content()


def test_the_coordinators_timeline_holds_no_wording(visit):
    visitor = visit(YEAR, "co-1")
    visitor.open(CYCLE)
    content = visitor.page.content()
    assert "Judgement revised" in content
    for words in ("not yet, statement version", "Step: ", "reduced timetables, with"):
        assert words not in content


def test_a_visitor_sees_the_evidence_that_was_shared(visit):
    visitor = visit(JANUARY, "bir-lead")
    assert visitor.open(f"/{JANUARY}/evidence/a1").status == 200
    assert visitor.open(f"/{JANUARY}/evidence/a2").status == 404
    visitor.open(f"/{JANUARY}/cycles/ash-evidence")
    assert "Attendance return" not in visitor.page.content()


def test_an_authority_without_part_in_it_sees_the_frame_of_a_review_only(visit):
    visitor = visit(JANUARY, "fer-lead")
    visitor.open(f"/{JANUARY}/cycles/ash-evidence")
    assert "What we count, and what we therefore see" in visitor.main()
    for heading in ("judgements", "actions", "evidence"):
        section = visitor.page.locator(f"section[aria-labelledby={heading}]")
        assert "here that you may see" in section.inner_text()
        assert section.locator("li").count() == 0


def test_warnings_count_only_what_the_reader_sees(visit):
    visitor = visit(YEAR, "fer-lead")
    visitor.open(f"/{YEAR}")
    assert visitor.page.locator(".warnings").count() == 0
