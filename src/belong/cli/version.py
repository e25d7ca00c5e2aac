"""``belong version``: what is running, for a report of a fault."""

from __future__ import annotations

import typer

__all__ = ["version"]


def version() -> None:
    """Print the version of Belong, of Python and of the system."""
    import platform

    from belong import __version__

    typer.echo(
        f"belong {__version__} (Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()})"
    )
