"""A cycle as it stood at the end of a day."""

import pytest
from service import YEAR

CYCLE = f"/{YEAR}/cycles/ash-evidence"


@pytest.mark.parametrize(
    "day, state",
    [
        ("2026-01-25", "Proposed, not confirmed Step: Established"),
        ("2026-02-01", "Revised, not confirmed Step: Emerging"),
        ("2026-03-10", "Revised, not confirmed Step: Not yet"),
        ("2026-03-31", "Confirmed on 20 March 2026 Step: Not yet"),
    ])
def test_question_11_2_as_recorded_then(visit, day, state):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(CYCLE)
    visitor.page.get_by_label("Look at the cycle as recorded by the end of").fill(day)
    visitor.page.get_by_role("button", name="Show that day").click()
    assert visitor.path == f"{CYCLE}?as_at={day}"
    row = visitor.page.locator("section[aria-labelledby=judgements] li", has_text="Question 11.2")
    assert state in " ".join(row.inner_text().split())


def test_the_timeline_of_the_past_ends_there(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(f"{CYCLE}?as_at=2026-01-25")
    timeline = visitor.page.locator(".timeline").inner_text()
    assert "Interruption answered: recognised" in timeline
    assert "Reduced timetables" not in visitor.main()
    assert "As of position" in visitor.page.locator("footer").inner_text()


def test_an_entry_typed_later_is_marked_and_kept(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(CYCLE)
    entry = visitor.page.locator(".timeline li", has_text="Interruption recorded: That few exclusions")
    assert "Happened Tuesday 20 January 2026, 11:15. Recorded Wednesday 21 January 2026, 08:45" in entry.inner_text()
    assert "Recorded 1 day later" in entry.inner_text()


def test_before_it_was_opened_there_is_nothing_to_show(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(f"{CYCLE}?as_at=2025-10-01")
    assert "This self-review had not been opened by then." in visitor.main()
    assert visitor.page.locator(".timeline li").count() == 0


def test_all_eight_stages_stand_there_with_the_present_one_marked(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(f"{CYCLE}?as_at=2026-01-25")
    stages = visitor.page.locator(".stages li")
    assert stages.count() == 8
    present = visitor.page.locator(".stages [aria-current=step]")
    assert present.count() == 1 and "Visiting" in present.inner_text() and "●" in present.inner_text()
