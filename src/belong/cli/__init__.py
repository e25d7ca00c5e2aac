"""The command line: parse arguments, call the rooms below, print.

``main`` is the entry point of the command ``belong``. Everything heavy is imported inside the
commands, so that help comes at once.
"""

from __future__ import annotations

import os
import sys

__all__ = ["main"]

#: Exit codes that scripts may rely on. ``validate`` alone ends with 1, when it has findings.
DONE, COULD_NOT = 0, 2
#: What shells expect of a command that its user broke off.
STOPPED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 findings (validate), 2 could not be done.

    What Belong knows to be wrong is said in one plain line on stderr; what it did not expect is
    said in one line with how to report it, and in full where ``BELONG_DEBUG`` is set.
    """
    from belong.cli.console import prepare_streams, say

    prepare_streams()
    from belong.cli.app import app
    from belong.domain.errors import BelongError

    try:
        result = app(args=arguments, prog_name="belong", standalone_mode=False)
        sys.stdout.flush()
    except BelongError as error:
        say(f"belong: {error}")
        return COULD_NOT
    except BrokenPipeError:  # the reader of the pipe, such as `head`, had enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        return _unexpected(error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Polars' own, when it breaks down
            raise
        return _unexpected(error)
    return result if isinstance(result, int) else DONE


def _unexpected(error: BaseException) -> int:
    """Say what went wrong where nobody foresaw it: a usage error, a refused file, or a fault."""
    from belong.cli.console import say

    show = getattr(error, "show", None)
    if callable(show):  # a mistake in the command itself, as the argument parser words it
        show()
        return COULD_NOT
    if os.environ.get("BELONG_DEBUG"):
        import traceback

        traceback.print_exc()
        return COULD_NOT
    if isinstance(error, MemoryError):
        say("belong: this machine's memory was not enough. Give fewer returns at a time.")
        return COULD_NOT
    if isinstance(error, PermissionError):
        say(f"belong: {error.filename}: the file may not be opened. Close it elsewhere, try again.")
        return COULD_NOT
    say(
        f"belong: something went wrong that should not have ({type(error).__name__}). Nothing was "
        "sent anywhere. Please report it with the command you gave and the output of "
        "'belong version', but never with the return itself; BELONG_DEBUG=1 shows the details."
    )
    return COULD_NOT
