"""Signing in: with a mistake, with a code, without a script, and after the session has ended."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time

from playwright.sync_api import expect


def code_of(secret: str) -> str:
    """The six digits that an authenticator app shows now. Source: RFC 6238."""
    now = int(time.time())  # noqa: TID251 - the app and the service read the same clock
    counter = (now // 30).to_bytes(8, "big")
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_sign_in_with_a_mistake_says_so_and_leads_to_the_field(
    patient_page, demo, sign_ins, assert_accessible
):
    # Given the sign-in page, opened by way of a page that needs it
    page = patient_page
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{demo}/manage/people/")
    expect(page).to_have_title("Sign in – Belong")
    assert_accessible(page)
    # When nothing is entered
    page.get_by_role("button", name="Sign in").click()
    # Then the summary takes the focus, and its links lead to the fields
    summary = page.get_by_role("alert")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(page)
    summary.get_by_role("link", name="Enter your e-mail address").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    # When it is right, then the page asked for first is there
    email, password = sign_ins["administrator"]
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    assert_accessible(page)
    assert complaints == []


def test_second_factor_is_set_up_and_asked_for(sign_in, demo, sign_ins, assert_accessible):
    # Given somebody signed in
    page = sign_in("committee-member")
    email, password = sign_ins["committee-member"]
    # When they set codes up, which asks for the password again
    page.get_by_role("link", name="Sign-in safety").click()
    assert_accessible(page)
    page.get_by_role("button", name="Set up codes from an app").click()
    assert_accessible(page)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Set up codes from an app")).to_be_visible()
    assert_accessible(page)
    secret = page.locator("strong.belong-codes").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    # Then there are recovery codes
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    code = page.locator(".belong-codes li").first.inner_text()
    assert_accessible(page)
    # And the next sign-in asks for a code; a recovery code will do
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Enter the code from your app")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo}/")
    # When they stop using the app, then the password alone is enough again, as for tests after this
    page.get_by_role("link", name="Sign-in safety").click()
    page.get_by_role("link", name="Stop using the app").click()
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Stop using the app").click()
    expect(page.get_by_role("button", name="Set up codes from an app")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    sign_in("committee-member")


def test_form_sent_after_the_session_ended_comes_back_filled(sign_in, demo, sign_ins):
    # Given a form half filled in, when the session ends
    page = sign_in("administrator")
    page.goto(f"{demo}/manage/people/add/")
    page.get_by_label("Full name").fill("Rosalind Ferry")
    page.context.clear_cookies(name="sessionid")
    # When it is sent, and the person signs in again
    page.get_by_role("button", name="Add").click()
    email, password = sign_ins["administrator"]
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    # Then it is there as it was
    expect(page).to_have_url(f"{demo}/manage/people/add/")
    expect(page.get_by_label("Full name")).to_have_value("Rosalind Ferry")
    expect(page.get_by_text("Your session ended before this was saved")).to_be_visible()


def test_pages_work_without_a_script(browser, demo, sign_ins):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{demo}/manage/agencies/")
        email, password = sign_ins["administrator"]
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Four Rivers Adoption").click()
        expect(page.get_by_role("link", name=re.compile("^End for"))).to_have_count(8)
        page.get_by_role("button", name="Sign out").click()
        expect(page).to_have_title("Sign in – Belong")
    finally:
        context.close()


def test_style_and_scripts_are_kept_for_long_under_names_of_their_own(patient_page, demo):
    with patient_page.expect_response(re.compile(r"app\.[0-9a-f]+\.css")) as got:
        patient_page.goto(f"{demo}/accounts/sign-in/")
    assert "immutable" in got.value.headers["cache-control"]
