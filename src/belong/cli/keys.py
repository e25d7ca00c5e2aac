"""Which name of a child is shown: the council's own number, or a new key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import deliver
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.formats.ssda903.model import ReturnSet
    from belong.reports.rekey import Rekeyer

__all__ = ["Keys"]


class Keys:
    """Gives the name under which a child is shown in what one command delivers.

    leaves: whether the output leaves the terminal; then children have new keys, unless with_ids.
    """

    def __init__(self, returns: ReturnSet, *, leaves: bool, with_ids: bool) -> None:
        self._rekeyer = _rekeyer(returns) if leaves and not with_ids else None

    @property
    def are_new(self) -> bool:
        """Whether children are shown under new keys."""
        return self._rekeyer is not None

    def __call__(self, la_code: str, child_id: str) -> str:
        """The name of one child."""
        return self._rekeyer.key(la_code, child_id) if self._rekeyer else child_id

    def clean(self, text: str, la_code: str | None, child_id: str | None) -> str:
        """The text with the child's own number replaced where keys are new."""
        return self._rekeyer.clean(text, la_code, child_id) if self._rekeyer else text

    def write(self, key_file: Path | None, out: Path | None) -> None:
        """Write which key is which child, where asked. Raises BelongError."""
        if key_file is None:
            return
        if self._rekeyer is None:
            raise BelongError(
                "there are no new keys to write: this output shows the council's own numbers.",
                where=str(key_file),
                mend="Add --out FILE, and leave out --with-ids.",
            )
        if out is not None and key_file.absolute() == out.absolute():
            raise BelongError(
                "the key file and the output are the same file.",
                where=str(key_file),
                mend="Give the key file a name of its own, in a folder that is not sent on.",
            )
        deliver(self._rekeyer.key_file(), key_file)


def _rekeyer(returns: ReturnSet) -> Rekeyer:
    """New keys for every child of every table, so that none can be met without one."""
    import polars as pl

    from belong.reports.rekey import Rekeyer

    codes = pl.DataFrame(
        {"_return": range(len(returns.returns)), "la": [info.la_code for info in returns.returns]},
        schema={"_return": pl.UInt16, "la": pl.String},
    )
    seen = [
        table.lazy().select("_return", pl.col("CHILD").fill_null("")).unique()
        for table in returns.tables.values()
        if "CHILD" in table.columns
    ]
    pairs = pl.concat(seen).join(codes.lazy(), on="_return").select("la", "CHILD").unique()
    return Rekeyer(pairs.collect().rows())
