"""A council with returns of made-up children, and a browser of somebody who brings them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belong.synthetic import make_region, write_region
from belong.web.agencies.models import Agency
from belong.web.children.standing import Choice
from belong.web.imports import actions
from belong.web.imports.jobs import enqueue
from belong.web.imports.models import Import

FIRST, LAST = 2020, 2024


@pytest.fixture(scope="session")
def returns_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of two councils' returns of five years, by council and year."""
    folder = tmp_path_factory.mktemp("returns")
    write_region(make_region(3, ("991", "992"), 40, (FIRST, LAST)), folder)
    return folder


@pytest.fixture
def returns(returns_of_all: Path) -> Path:
    """Northmere's returns: one folder for each year."""
    return returns_of_all / "991"


@pytest.fixture
def northmere(db: None) -> Agency:
    """The council whose returns they are."""
    return Agency.objects.create(kind="council", name="Northmere Council", dfe_code="991")


def zipped(*folders: Path, above: Path | None = None) -> bytes:
    """A zip file of folders, under their names from ``above`` on."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    packed.write(file, file.relative_to(above or folder.parent))
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """After each test no file of any import lies about that is finished."""
    yield
    from belong.web.imports.uploads import folder_of

    for one in Import.objects.exclude(finished_at=None) if _has_database() else ():
        assert not folder_of(one.key).exists()


def _has_database() -> bool:
    try:
        Import.objects.exists()
    except RuntimeError:  # the test does not use the database
        return False
    return True


@pytest.fixture
def bring(northmere: Agency) -> Callable[..., Import]:
    """Brings files in and has them read: the import with its preview."""

    def do(
        *files: SimpleUploadedFile,
        agencies: tuple[Agency, ...] = (),
        kind: Import.Kind = Import.Kind.RETURNS,
    ) -> Import:
        one = actions.bring_in(
            kind=kind,
            agencies=agencies or (northmere,),
            uploads=files,
            by="a" * 32,
        )
        enqueue(one)
        one.refresh_from_db()
        return one

    return do


def apply(one: Import, *, choice: Choice | None = None, without_refused: bool = False) -> Import:
    """The import applied, with one choice for every conflict."""
    if choice is not None:
        actions.choose_all(one=one, choice=choice, by="a" * 32)
    enqueue(actions.start_applying(one=one, without_refused=without_refused, by="a" * 32))
    one.refresh_from_db()
    return one
