#!/bin/sh
# Make sure that the programs of a PostgreSQL server are there, installing them where we may.
# The tests start a server of their own on a socket in a temporary folder; none needs to run.
set -eu
have() {
    command -v initdb >/dev/null && return 0
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return 0
    done
    return 1
}
have && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostgreSQL (once)"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    have && exit 0
fi
cat >&2 <<'END'
The database tests need the programs of PostgreSQL 15 or later (initdb and its neighbours).
Install them with the system's own package manager, for example
    sudo apt-get install postgresql
'make test-fast' needs no database.
END
exit 2
