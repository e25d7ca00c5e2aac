"""The few marks that every drawing is made of; all words are escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = [
    "ENGLAND",
    "LINE",
    "OURS",
    "QUIET",
    "WIDTH",
    "diamond",
    "disc",
    "label",
    "line",
    "picture",
    "polyline",
    "ring",
]

WIDTH = 360

OURS = "#1f4e79"
ENGLAND = "#8a3b00"
LINE = "#222222"
QUIET = "#555555"


def picture(title: str, description: str, height: int, marks: Sequence[str], key: str) -> str:
    """One ``<svg>`` element of the marks, back to front, with its title and description.

    key: unique in the page.
    """
    return (
        f'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="Arial, sans-serif" font-size="13">'
        f'<title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(description)}</desc>'
        f"{''.join(marks)}</svg>"
    )


def label(
    x: float,
    y: float,
    words: str,
    colour: str = LINE,
    anchor: str = "middle",
    *,
    size: int | None = None,
    is_bold: bool = False,
    is_clear: bool = False,
) -> str:
    """Words at a place. is_clear: with a white edge, where lines run beneath them."""
    more = f' font-size="{size}"' if size else ""
    more += ' font-weight="bold"' if is_bold else ""
    more += ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if is_clear else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{more}>'
        f"{escape(words)}</text>"
    )


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, dash: str = ""
) -> str:
    """A straight line."""
    more = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"{more}/>'
    )


def polyline(points: Sequence[tuple[float, float]], colour: str, *, dash: str = "") -> str:
    """A line through several places."""
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    more = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{through}" fill="none" stroke="{colour}"{more}/>'


def disc(x: float, y: float, colour: str) -> str:
    """A round mark around a place."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}" stroke="#ffffff"/>'


def ring(x: float, y: float, colour: str) -> str:
    """A small open mark around a place."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="none" stroke="{colour}"/>'


def diamond(x: float, y: float, colour: str) -> str:
    """A mark with corners around a place."""
    return f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="{colour}" stroke="#ffffff"/>'
