"""What a rule of the checker reads, and what it gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.reports.bound import BoundReport, BoundSection, FigureChart, FigureTable, Words
from belong.reports.checker.reading import Sentence

__all__ = [
    "Finding",
    "Read",
    "ReadSection",
    "Rule",
    "in_section",
    "in_table",
    "in_words",
    "own_sentences",
]


@dataclass(frozen=True)
class Finding:
    """One thing to mend, or to answer with a reason.

    rule: code of the rule. section: key of the section. quoted: the words it is about, or "".
    table, row, column: where it stands in a table or chart, or "". wrong: what is wrong, in a
    sentence. mend: what to do. is_question: it may be right as it is. key: the same as long as
    the words, or the place in the table, are the same; an answer is kept under it.
    """

    rule: str
    section: str
    wrong: str
    mend: str
    key: str
    quoted: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    is_question: bool = False

    @property
    def where(self) -> str:
        """The place in words: the words quoted, or table, row and column."""
        if self.quoted:
            return f"“{self.quoted}”"
        return ", ".join(part for part in (self.table, self.row, self.column) if part)


@dataclass(frozen=True)
class ReadSection:
    """A section with its words read into sentences.

    refs: every figure that its tables, charts and words show, in order, each once.
    """

    section: BoundSection
    sentences: tuple[Sentence, ...]
    refs: tuple[FigureRef, ...]

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def tables(self) -> tuple[FigureTable, ...]:
        return tuple(one for one in self.section.blocks if isinstance(one, FigureTable))

    @property
    def charts(self) -> tuple[FigureChart, ...]:
        return tuple(one for one in self.section.blocks if isinstance(one, FigureChart))

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(one for one in self.section.blocks if isinstance(one, Words))


@dataclass(frozen=True)
class Read:
    """A whole report, read once for all rules.

    largest_hidden: in a public version, counts of people from 1 to this may not be told; 0 in a
    full version. last_year: the report of the year before, where there is one.
    """

    report: BoundReport
    book: FigureBook
    sections: tuple[ReadSection, ...]
    largest_hidden: int = 0
    last_year: BoundReport | None = None
    figures: Mapping[FigureRef, StoredFigure] = field(default_factory=dict)

    def figures_of(self, section: ReadSection) -> list[StoredFigure]:
        """The figures that the section shows and the book has."""
        return [self.figures[ref] for ref in section.refs if ref in self.figures]


@dataclass(frozen=True)
class Rule:
    """One rule of the checker.

    what: what it finds, in a sentence for authors. example: words or a table that it finds.
    is_public: it is asked of a public version only.
    """

    code: str
    title: str
    what: str
    example: str
    run: Callable[[Read], Iterator[Finding]]
    is_public: bool = False


def in_words(
    rule: str,
    section: ReadSection,
    sentence: Sentence,
    wrong: str,
    mend: str,
    *,
    about: str = "",
    is_question: bool = False,
) -> Finding:
    """A finding in a sentence. about: what in it, where one rule may find several."""
    return Finding(
        rule=rule,
        section=section.key,
        wrong=wrong,
        mend=mend,
        key=_key(rule, section.key, sentence.raw, about),
        quoted=sentence.text,
        is_question=is_question,
    )


def in_table(
    rule: str,
    section: ReadSection,
    table: FigureTable | FigureChart,
    wrong: str,
    mend: str,
    *,
    row: str = "",
    column: str = "",
    is_question: bool = False,
) -> Finding:
    """A finding in a table or chart, in one of its rows or columns where these are given."""
    return Finding(
        rule=rule,
        section=section.key,
        wrong=wrong,
        mend=mend,
        key=_key(rule, section.key, table.key, row, column),
        table=table.caption if isinstance(table, FigureTable) else table.title,
        row=row,
        column=column,
        is_question=is_question,
    )


def in_section(
    rule: str, section: ReadSection, about: str, wrong: str, mend: str, *, is_question: bool = False
) -> Finding:
    """A finding about figures of a section, wherever they stand in it. about: which, in words."""
    return Finding(
        rule=rule,
        section=section.key,
        wrong=wrong,
        mend=mend,
        key=_key(rule, section.key, about),
        table=section.section.title,
        row=about,
        is_question=is_question,
    )


def own_sentences(read: Read) -> Iterator[tuple[ReadSection, Sentence]]:
    """Every sentence that is not a quotation."""
    for section in read.sections:
        for sentence in section.sentences:
            if not sentence.is_quoted:
                yield section, sentence


def _key(*parts: str) -> str:
    """A short name of what the parts say; spaces and line ends do not matter."""
    plain = "\n".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
