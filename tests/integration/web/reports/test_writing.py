"""Writing a section: what is kept, two authors at once, figures put in, and what is refused."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction

from belong.reports.bound import FigureTable, Words
from belong.reports.bound_json import blocks_from_data
from belong.web.audit.models import AuditEvent
from belong.web.performance.models import FigureRows, StoredSet
from belong.web.reports.actions_writing import WrittenMeanwhile, write_section
from belong.web.reports.models import ReportSection, SectionVersion, SignOff
from belong.web.reports.queries import bound_report

from .conftest import ADOPTED, GIRLS

pytestmark = pytest.mark.django_db

NASTY = '<script>alert(1)</script> "quoted" & [[<img src=x>]]'


@pytest.fixture
def headline(report) -> ReportSection:
    return report.sections.get(key="headline")


@pytest.fixture
def head(signed_in):
    return signed_in("head_of_service")


def typed(text: str, **more: str) -> dict[str, str]:
    """What the form of the section in brief sends: words, a table, and words after it."""
    return {"based_on": "1", "words-0": text, "words-2": "", "save": "1", **more}


def latest(section: ReportSection) -> SectionVersion:
    return section.versions.latest("number")


def words_of(section: ReportSection) -> list[str]:
    blocks = blocks_from_data(latest(section).blocks)
    return [one.text for one in blocks if isinstance(one, Words)]


def test_section_saved_is_a_new_version_and_the_old_one_stays(head, headline, address):
    answer = head.client.post(address("sections", "headline"), typed("Our year.\r\n\r\nIt was."))
    assert answer.status_code == 302
    assert words_of(headline) == ["Our year.\n\nIt was."]
    first, second = headline.versions.order_by("number")
    assert second.based_on == first
    assert second.by_person == head.user.key
    assert first.is_laid_out
    assert AuditEvent.objects.filter(action="report_section_written").count() == 1


def test_section_keeps_its_table_and_drawn_words_that_nobody_touched(head, headline, address):
    drawn = words_of(headline)[0]
    head.client.post(address("sections", "headline"), typed(drawn, **{"words-2": "Below."}))
    first, table, below = blocks_from_data(latest(headline).blocks)
    assert first == Words(drawn, is_drawn=True)
    assert isinstance(table, FigureTable)
    assert below == Words("Below.")


def test_section_saved_as_it_was_is_no_new_version(head, headline, address):
    head.client.post(address("sections", "headline"), typed(words_of(headline)[0]))
    assert latest(headline).number == 1


def test_table_left_out_is_gone_and_comes_back_with_its_version(head, headline, address):
    head.client.post(address("sections", "headline"), typed("Short.", **{"out-1": "on"}))
    assert len(latest(headline).blocks) == 1
    page = head.client.get(address("sections", "headline", "versions")).content.decode()
    assert "Laid out by Belong" in page
    assert (
        "with the figures of now"
        in head.client.get(address("sections", "headline", "versions", "1"))
        .content.decode()
        .lower()
    )
    head.client.post(address("sections", "headline", "versions", "1", "restore"))
    assert latest(headline).number == 3
    assert len(latest(headline).blocks) == 2


def test_second_author_is_shown_what_the_first_wrote_and_nothing_is_lost(
    head, signed_in, headline, address
):
    other = signed_in("performance_officer")
    head.client.post(address("sections", "headline"), typed("First author."))
    answer = other.client.post(
        address("sections", "headline"), typed("Second author.", **{"words-2": "And below."})
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert words_of(headline) == ["First author."]
    assert f"{head.user.name} saved this section" in page
    assert "They wrote here:" in page
    assert "First author." in page
    assert "Second author." in page
    assert "And below." in page
    based_on = re.search(r'name="based_on" value="(\d+)"', page)
    assert based_on
    assert based_on[1] == "2"
    again = other.client.post(
        address("sections", "headline"), typed("First author. Second author.", based_on="2")
    )
    assert again.status_code == 302
    assert words_of(headline) == ["First author. Second author."]
    kept = [one.blocks[0]["text"] for one in headline.versions.order_by("number")]
    assert kept[1:] == ["First author.", "First author. Second author."]


def test_second_author_of_another_place_gets_both_put_together(head, signed_in, headline, address):
    drawn = words_of(headline)[0]
    other = signed_in("performance_officer")
    head.client.post(address("sections", "headline"), typed("First author."))
    page = other.client.post(
        address("sections", "headline"), typed(drawn, **{"words-2": "Mine below."})
    ).content.decode()
    assert "They wrote here:" not in page
    assert ">\nFirst author.</textarea>" in page or ">First author.</textarea>" in page
    assert "Mine below." in page


def test_words_of_a_place_that_is_gone_are_shown(head, signed_in, headline, address):
    other = signed_in("performance_officer")
    head.client.post(address("sections", "headline"), typed("Short.", **{"out-1": "on"}))
    page = other.client.post(
        address("sections", "headline"), typed("Mine.", **{"words-2": "After the table."})
    ).content.decode()
    assert "You wrote this in a place that is gone." in page
    assert "After the table." in page


def test_versions_are_numbered_once(headline):
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionVersion.objects.create(section=headline, number=1, blocks=[], at=latest(headline).at)


def test_action_refuses_what_rests_on_an_earlier_version(headline):
    write_section(section=headline, blocks=[Words("One.")], based_on=1, by="a" * 32)
    with pytest.raises(WrittenMeanwhile) as refused:
        write_section(section=headline, blocks=[Words("Two.")], based_on=1, by="b" * 32)
    assert refused.value.latest.number == 2


def test_report_reads_as_it_was_at_a_moment(report, headline):
    before = latest(headline).at
    write_section(section=headline, blocks=[Words("Later.")], based_on=1, by="a" * 32)
    assert bound_report(report).section("headline").words() == "Later."
    assert "children were adopted" in bound_report(report, at=before).section("headline").words()


def test_figure_found_is_put_where_the_author_marked_it(head, headline, address):
    page = head.client.post(
        address("sections", "headline"),
        typed("Of them [[]] were girls.", terms="girls 2024/25", find="1"),
    ).content.decode()
    assert "1 figure found" in page
    assert "14" in page
    page = head.client.post(
        address("sections", "headline"),
        typed("Of them [[]] were girls.", terms="girls", insert=f"[[{GIRLS}]]"),
    ).content.decode()
    assert f"Of them [[{GIRLS}]] were girls." in page
    assert latest(headline).number == 1


def test_figure_is_put_at_the_end_where_no_place_was_marked(head, address):
    page = head.client.post(
        address("sections", "headline"), typed("They were", insert=f"[[{ADOPTED}]]")
    ).content.decode()
    assert f"They were [[{ADOPTED}]]" in page


def test_council_is_found_by_how_a_word_of_its_name_begins(head, address):
    def found(terms: str) -> str:
        told = typed("In the year [[]] came.", find="1", terms=terms)
        return head.client.post(address("sections", "headline"), told).content.decode()

    assert "1 figure found" in found("adopted 2024/25 north")
    assert "0 figures found" in found("adopted 2024/25 ort")


def test_preview_shows_figures_with_their_source_and_saves_nothing(head, headline, address):
    page = head.client.post(
        address("sections", "headline"), typed(f"Adopted: [[{ADOPTED}]].", preview="1")
    ).content.decode()
    assert 'class="belong-figure"' in page
    assert "ref=adopted%3Aall%3A2024-25" in page
    assert "Children adopted" in page
    assert latest(headline).number == 1


def test_preview_holds_a_number_against_the_figures_of_every_section(head, address):
    def preview(words: str) -> str:
        page = head.client.post(address("sections", "partners"), typed(words, preview="1"))
        return page.content.decode()

    assert "The checker finds nothing in it." in preview("We met 14 of them.")
    assert "“99” is none of the figures of this report" in preview("We met 99 of them.")


def test_preview_before_figures_are_computed_claims_nothing_of_the_checker(head, address):
    FigureRows.objects.all().delete()
    StoredSet.objects.all().delete()
    page = head.client.post(address("sections", "partners"), typed("We met 99.", preview="1"))
    assert "The checker finds nothing in it." not in page.content.decode()
    assert "Nothing is checked before the figures are computed." in page.content.decode()


def test_figure_that_is_no_longer_there_is_said_so(head, headline, address):
    gone = "adopted:all:1999-00"
    head.client.post(address("sections", "headline"), typed(f"Then [[{gone}]] were adopted."))
    page = head.client.get(address()).content.decode()
    assert f"figure not found: {gone}" in page
    assert "belong-figure--wrong" in page
    assert "There is no figure" in page


def test_nasty_words_are_only_words(head, headline, address):
    head.client.post(address("sections", "headline"), typed(NASTY))
    for where in ((), ("sections", "headline"), ("sections", "headline", "versions", "2")):
        page = head.client.get(address(*where)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "&lt;script&gt;alert" in page


def test_words_that_are_too_long_are_refused_and_kept_in_the_box(head, headline, address):
    answer = head.client.post(address("sections", "headline"), typed("x" * 20_001))
    assert answer.status_code == 422
    assert "20000 characters or less" in answer.content.decode()
    assert latest(headline).number == 1


def test_quotation_needs_its_consent(head, headline, address):
    answer = head.client.post(
        address("sections", "headline", "quote"), {"words": "They listened.", "consent": ""}
    )
    assert answer.status_code == 422
    head.client.post(
        address("sections", "headline", "quote"),
        {"words": "They listened.", "consent": "by e-mail on 6 May"},
    )
    quote = blocks_from_data(latest(headline).blocks)[-1]
    assert quote == Words("They listened.", quoted_with="by e-mail on 6 May")
    page = head.client.get(address()).content.decode()
    assert "<blockquote" in page
    assert "by e-mail on 6 May" not in page
    form = {
        "based_on": "2",
        "words-0": "Words.",
        "words-2": "",
        "words-3": "They listened to us.",
        "consent-3": "",
        "words-4": "",
    }
    refused = head.client.post(address("sections", "headline"), form)
    assert refused.status_code == 422
    assert "Enter how they agreed to be quoted" in refused.content.decode()


def test_words_written_when_the_session_ended_come_back_on_their_version(
    head, signed_in, headline, address
):
    head.client.get("/")
    head.client.cookies.pop("sessionid")
    head.client.post(address("sections", "headline"), typed("Long and dear words."))
    write_section(section=headline, blocks=[Words("Meanwhile.")], based_on=1, by="a" * 32)
    head.client.force_login(head.user)
    page = head.client.get(address("sections", "headline")).content.decode()
    assert "Long and dear words." in page
    assert 'name="based_on" value="1"' in page
    assert "Your session ended before this was saved" in page
    answer = head.client.post(address("sections", "headline"), typed("Long and dear words."))
    assert answer.status_code == 409
    assert "Meanwhile." in answer.content.decode()


def test_writing_further_ends_the_signature_of_the_part(head, report, headline, address):
    head.client.post(address("sign", "draft"), {"part": "council"})
    assert SignOff.objects.get(report=report).ended_at is None
    head.client.post(address("sections", "headline"), typed("More."))
    ended = SignOff.objects.get(report=report)
    assert ended.ended_because == "The part was written further."


def test_signed_report_is_written_no_more(head, report, headline, address):
    report.state = "checked"
    report.save()
    answer = head.client.post(address("sections", "headline"), typed("More."))
    assert answer.headers["Location"] == address()
    assert latest(headline).number == 1
    page = head.client.get(address()).content.decode()
    assert "nothing is written in it" in page


@pytest.mark.parametrize("loose", ["[[", "]]", "[[]]", "[[adopted:all:2024-25 children"])
def test_section_with_loose_double_brackets_is_not_saved(head, headline, address, loose):
    answer = head.client.post(address("sections", "headline"), typed(f"In the year {loose} came."))
    assert answer.status_code == 422
    assert "Take out the double brackets that hold no figure" in answer.content.decode()
    assert latest(headline).number == 1


def test_figure_is_looked_for_while_its_place_stands_open(head, headline, address):
    told = typed("In the year [[]] came.", find="1", terms="adopted")
    del told["save"]
    assert head.client.post(address("sections", "headline"), told).status_code == 200
