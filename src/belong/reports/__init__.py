"""Figures shown: one report model, written as text, page, workbook or data by a module each."""

from __future__ import annotations

__all__: list[str] = []
