"""The judgement on 11.2: how it moved, what moved it, and who may read or change it."""

from service import JANUARY, YEAR

PAGE = f"/{YEAR}/judgements/ash-evidence:11.2"


def test_three_wordings_two_provocations_a_dissent_and_late_evidence(visit):
    visitor = visit(YEAR, "ash-lead", scripts=False)
    visitor.open(PAGE)
    page = visitor.page
    assert page.locator(".version").count() == 3
    second, third = page.locator("#version-2"), page.locator("#version-3")
    assert second.get_by_role("link").get_attribute("href") == f"/{YEAR}/interruptions/int-1"
    assert third.get_by_role("link").get_attribute("href") == f"/{YEAR}/evidence/a5"
    assert "Late evidence" not in second.inner_text()
    assert "Late evidence" in third.inner_text()
    assert "Collected on 19 December 2025, recorded on 4 March 2026" in third.inner_text()
    assert "We took low exclusions to mean presence." in second.inner_text()
    assert third.locator(".dissent").count() == 1 and page.locator(".dissent").count() == 1
    assert "I would still say emerging" in third.locator(".dissent").inner_text()
    assert second.locator("ins").count() > 0 and second.locator("del").count() > 0
    assert "Version 3, Friday 20 March 2026" in page.locator("#confirmations ~ ul").inner_text()


def test_the_chart_and_the_table_say_the_same(visit):
    visitor = visit(YEAR, "ash-lead")
    visitor.open(PAGE)
    page = visitor.page
    chart = page.locator(".wide-only svg.chart")
    assert chart.locator(".marker").count() == page.locator("tbody tr").count() == 4
    assert chart.locator(".marker.confirmed").count() == 1
    assert chart.locator(".band").count() == 1
    steps = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert steps == ["Established", "Emerging", "Not yet", "Not yet"]
    described = chart.get_attribute("aria-labelledby").split()
    words = " ".join(page.locator(f"#{id}").text_content() for id in described)
    for day in page.locator("tbody th").all_inner_texts():
        assert day in words


def test_a_phone_gets_its_own_chart(visit):
    visitor = visit(YEAR, "ash-lead", width=360)
    visitor.open(PAGE)
    assert visitor.page.locator(".narrow-only svg.chart").is_visible()
    assert not visitor.page.locator(".wide-only svg.chart").is_visible()


def test_a_visitor_has_no_buttons_and_reads_why(visit):
    visitor = visit(YEAR, "bir-lead")
    visitor.open(PAGE)
    assert visitor.page.locator("main .button, main button").count() == 0
    assert "This judgement is Ashmere’s alone. You act for Birkholt" in visitor.page.locator(".reason").inner_text()
    # What was shared before the visit, and nothing after it.
    assert visitor.page.locator(".version").count() == 1
    assert "reduced timetables" not in visitor.main()


def test_the_coordinator_sees_how_far_it_has_come_and_not_what_it_says(visit):
    visitor = visit(YEAR, "co-1")
    visitor.open(PAGE)
    assert "Confirmed on 20 March 2026" in visitor.main()
    for word in ("reduced timetables", "Not yet", "I would still say", "low exclusions"):
        assert word not in visitor.page.content()
    assert visitor.page.locator("main .button").count() == 0


def test_another_authority_does_not_learn_that_it_is_there(visit):
    visitor = visit(YEAR, "fer-lead")
    assert visitor.open(PAGE).status == 404
    assert visitor.open(f"/{YEAR}/judgements/ash-evidence:99.9").status == 404


def test_each_role_of_the_authority_gets_its_own_buttons(visit):
    buttons = {}
    for person in ("ash-lead", "ash-off", "ash-dec"):
        visitor = visit(JANUARY, person)
        visitor.open(f"/{JANUARY}/judgements/ash-evidence:11.2")
        buttons[person] = visitor.page.locator("main .button").all_inner_texts()
    assert buttons["ash-lead"] == buttons["ash-off"] == ["Revise the judgement", "Record a dissent"]
    assert buttons["ash-dec"] == ["Revise the judgement", "Confirm the judgement"]


def test_the_form_behind_a_button_that_is_not_there_is_refused(visit):
    visitor = visit(YEAR, "bir-lead")
    assert visitor.open(f"{PAGE}/revise").status == 403
    assert visitor.page.locator("main form").count() == 0


def test_two_at_once_the_second_sees_both_texts_and_keeps_its_own(visit):
    pages = []
    for person in ("ash-lead", "ash-off"):
        visitor = visit(JANUARY, person, scripts=False)
        visitor.open(f"/{JANUARY}/judgements/ash-evidence:11.3/revise")
        page = visitor.page
        page.get_by_label("Statement").fill(f"As {person} would say it.")
        page.get_by_label("What made you look again").select_option("debate")
        page.get_by_label("Why it changed").fill("We talked about it.")
        pages.append(page)
    first, second = pages
    first.get_by_role("button", name="Revise the judgement").click()
    assert "As ash-lead would say it." in first.locator(".statement").first.inner_text()
    second.get_by_role("button", name="Revise the judgement").click()
    assert "Somebody changed this since you opened the form" in second.locator(".problems").inner_text()
    assert "As ash-lead would say it." in second.locator(".notice").inner_text()
    assert second.get_by_label("Statement").input_value() == "As ash-off would say it."
    # Having read both, the second may still send it.
    second.get_by_role("button", name="Revise the judgement").click()
    assert second.locator(".version").count() == 3


def test_a_warning_must_be_read_before_it_goes_through(visit):
    visitor = visit(JANUARY, "ash-dec", scripts=False)
    page = visitor.page
    visitor.open(f"/{JANUARY}/judgements/ash-evidence:11.1/confirm")
    page.get_by_role("button", name="Confirm the judgement").click()
    assert "Read this first" in visitor.main()
    page.get_by_label("No learner's voice").check()
    page.get_by_role("button", name="Confirm the judgement").click()
    assert visitor.path.split("?")[0] == f"/{JANUARY}/judgements/ash-evidence:11.1"
    assert "Confirmed on 20 January 2026" in visitor.main()
    assert "no learner voice" in visitor.main()
