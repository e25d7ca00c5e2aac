"""The SSDA903 return: the yearly return on children looked after, read and written."""

from belong.formats.ssda903.discover import discover
from belong.formats.ssda903.model import ReturnInfo, ReturnSet
from belong.formats.ssda903.read import read_returns
from belong.formats.ssda903.tables import SCORECARD_COLUMNS, TABLES, Table
from belong.formats.ssda903.write import write_return

__all__ = [
    "SCORECARD_COLUMNS",
    "TABLES",
    "ReturnInfo",
    "ReturnSet",
    "Table",
    "discover",
    "read_returns",
    "write_return",
]
