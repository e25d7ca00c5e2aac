#!/bin/sh
# Make sure that Chromium and a font for "Arial" are there, installing them where we may.
set -eu
if [ -n "${BELONG_CHROMIUM:-}" ]; then
    [ -x "$BELONG_CHROMIUM" ] && exit 0
    echo "BELONG_CHROMIUM names $BELONG_CHROMIUM, which is not a program." >&2
    exit 2
fi
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium (once; about 500 MB on the disk)"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null && exit 0
fi
cat >&2 <<'END'
The browser tests need Chromium. Install it with the system's own package manager, for example
    sudo apt-get install chromium fonts-liberation
or name an installed Chromium or Chrome in BELONG_CHROMIUM. 'make test-fast' needs no browser.
END
exit 2
