"""Recording an interruption, by hand, in a browser."""

import pytest
from service import JANUARY

CYCLE = f"/{JANUARY}/cycles/ash-evidence"
FORM = f"{CYCLE}/interruptions/new?visit=vis-1"
GRANTED = "That a plan on the wall of an office is no business of the learners in it."
ASKS = "Who reads the plan with the learner whose week it is?"


def fill(page):
    page.get_by_label("What is taken for granted").fill(GRANTED)
    page.get_by_label("Kind").first.select_option("session")
    page.get_by_label("Which").first.fill("1")
    page.get_by_label("What it was").first.fill("A plan of mornings on a wall.")
    page.get_by_label("The question it asks").fill(ASKS)
    page.get_by_label("It describes an arrangement and names nobody").check()


def send(page):
    page.get_by_role("button", name="Record the interruption").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_records_one_errors_first_and_ends_on_its_page(visit, service, scripts):
    visitor = visit(JANUARY, "bir-lead", scripts=scripts)
    page = visitor.page
    page.get_by_role("link", name="Record an interruption").click()
    assert visitor.path == FORM
    before = service.head(JANUARY)
    page.get_by_label("What is taken for granted").fill(GRANTED)
    send(page)
    assert page.title().startswith("Error: ")
    summary = page.get_by_role("alert")
    assert "There is a problem" in summary.inner_text()
    lines = summary.get_by_role("link").all_inner_texts()
    assert lines == ["The question it asks is missing."]
    assert page.get_by_label("What is taken for granted").input_value() == GRANTED
    assert service.head(JANUARY) == before
    page.get_by_label("The question it asks").fill(ASKS)
    send(page)
    assert "Affirm that this describes an arrangement" in page.get_by_role("alert").inner_text()
    page.get_by_label("It describes an arrangement and names nobody").check()
    send(page)
    assert "Say what made you notice" in page.get_by_role("alert").inner_text()
    fill(page)
    send(page)
    assert visitor.path.startswith(f"/{JANUARY}/interruptions/")
    assert "Recorded." in page.get_by_role("status").inner_text()
    assert GRANTED in visitor.main() and ASKS in visitor.main() and "Tom Hesketh, Birkholt" in visitor.main()
    assert service.head(JANUARY) == before + 1
    page.get_by_role("link", name="Self-review").click()
    assert GRANTED in visitor.main()


def test_each_line_of_the_summary_leads_to_its_field(visit):
    visitor = visit(JANUARY, "bir-lead")
    page = visitor.page
    visitor.open(FORM)
    page.get_by_label("What it was").first.fill("Something without a kind.")
    page.get_by_label("Question of the framework").evaluate(
        "e => { const o = new Option('x', 'NO ID'); e.add(o); e.value = 'NO ID' }")
    send(page)
    links = page.get_by_role("alert").get_by_role("link")
    assert links.count() == 4
    for index in range(links.count()):
        target = links.nth(index).get_attribute("href").removeprefix("#")
        links.nth(index).click()
        assert page.evaluate("document.activeElement.id") == target
        field = page.locator(f"[id='{target}']")
        assert field.get_attribute("aria-invalid") == "true"
        message = page.locator(f"[id='{target}-error']").inner_text()
        assert links.nth(index).inner_text() in message
        assert f"{target}-error" in field.get_attribute("aria-describedby")


def test_another_row_comes_without_scripts_and_keeps_what_was_entered(visit, service):
    visitor = visit(JANUARY, "bir-lead", scripts=False)
    page = visitor.page
    visitor.open(FORM)
    before = service.head(JANUARY)
    fill(page)
    page.get_by_role("button", name="Add another").click()
    assert page.get_by_role("alert").count() == 0
    assert page.get_by_label("Kind").count() == 2
    assert page.get_by_label("What is taken for granted").input_value() == GRANTED
    assert page.get_by_label("What it was").first.input_value() == "A plan of mornings on a wall."
    assert service.head(JANUARY) == before
    page.get_by_label("Kind").nth(1).select_option("talk")
    page.get_by_label("What it was").nth(1).fill("A word in the corridor.")
    page.get_by_role("button", name="Add another").click()
    send(page)
    # The third row was left empty, and is none.
    assert "A word in the corridor." in visitor.main()
    assert page.locator("section[aria-labelledby=noticed] li").count() == 2


def test_another_row_takes_the_focus(visit):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    visitor.page.get_by_role("button", name="Add another").click()
    visitor.page.wait_for_function("document.activeElement.name == 'prompted_by[1][kind]'")


def test_sent_twice_it_is_recorded_once(visit, service):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    form = visitor.page.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('main form')))")
    before = service.head(JANUARY)
    where = []
    for _ in range(2):
        answer = visitor.context.request.post(FORM.split("?")[0], form=form, max_redirects=0)
        assert answer.status == 303
        where.append(answer.headers["location"])
    assert where[0] == where[1]
    assert service.head(JANUARY) == before + 1


def test_sent_again_with_other_words_it_says_what_happened(visit, service):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    send(visitor.page)
    # Back only from a page that has arrived.
    visitor.page.get_by_role("status").wait_for()
    visitor.page.go_back()
    fill(visitor.page)
    visitor.page.get_by_label("The question it asks").fill("Quite another question?")
    before = service.head(JANUARY)
    send(visitor.page)
    assert "sent before with other words" in visitor.page.get_by_role("alert").inner_text()
    assert service.head(JANUARY) == before


@pytest.mark.parametrize("forged", ["another site", "a sibling site", "a foreign origin", "a wrong key", "no key"])
def test_a_form_that_is_not_ours_is_refused(visit, service, forged):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    form = visitor.page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    headers = {"Accept": "text/html"}
    if forged == "another site":
        headers["Sec-Fetch-Site"] = "cross-site"
    elif forged == "a sibling site":
        headers["Sec-Fetch-Site"] = "same-site"
    elif forged == "a foreign origin":
        headers["Origin"] = "https://example.org"
    elif forged == "a wrong key":
        form["_key"] = "0" * 32
    else:
        del form["_key"]
    before = service.head(JANUARY)
    answer = visitor.context.request.post(FORM.split("?")[0], form=form, headers=headers, max_redirects=0)
    assert answer.status == 403
    assert service.head(JANUARY) == before


def test_what_is_entered_is_shown_as_text(visit):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
    visitor.page.get_by_label("What is taken for granted").fill(hostile)
    visitor.page.get_by_label("It describes an arrangement and names nobody").uncheck()
    send(visitor.page)
    assert visitor.page.get_by_label("What is taken for granted").input_value() == hostile
    visitor.page.get_by_label("It describes an arrangement and names nobody").check()
    send(visitor.page)
    assert hostile in visitor.main()
    visitor.open(CYCLE)
    assert hostile in visitor.main()
    assert visitor.page.locator("script, main img").count() == 0
    assert not any("dialog" in complaint for complaint in visitor.complaints)


def test_typed_the_next_day_it_says_so(visit):
    visitor = visit(JANUARY, "bir-lead", scripts=False)
    visitor.open(FORM)
    fill(visitor.page)
    visitor.page.get_by_text("It happened earlier than today").click()
    visitor.page.locator("[name=occurred_at]").fill("2026-01-19")
    send(visitor.page)
    assert "Noticed Monday 19 January 2026." in visitor.main()
    assert "Recorded 1 day later." in visitor.main()
    visitor.open(CYCLE)
    assert "Recorded 1 day later" in visitor.page.locator(".timeline").inner_text()


def test_a_day_to_come_is_refused_beside_its_field(visit):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    visitor.page.get_by_text("It happened earlier than today").click()
    visitor.page.locator("[name=occurred_at]").fill("2027-01-19")
    send(visitor.page)
    assert visitor.page.locator("#f-occurred_at-error").is_visible()
    assert visitor.page.locator("[name=occurred_at]").input_value() == "2027-01-19"


def test_its_own_authority_answers_and_nobody_else_does(visit):
    visitor = visit(JANUARY, "bir-lead")
    visitor.open(FORM)
    fill(visitor.page)
    send(visitor.page)
    page = visitor.path.split("?")[0]
    assert visitor.page.locator("main .button").count() == 0
    assert "Only Ashmere answers" in visitor.main()
    host = visit(JANUARY, "ash-lead", scripts=False)
    host.open(page)
    host.page.get_by_role("link", name="Answer it").click()
    host.page.get_by_label("Contest: we see it differently").check()
    host.page.get_by_role("textbox", name="Reason").fill("The plan is read with each learner.")
    host.page.get_by_role("button", name="Answer the interruption").click()
    assert "Contested: both views stand" in host.main()
    even = host.page.locator(".columns.even > section")
    assert even.count() == 2
    wide = [even.nth(i).bounding_box()["width"] for i in (0, 1)]
    assert abs(wide[0] - wide[1]) < 1
