"""One small region for every test of access: whose record, on which side, and one person a role.

Northmere and Eastvale are councils of the region, Farside is not. Lanternlight is a voluntary
agency; Rowan Gate is another, in which nobody of these people works. The child's social worker and
manager are Northmere's, of the team that keeps its records; the adopters' social worker is the
region's; the voluntary agency's worker is Lanternlight's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from belong.domain.calendar import add_months, financial_year
from belong.domain.governance import Body, DutyKey, PaperKind
from belong.domain.periods import years
from belong.domain.policy import Role
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Block, RaaMembership, Team
from belong.web.children.models import (
    AdoptiveIdentity,
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    EventNote,
    Merge,
    Responsibility,
)
from belong.web.due.models import PolicyTerm
from belong.web.families.models import (
    Application,
    FamilyRecord,
    FamilyResponsibility,
    HouseholdMember,
)
from belong.web.governance.actions import Approved, Found, add_paper, present
from belong.web.governance.models import Paper, PaperVersion, Presented
from belong.web.imports.lines import Line
from belong.web.imports.models import Import
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import Event, SubjectKind
from belong.web.recruitment.models import Booking, Campaign, Contact, Enquiry, RecruitmentEvent
from belong.web.reports.models import Release, WrittenReport
from belong.web.tracker.models import Meeting, MeetingAction

from .papers import DOCUMENTS, NOTES, PLANTED_PAPERS, key_of, plant, plant_on_meetings
from .releases import plant_logos, plant_releases
from .reports import PLANTED_REPORTS, comment_key, of_report, of_section, plant_reports

HERE = Path(__file__).parent
BEGAN_ON = date(2020, 4, 1)
NOBODYS = "0" * 32
PASSWORD = "long enough words"  # noqa: S105  # pragma: allowlist secret

#: Where each role is held. What is not named here is the region's own.
COUNCIL_ROLES = frozenset(
    {
        Role.CHILD_SOCIAL_WORKER,
        Role.CHILDREN_TEAM_MANAGER,
        Role.REVIEWING_OFFICER,
        Role.DECISION_MAKER,
        Role.PARTNER_MANAGER,
        Role.COMMITTEE_MEMBER,
    }
)
TEAM_OF = {
    Role.CHILD_SOCIAL_WORKER: "care",
    Role.CHILDREN_TEAM_MANAGER: "care",
    Role.ADOPTERS_SOCIAL_WORKER: "north",
    Role.VOLUNTARY_AGENCY_WORKER: "adopters",
}
#: Kept by name from one child and one family, which this role does not reach anyway.
KEPT_FROM = Role.COMMITTEE_MEMBER
#: Who is responsible for the children of the team, besides the team itself.
WITH_CHILDREN = (
    Role.CHILD_SOCIAL_WORKER,
    Role.REVIEWING_OFFICER,
    Role.DECISION_MAKER,
    Role.SUPPORT_WORKER,
)


@dataclass
class Region:
    """Everything by a short name, and a browser for each role."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[Role, User] = field(default_factory=dict)
    children: dict[str, ChildRecord] = field(default_factory=dict)
    families: dict[str, FamilyRecord] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    actions: dict[str, MeetingAction] = field(default_factory=dict)
    memberships: dict[str, RaaMembership] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    enquiries: dict[str, Enquiry] = field(default_factory=dict)
    events: dict[str, RecruitmentEvent] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    reports: dict[str, WrittenReport] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    browsers: dict[Role, Client] = field(default_factory=dict)

    def browser(self, role: Role) -> Client:
        """A browser in which the person with this role is signed in."""
        return self.browsers[role]


def canary(what: str, whose: str) -> str:
    """A text that stands nowhere else: it says what it is of whom."""
    return f"Planted{what}Of{whose}qz".replace(" ", "").replace("'", "")


#: What is planted, by the table of sides/ that says who may see it.
PLANTED = {
    "child names": ("Birth", "BirthName"),
    "child numbers and addresses": ("Number", "BirthHome"),
    "words of the birth side": ("BirthNote", "BirthAction"),
    "words of the adoptive side": ("AdoptNote",),
    "new names and addresses": ("New", "NewName", "NewHome"),
    "adopters' names": ("Adopter1", "Adopter2", "AdopterName"),
    "adopters' addresses": ("Home",),
    **PLANTED_PAPERS,
    **PLANTED_REPORTS,
    "enquirers' names and addresses": ("Asker", "AskerName", "AskerHome"),
}


def _agencies(region: Region) -> None:
    for name, kind, code in (
        ("region", "raa", ""),
        ("northmere", "council", "991"),
        ("eastvale", "council", "992"),
        ("farside", "council", "993"),
        ("lanternlight", "voluntary", ""),
        ("rowan gate", "voluntary", ""),
        ("far region", "raa", ""),
    ):
        region.agencies[name] = Agency.objects.create(
            kind=kind, name=f"{name.title()} Agency", dfe_code=code
        )
    for council, raa in (
        ("northmere", "region"),
        ("eastvale", "region"),
        ("farside", "far region"),
    ):
        region.memberships[council] = RaaMembership.objects.create(
            council=region.agencies[council], raa=region.agencies[raa], from_on=BEGAN_ON
        )
    for name, agency in (
        ("care", "northmere"),
        ("court", "northmere"),
        ("eastvale", "eastvale"),
        ("farside", "farside"),
        ("north", "region"),
        ("south", "region"),
        ("adopters", "lanternlight"),
    ):
        region.teams[name] = Team.objects.create(agency=region.agencies[agency], name=name.title())


def _people(region: Region) -> None:
    for role in Role:
        place = "northmere" if role in COUNCIL_ROLES else "region"
        place = "lanternlight" if role is Role.VOLUNTARY_AGENCY_WORKER else place
        user = User(email=f"{role.value}@region.example", name=f"Staff {role.value}")
        user.set_password(PASSWORD)
        user.save()
        region.people[role] = user
        region.browsers[role] = Client()
        region.browsers[role].force_login(user)
        Appointment.objects.create(
            user=user,
            role=role.value,
            agency=region.agencies[place],
            team=region.teams[TEAM_OF[role]] if role in TEAM_OF else None,
            from_on=BEGAN_ON,
            to_on=date(2099, 1, 1) if role is Role.AUDITOR else None,
        )


def _family(
    region: Region, name: str, agency: str, team: str = "", role: Role | None = None
) -> None:
    family = FamilyRecord.objects.create(
        pseudonym=f"F-{len(region.families) + 1:04d}",
        agency=region.agencies[agency],
        team=region.teams[team] if team else None,
        address=canary("Home", name),
    )
    region.families[name] = family
    application = Application.objects.create(family=family)
    for number in (1, 2):
        application.applicants.add(
            HouseholdMember.objects.create(
                family=family,
                part=HouseholdMember.Part.APPLICANT,
                forenames=canary(f"Adopter{number}", name),
                surname=canary("AdopterName", name),
                born_on=date(1985, 5, number),
            )
        )
    for each in filter(None, (role, Role.SUPPORT_WORKER if name == "ours" else None)):
        FamilyResponsibility.objects.create(
            family=family, user=region.people[each], role=each.value, from_on=BEGAN_ON
        )
    told = {"application": application.key}
    check = {
        **told,
        "check": "dbs",
        "person": str(application.applicants.values_list("key", flat=True)[0]),
    }
    _write(
        SubjectKind.FAMILY,
        family.key,
        ("enquired", date(2023, 1, 9), told),
        ("registration_received", date(2023, 2, 1), told),
        ("stage_1_began", date(2023, 2, 6), told),
        ("check_sought", date(2023, 2, 7), check),
        ("stage_1_passed", date(2023, 4, 3), told),
        ("stage_2_began", date(2023, 4, 10), told),
        ("approved", date(2023, 8, 1), told),
    )


def _write(kind: SubjectKind, key: str, *events: tuple[str, date, dict[str, str]]) -> None:
    write_change(
        process="test",
        drafts=[Draft(kind, key, name, happened_on=on, details=told) for name, on, told in events],
    )


def _child(region: Region, name: str, council: str, team: str, *, is_own: bool = False) -> None:
    child = ChildRecord.objects.create(
        pseudonym=f"C-{len(region.children) + 1:04d}",
        council=region.agencies[council],
        team=region.teams[team],
    )
    region.children[name] = child
    BirthIdentity.objects.create(
        child=child,
        forenames=canary("Birth", name),
        surname=canary("BirthName", name),
        born_on=date(2022, 1, 10),
        sex="F",
        home_address=canary("BirthHome", name),
    )
    ChildIdentifier.objects.create(
        child=child, agency=child.council, scheme="ssda903", value=canary("Number", name)
    )
    if is_own:
        for role in WITH_CHILDREN:
            Responsibility.objects.create(
                child=child, user=region.people[role], role=role.value, from_on=BEGAN_ON
            )
    _write(
        SubjectKind.CHILD,
        child.key,
        ("born", date(2022, 1, 10), {}),
        ("care_entered", date(2023, 3, 1), {"legal_status": "C2"}),
        ("decision_made", date(2023, 8, 2), {}),
        ("placement_order_made", date(2023, 11, 1), {}),
    )
    _note(child, "decision_made", EventNote.Side.BIRTH, canary("BirthNote", name))


def _note(child: ChildRecord, kind: str, side: str, words: str) -> None:
    event = Event.objects.filter(subject_key=child.key, kind=kind).latest("pk")
    EventNote.objects.create(
        event_key=event.key,
        child=child,
        side=side,
        about=EventNote.About.REASONS,
        words=words,
        by_person="f" * 32,
    )


def _tie(region: Region, child_name: str, family_name: str, *, is_placed: bool) -> None:
    child, family = region.children[child_name], region.families[family_name]
    about = {"family": family.key}
    events = [("linked", date(2024, 2, 1), about)]
    if is_placed:
        events += [
            ("match_decided", date(2024, 4, 1), about),
            ("placed_for_adoption", date(2024, 5, 1), about),
        ]
        AdoptiveIdentity.objects.create(
            child=child,
            forenames=canary("New", child_name),
            surname=canary("NewName", child_name),
            address=canary("NewHome", child_name),
        )
    _write(SubjectKind.CHILD, child.key, *events)
    told = {"child": child.key, "application": family.applications.get().key}
    _write(SubjectKind.FAMILY, family.key, ("linked", date(2024, 2, 1), told))
    if is_placed:
        _write(
            SubjectKind.FAMILY,
            family.key,
            ("matched", date(2024, 4, 1), told),
            ("child_placed", date(2024, 5, 1), told),
        )
    _note(child, events[-1][0], EventNote.Side.ADOPTIVE, canary("AdoptNote", child_name))


def _recruit(region: Region, whose: str, agency: Agency) -> None:
    """An enquiry, a campaign, and an information event that the enquiry is booked for."""
    on = timezone.localdate()
    region.campaigns[whose] = Campaign.objects.create(
        agency=agency, name=f"Campaign of {whose}", from_on=BEGAN_ON
    )
    enquiry = Enquiry.objects.create(
        number=f"E-{len(region.enquiries) + 1:04d}",
        agency=agency,
        channel="telephone",
        campaign=region.campaigns[whose],
        enquired_on=BEGAN_ON,
        source="web",
    )
    Contact.objects.create(
        enquiry=enquiry,
        forenames=canary("Asker", whose),
        surname=canary("AskerName", whose),
        address=canary("AskerHome", whose),
    )
    event = RecruitmentEvent.objects.create(
        agency=agency, kind="information", from_on=on, to_on=on, venue="A hall", places=8
    )
    Booking.objects.create(event=event, enquiry=enquiry, people=2, booked_on=BEGAN_ON)
    region.enquiries[whose], region.events[whose] = enquiry, event


def build() -> Region:
    """The whole region, written now."""
    region = Region()
    _agencies(region)
    _people(region)
    _family(region, "ours", "region", "north", Role.ADOPTERS_SOCIAL_WORKER)
    _family(region, "colleague's", "region", "south")
    _family(region, "council's", "northmere", "", Role.DECISION_MAKER)
    _family(region, "voluntary", "lanternlight", "adopters", Role.VOLUNTARY_AGENCY_WORKER)
    _family(region, "outside", "rowan gate")
    for name in ("plain", "linked", "placed", "closed", "merged"):
        _child(region, name, "northmere", "care", is_own=True)
    _child(region, "colleague's", "northmere", "court")
    _child(region, "neighbour's", "eastvale", "eastvale")
    _child(region, "outside", "farside", "farside")
    _tie(region, "linked", "ours", is_placed=False)
    _tie(region, "placed", "voluntary", is_placed=True)
    plant(region.children, region.families, canary)
    _meetings(region)
    plant_on_meetings(region.meetings, canary)
    for whose in ("northmere", "farside"):
        region.imports[whose] = _import(region, whose)
    _close(region)
    for name in ("region", "northmere"):
        PolicyTerm.objects.create(
            agency=region.agencies[name],
            says=PolicyTerm.Says.LIMIT,
            clock="link_after_decision",
            number=80,
            unit="days",
            source="Matching policy, page 2",
            from_on=BEGAN_ON,
            to_on=BEGAN_ON,  # undone: no page of a record reads it
            set_by=NOBODYS,
        )
    for whose in ("region", "northmere"):
        _register(region.agencies[whose])
    for whose in ("region", "northmere", "lanternlight"):
        _recruit(region, whose, region.agencies[whose])
    _recruit(region, "outside", region.agencies["rowan gate"])
    decider = region.people[Role.DECISION_MAKER].key
    region.reports = plant_reports(region.agencies, canary, decider)
    region.releases = plant_releases(region.reports, region.agencies)
    plant_logos(region.agencies)
    for kept in (region.children["plain"], region.families["ours"]):
        Block.objects.create(user=region.people[KEPT_FROM], record_key=kept.key)
    Merge.objects.create(
        kept=region.children["plain"], other=region.children["merged"], merged_at=timezone.now()
    )
    return region


def _meetings(region: Region) -> None:
    for name, agency, team in (
        ("families", "region", ""),
        ("team", "northmere", "care"),
        ("northmere", "northmere", ""),
        ("region", "region", ""),
        ("farside", "farside", ""),
    ):
        region.meetings[name] = Meeting.objects.create(
            about="families" if name == "families" else "children",
            agency=region.agencies[agency],
            team=region.teams[team] if team else None,
            held_on=timezone.localdate(),
            opened_by=region.people[Role.FAMILY_FINDER].key,
            opened_at=timezone.now(),
        )
    region.actions["plain"] = MeetingAction.objects.create(
        meeting=region.meetings["team"],
        child=region.children["plain"],
        words=canary("BirthAction", "plain"),
        owner=region.people[Role.CHILD_SOCIAL_WORKER],
        due_on=timezone.localdate(),
        added_by=region.people[Role.CHILDREN_TEAM_MANAGER].key,
        added_at=timezone.now(),
    )


def _import(region: Region, whose: str) -> Import:
    """A return of a council, previewed, with one conflict."""
    one = Import.objects.create(
        kind=Import.Kind.RETURNS,
        state=Import.State.PREVIEWED,
        by_person=region.people[Role.PERFORMANCE_OFFICER].key,
        counts={"conflicting": 1, "new": 0},
    )
    one.agencies.add(region.agencies[whose])
    line = Line("conflicting", who="1", kind="decision_made", on="2023-08-01", conflict="1")
    one.differences.create(
        number=1, conflict="1", kind="decision_made", on=date(2023, 8, 1), line=line.packed()
    )
    return one


def _register(agency: Agency) -> None:
    """A statement of purpose with its file, and a report presented."""
    on = timezone.localdate()
    add_paper(
        agency=agency,
        kind=PaperKind.STATEMENT_OF_PURPOSE,
        title="",
        version="1",
        found=Found(source=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="statement.pdf"),
        approved=Approved(Body.EXECUTIVE, on, "Item 7", add_months(on, 12)),
        by=NOBODYS,
    )
    present(
        agency=agency,
        duty=DutyKey.PANEL_CHAIR,
        period=years(financial_year(on) - 1),
        body=Body.EXECUTIVE,
        presented_on=on,
        minute_reference="Item 8",
        by=NOBODYS,
    )


def _close(region: Region) -> None:
    child = region.children["closed"]
    _tie(region, "closed", "council's", is_placed=True)
    _write(SubjectKind.CHILD, child.key, ("adoption_order_made", date(2025, 3, 3), {}))
    ChildRecord.objects.filter(pk=child.pk).update(closed_at=timezone.now())


@pytest.fixture(scope="module")
def region_of_module(django_db_setup, django_db_blocker) -> Iterator[Region]:
    """The region, written once for the tests of a module and taken back after them.

    Its tests are marked with django_db: their own transactions stand inside this one.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def small_region(region_of_module, db) -> Iterator[Region]:
    """Two councils in a region, one outside, voluntary agencies, and one person a role.

    What a test writes is taken back after it, and what a browser was to be told of it.
    """
    yield region_of_module
    for browser in region_of_module.browsers.values():
        browser.cookies.pop("messages", None)


# --- addresses --------------------------------------------------------------------------------


def addresses(patterns: list | None = None) -> Iterator[URLPattern]:
    """Every address of the service."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns)
        else:
            yield each


def _first_event(kind: SubjectKind, key: str) -> str:
    event = Event.objects.filter(subject_kind=kind, subject_key=key).order_by("pk").first()
    return event.key if event else NOBODYS


def _of_child(region: Region, whose: str) -> dict[str, str]:
    child = region.children.get(whose)
    key = child.key if child else NOBODYS
    event = _first_event(SubjectKind.CHILD, key)
    other = region.children["merged"].key
    return {
        "key": key,
        "entry": event,
        "kind": "reviewed",
        "other": other,
        "opening": "0",
        "who": region.people[KEPT_FROM].key,
    }


def _of_family(region: Region, whose: str) -> dict[str, str]:
    family = region.families.get(whose)
    key = family.key if family else NOBODYS
    event = _first_event(SubjectKind.FAMILY, key)
    person = family.people.values_list("key", flat=True)[0] if family else NOBODYS
    return {
        "key": key,
        "entry": event,
        "person": person,
        "kind": "reviewed",
        "opening": "0",
        "who": region.people[KEPT_FROM].key,
    }


def _key(found: object | None) -> dict[str, str]:
    return {"key": getattr(found, "key", NOBODYS)}


#: How an address is filled in, by the kind of record that its door is to.
FILLED: dict[str, Callable[[Region, str], Mapping[str, str | int]]] = {
    "nothing": lambda region, whose: {},
    "link in an e-mail": lambda region, whose: {"uidb36": "1", "key": "set-password"},
    "child": _of_child,
    "family": _of_family,
    "meeting": lambda region, whose: _key(region.meetings.get(whose)),
    "child of a meeting": lambda region, whose: {
        "key": region.meetings["northmere"].key,
        "child": _key(region.children.get(whose))["key"],
    },
    "family of a meeting": lambda region, whose: {
        "key": region.meetings["families"].key,
        "family": _key(region.families.get(whose))["key"],
    },
    "action": lambda region, whose: _key(region.actions.get(whose)),
    "agency": lambda region, whose: {
        **_key(region.agencies.get(whose)),
        "clock": "stage_1",
        "what": "logo",
        "form": "docx",
        "of": "children",
        "duty": "annual",
        "period": years(financial_year(timezone.localdate()) - 1).name,
    },
    "paper": lambda region, whose: _key(
        Paper.objects.filter(agency=region.agencies.get(whose)).first()
    ),
    "version of a paper": lambda region, whose: _key(
        PaperVersion.objects.filter(paper__agency=region.agencies.get(whose)).first()
    ),
    "report presented": lambda region, whose: _key(
        Presented.objects.filter(agency=region.agencies.get(whose)).first()
    ),
    "calendar address": lambda region, whose: {"token": "x" * 43},
    "return": lambda region, whose: {"which": "annex-a" if whose == "annex a" else "nothing"},
    "policy term": lambda region, whose: _key(
        PolicyTerm.objects.filter(agency=region.agencies.get(whose)).first()
    ),
    "team": lambda region, whose: _key(
        {
            "region": region.teams["north"],
            "northmere": region.teams["care"],
            "lanternlight": region.teams["adopters"],
        }.get(whose)
    ),
    "membership": lambda region, whose: _key(region.memberships.get(whose)),
    "import": lambda region, whose: {**_key(region.imports.get(whose)), "outcome": "conflicting"},
    "person": lambda region, whose: _key(_somebody(region, whose)),
    "enquiry": lambda region, whose: _key(region.enquiries.get(whose)),
    "campaign": lambda region, whose: _key(region.campaigns.get(whose)),
    "recruitment event": lambda region, whose: _of_event(region, whose),
    "release": lambda region, whose: {**_key(region.releases.get(whose)), "form": "html"},
    "report": lambda region, whose: of_report(region.reports.get(whose), NOBODYS),
    "section of a report": lambda region, whose: of_section(region.reports, whose, NOBODYS),
    "comment on a report": lambda region, whose: comment_key(region.reports, whose, NOBODYS),
    "role": lambda region, whose: _key(_appointment(region, whose)),
    "note": lambda region, whose: dict.fromkeys(
        ("note", "paper"), key_of(NOTES.get(whose), canary)
    ),
    "document": lambda region, whose: {"document": key_of(DOCUMENTS.get(whose), canary)},
}


def _of_event(region: Region, whose: str) -> dict[str, str]:
    event = region.events.get(whose)
    booking = event.bookings.get().key if event else NOBODYS
    return {**_key(event), "booking": booking}


def _somebody(region: Region, whose: str) -> User | None:
    roles = {
        "region": Role.FAMILY_FINDER,
        "northmere": Role.CHILD_SOCIAL_WORKER,
        "lanternlight": Role.VOLUNTARY_AGENCY_WORKER,
        "one's own": Role.ADMINISTRATOR,
    }
    return region.people[roles[whose]] if whose in roles else None


def _appointment(region: Region, whose: str) -> Appointment | None:
    user = _somebody(region, whose)
    return user.appointments.get() if user else None


@dataclass(frozen=True)
class Page:
    """A page of pages.csv: the name of its address, what kind of record, and through which door."""

    name: str
    of: str
    door: str

    def address(self, region: Region, whose: str) -> str:
        """The address of this page for one record; parameters that it has not are left out."""
        (pattern,) = [each for each in addresses() if each.name == self.name]
        filled = FILLED[self.of](region, whose)
        wanted = pattern.pattern.regex.groupindex
        return reverse(self.name, kwargs={name: filled[name] for name in wanted})


def read_pages() -> list[Page]:
    """Every page of pages.csv."""
    with (HERE / "pages.csv").open(encoding="utf-8", newline="") as file:
        return [Page(row["page"], row["of"], row["door"]) for row in csv.DictReader(file)]


def read_door(name: str) -> dict[str, dict[Role, int]]:
    """A door: for whose record, what each role is answered. The row * is of every other role."""
    with (HERE / "doors" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = {row.pop("role"): row for row in csv.DictReader(file)}
    others = rows.pop("*")
    assert set(rows) <= set(Role), f"{name}: a role that is none"
    return {whose: {role: int(rows.get(role, others)[whose]) for role in Role} for whose in others}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a page runs once for each."""
    if "one_page" in metafunc.fixturenames:
        metafunc.parametrize("one_page", read_pages(), ids=lambda page: page.name)


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    return read_pages()


@pytest.fixture(scope="session")
def records() -> dict[tuple[str, str], str]:
    """Whose record each column of a door is, in words, by kind of record and column."""
    with (HERE / "records.csv").open(encoding="utf-8", newline="") as file:
        return {(row["of"], row["whose"]): row["words"] for row in csv.DictReader(file)}


def read_side(name: str) -> dict[tuple[str, str], frozenset[Role]]:
    """By what was planted and with whom: the roles that may see it somewhere."""
    with (HERE / "sides" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = {row.pop("role"): row for row in csv.DictReader(file)}
    others = rows.pop("*")
    assert set(rows) <= set(Role), f"{name}: a role that is none"
    return {
        (canary(what, whose), name): frozenset(
            role for role in Role if rows.get(role, others)[whose] == "yes"
        )
        for what in PLANTED[name]
        for whose in others
    }


@pytest.fixture(scope="session")
def may_see() -> dict[tuple[str, str], frozenset[Role]]:
    """Who may see each text that was planted; by the text and the side that it stands for."""
    return {key: roles for name in PLANTED for key, roles in read_side(name).items()}


@pytest.fixture(scope="session")
def door_of() -> Callable[[Page], dict[str, dict[Role, int]]]:
    """What a page's door answers: by whose record, then by role."""
    return lambda page: read_door(page.door)


@pytest.fixture(scope="session")
def all_addresses() -> list[str]:
    """The name of every address of the service."""
    return [each.name or str(each.pattern) for each in addresses()]
