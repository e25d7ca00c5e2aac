#!/bin/sh
# Resolve every lock from pyproject.toml, for 3.11 and later and every platform, with hashes.
# No lock names a package index: whoever installs decides where from.
set -eu
compile() {
    out=$1
    shift
    .venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
        --python-version 3.11 --custom-compile-command "make lock" -o "requirements/$out" "$@"
}
compile dev.txt --extra web --extra reports --extra dev pyproject.toml
compile test.txt --extra test -c requirements/dev.txt pyproject.toml
compile core.txt -c requirements/dev.txt pyproject.toml
printf 'uv==0.13.9\n' | compile uv.txt -
compile oracle.txt requirements/oracle.in
