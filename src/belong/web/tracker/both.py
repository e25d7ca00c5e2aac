"""Trackers by whom they are about."""

from __future__ import annotations

from collections.abc import Mapping

from belong.domain.policy.tracking import Subjects
from belong.web.tracker.cases import Cases
from belong.web.tracker.children.told import CHILDREN
from belong.web.tracker.families.told import FAMILIES

__all__ = ["CASES"]

CASES: Mapping[str, Cases] = {Subjects.CHILDREN: CHILDREN, Subjects.FAMILIES: FAMILIES}
