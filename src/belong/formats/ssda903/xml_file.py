"""A return as one XML file: root EXPSSDA903, a CHILD for each child.

The child's own items, and those of the tables UASC, OC3 and AD1, lie in the child's HEADER; every
other table has an element of its own for each row. Element names follow the sector's open-source
validator (``data-to-insight/csc-validator-be-903``, ``lac_validator/ingress.py``). Entities and
whatever else an XML file can use to reach outside or to grow are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import defusedxml.ElementTree as SafeXml
from defusedxml.common import DefusedXmlException

from belong.domain.errors import BelongError
from belong.formats.ssda903.csv_folder import LONGEST_LINE, table_frame
from belong.formats.ssda903.source import Loaded, Remark, Source
from belong.formats.ssda903.tables import TABLES, recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["load_xml"]

_ROOT = "EXPSSDA903"
_PIECE = 65_536
#: Elements of a return lie four deep at most; a file that goes on far below that is made to harm.
_DEEPEST = 64
#: Elements whose name differs from the column's.
_RENAMED = {"CHILDID": "CHILD", "PL": "PLACE"}
_GROUPS = {table.xml_group: table.name for table in TABLES.values() if table.xml_group}
#: Tables without a group of their own that are known by the one column nobody else has.
_BY_COLUMN = {"SW_DECOM": "SWEpisodes", "DOLO_START": "DoLo"}
#: A child has a row in these tables if any of the items has a value.
_IN_HEADER = {
    "UASC": ("DUC",),
    "OC3": ("IN_TOUCH", "ACTIV", "ACCOM"),
    "AD1": ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
}
_HEADER_ONLY = ("ETHNIC", "UPN", "MOTHER", "MC_DOB")
_KNOWN_ITEMS = frozenset(column for table in TABLES.values() for column in table.columns)

_Items = dict[str, str]


class _WrongRoot(Exception):
    """The file is XML, but no return."""


class _TooDeep(Exception):
    """The elements lie deeper in one another than in any return."""


class _Element:
    """An element that is open: its own text, its items (children without children), its groups."""

    __slots__ = ("groups", "items", "tag", "texts")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.texts: list[str] = []
        self.items: _Items = {}
        self.groups: list[tuple[str, _Items]] = []


class _Rows:
    """What the parser tells of: collects the rows of every table, child by child."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, ...]]] = {
            table.name: []
            for table in TABLES.values()
            if table.xml_group or table.name in ("Header", *_IN_HEADER)
        }
        self.children = 0
        self.events = 0
        self.strange: dict[str, None] = {}
        self._open: list[_Element] = []

    def start(self, tag: str, _attributes: object) -> None:
        """An element opens."""
        self.events += 1
        tag = tag.rpartition("}")[2].upper()
        if not self._open and tag != _ROOT:
            raise _WrongRoot
        if len(self._open) == _DEEPEST:
            raise _TooDeep
        self._open.append(_Element(tag))

    def data(self, text: str) -> None:
        """Text within the innermost open element."""
        self._open[-1].texts.append(text)

    def end(self, _tag: str) -> None:
        """The innermost element closes; at the end of a CHILD its rows are complete."""
        self.events += 1
        element = self._open.pop()
        if not self._open:
            return
        if len(self._open) == 1:
            if element.tag == "CHILD":
                self._take_child(element)
            return
        parent = self._open[-1]
        if element.items or element.groups:
            parent.groups += element.groups
            parent.groups.append((element.tag, element.items))
        else:
            name = _RENAMED.get(element.tag, element.tag)
            parent.items.setdefault(name, "".join(element.texts).strip())

    def _take_child(self, child: _Element) -> None:
        self.children += 1
        header = dict(child.items)
        groups = []
        for tag, items in child.groups:
            if tag == "HEADER":
                header = items | header
            else:
                groups.append((tag, items))
        common = {name: header[name] for name in ("CHILD", "DOB") if name in header}
        in_header = [
            name for name, items in _IN_HEADER.items() if any(header.get(item) for item in items)
        ]
        if _speaks_of_child(header, in_header):
            self._add("Header", header)
        for name in in_header:
            self._add(name, header)
        for tag, items in groups:
            table = _GROUPS.get(tag) or next(
                (name for column, name in _BY_COLUMN.items() if column in items), None
            )
            if table is None:
                self.strange[tag] = None
            else:
                self._add(table, common | items)
        self.strange |= dict.fromkeys(name for name in header if name not in _KNOWN_ITEMS)

    def _add(self, table: str, items: Mapping[str, str]) -> None:
        self.rows.setdefault(table, []).append(
            tuple(items.get(column, "") for column in TABLES[table].columns)
        )


def _speaks_of_child(header: Mapping[str, str], in_header: Sequence[str]) -> bool:
    """Whether a HEADER is a row of the table Header, not only the carrier of other items."""
    if any(name in header for name in _HEADER_ONLY):
        return True
    return not in_header and ("SEX" in header or "DOB" in header)


def load_xml(source: Source, wanted: Mapping[str, Sequence[str]] | None) -> Loaded:
    """The tables of an XML return; with ``wanted``, only the tables that it names.

    A file that breaks off gives the children complete before the break, with a remark. Raises
    BelongError when the file is no XML, no return, unsafe, or breaks off before the first child.
    """
    told = _Rows()
    broken = _parse(source, told)
    loaded = Loaded(source, supplied=set(told.rows))
    if broken is not None:
        loaded.remarks.append(
            Remark(
                "xml_broken_off",
                f"The XML breaks off or is damaged at line {broken}: only the {told.children:,}"
                " children complete before it were read. Export the return again.",
            )
        )
    if told.strange:
        loaded.remarks.append(
            Remark(
                "columns_extra",
                f"The XML also holds {', '.join(told.strange)}, not part of the return; not used.",
            )
        )
    for name, rows in told.rows.items():
        layout = recognise(TABLES[name].columns)
        if layout is not None and (wanted is None or name in wanted):
            loaded.frames[name] = table_frame(layout, range(1, len(rows) + 1), rows)
    return loaded


def _parse(source: Source, told: _Rows) -> int | None:
    """Feed the file to the parser piece by piece; the line at which it breaks off, or None."""
    parser = SafeXml.DefusedXMLParser(target=told)
    # Straight from expat: the layer that the parser puts in between doubles the time.
    parser.parser.StartElementHandler = told.start
    parser.parser.EndElementHandler = told.end
    parser.parser.CharacterDataHandler = told.data
    silent = 0
    try:
        with source.path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                events = told.events
                parser.feed(piece)
                silent = silent + len(piece) if told.events == events else 0
                if silent >= LONGEST_LINE:
                    raise BelongError(
                        "a megabyte of this file holds no XML element, so it is no return.",
                        where=source.label,
                        mend="Export the return's XML again.",
                    )
        parser.close()
    except SafeXml.ParseError as error:
        line = int(error.position[0])
        if told.children:
            return line
        raise BelongError(
            f"this is not complete XML (line {line}).",
            where=source.label,
            mend="Export the return's XML again; the file may have been cut off on its way.",
        ) from error
    except DefusedXmlException as error:
        raise BelongError(
            "this XML file declares entities, which a return never does and which can be used to"
            " attack a computer; it was not read.",
            where=source.label,
            mend="Find out where the file came from, and export the return again.",
        ) from error
    except _WrongRoot as error:
        raise BelongError(
            f"this XML file is no SSDA903 return: its outermost element is not {_ROOT}.",
            where=source.label,
            mend="Choose the XML file that was made for the return.",
        ) from error
    except _TooDeep as error:
        raise BelongError(
            f"elements of this XML file lie more than {_DEEPEST} deep in one another, which those"
            " of a return never do and which can be used to attack a computer; it was not read.",
            where=source.label,
            mend="Find out where the file came from, and export the return again.",
        ) from error
    except OSError as error:
        raise BelongError(
            "the file could not be read.",
            where=source.label,
            mend="Check that it is not open elsewhere and that you may read it.",
        ) from error
    return None
