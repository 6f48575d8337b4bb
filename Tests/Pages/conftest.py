import pytest
from playwright.sync_api import sync_playwright

from service import Service


@pytest.fixture(scope="session")
def service():
    service = Service()
    try:
        yield service.start()
    finally:
        service.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """Somebody with a browser."""

    def __init__(self, browser, service, width, scripts):
        self.service = service
        self.context = browser.new_context(
            base_url=service.base, viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("dialog", self.dismiss)

    def dismiss(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def sign_in(self, log, person):
        """By hand, for a session of its own."""
        self.page.goto(f"/{log}/sign-in")
        self.page.click(f'button[value="{person}"]')
        return self

    def open(self, path):
        return self.page.goto(path)

    def main(self):
        return self.page.locator("main").inner_text()

    @property
    def path(self):
        return self.page.url.removeprefix(self.service.base)


@pytest.fixture(scope="session")
def cookies(browser, service):
    """The cookies of somebody who is signed in: one session for each person, made when first asked for."""
    known = {}

    def get(log, person):
        if (log, person) not in known:
            visitor = Visitor(browser, service, 1200, False).sign_in(log, person)
            known[log, person] = visitor.context.cookies()
            visitor.context.close()
        return known[log, person]

    return get


@pytest.fixture
def visit(browser, service, cookies):
    """Makes visitors, and closes their browsers when the test ends."""
    made = []

    def make(log=None, person=None, width=1200, scripts=True):
        visitor = Visitor(browser, service, width, scripts)
        made.append(visitor)
        if person:
            visitor.context.add_cookies(cookies(log, person))
            visitor.page.goto(f"/{log}")
        return visitor

    yield make
    for visitor in made:
        visitor.context.close()
