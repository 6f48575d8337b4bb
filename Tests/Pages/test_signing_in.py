"""Who gets in, and as whom."""

from service import JANUARY, REAL, YEAR


def test_a_newcomer_chooses_a_persona_and_stands_in_the_programme(visit):
    visitor = visit(scripts=False)
    visitor.open("/")
    visitor.page.get_by_role("link", name=f"Choose whom to sign in as in {JANUARY}").click()
    assert "Leads the visit to Ashmere, 20–21 January 2026: under way" in visitor.main()
    visitor.page.get_by_role("button", name="Sign in as Tom Hesketh").click()
    assert visitor.path == f"/{JANUARY}"
    assert "Tom Hesketh" in visitor.page.locator("header").inner_text()
    assert "LEA review lead, Birkholt" in visitor.page.locator("header").inner_text()


def test_who_is_not_signed_in_is_sent_there_and_back(visit):
    visitor = visit(scripts=False)
    visitor.open(f"/{YEAR}/judgements/ash-evidence:11.2")
    assert visitor.path.startswith(f"/{YEAR}/sign-in?go_on=")
    visitor.page.get_by_role("button", name="Sign in as Ruth Calder").click()
    assert visitor.path == f"/{YEAR}/judgements/ash-evidence:11.2"


def test_nobody_is_sent_to_another_site_after_signing_in(visit):
    for elsewhere in ("https://example.org/", "//example.org/", f"/{YEAR}.example.org", "/other", f"/{YEAR}/\\x"):
        visitor = visit()
        visitor.page.goto(f"/{YEAR}/sign-in")
        answer = visitor.context.request.post(
            f"/{YEAR}/sign-in", form={"person": "ash-lead", "go_on": elsewhere}, max_redirects=0)
        assert answer.headers["location"] == f"/{YEAR}"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visit):
    visitor = visit().sign_in(YEAR, "ash-lead")
    (cookie,) = visitor.context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/"
    assert visitor.page.evaluate("document.cookie") == ""


def test_behind_https_the_cookie_is_bound_to_the_host(visit):
    answer = visit().context.request.post(
        f"/{YEAR}/sign-in", form={"person": "ash-lead"}, headers={"X-Forwarded-Proto": "https"}, max_redirects=0)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"__Host-collegiate-{YEAR}=") and "; Secure" in cookie and "Domain" not in cookie


def test_signing_in_again_ends_the_former_session(visit):
    visitor = visit().sign_in(YEAR, "ash-lead")
    (former,) = visitor.context.cookies()
    visitor.sign_in(YEAR, "ash-off")
    (present,) = visitor.context.cookies()
    assert former["value"] != present["value"]
    visitor.context.clear_cookies()
    visitor.context.add_cookies([former])
    visitor.open(f"/{YEAR}")
    assert "sign-in" in visitor.path


def test_signing_out_ends_the_session(visit):
    visitor = visit(scripts=False).sign_in(YEAR, "ash-lead")
    cookies = visitor.context.cookies()
    visitor.page.get_by_role("button", name="Sign out").click()
    assert visitor.path == "/"
    visitor.context.add_cookies(cookies)
    visitor.open(f"/{YEAR}")
    assert "sign-in" in visitor.path


def test_a_session_of_one_log_opens_no_other(visit):
    visitor = visit().sign_in(YEAR, "ash-lead")
    (cookie,) = visitor.context.cookies()
    visitor.context.add_cookies([{**cookie, "name": f"collegiate-{JANUARY}"}])
    visitor.open(f"/{JANUARY}")
    assert visitor.path.startswith(f"/{JANUARY}/sign-in")


def test_a_real_log_offers_no_personas_and_says_how_to_get_in(visit):
    visitor = visit()
    visitor.open(f"/{REAL}")
    assert visitor.path.startswith(f"/{REAL}/sign-in")
    assert visitor.page.locator("main form").count() == 0
    assert "token" in visitor.main()
    answer = visitor.context.request.post(
        f"/{REAL}/sign-in", form={"person": "co-1"}, headers={"Accept": "text/html"}, max_redirects=0)
    assert answer.status == 403 and "set-cookie" not in answer.headers


def test_another_sites_form_signs_nobody_in(visit):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://example.org"}):
        answer = visit().context.request.post(
            f"/{YEAR}/sign-in", form={"person": "ash-lead"}, headers=headers, max_redirects=0)
        assert answer.status == 403 and "set-cookie" not in answer.headers
