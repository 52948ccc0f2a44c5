#!/bin/sh
# Tries the API against its own description: [TOKEN=…] e2e/schemathesis.sh http://127.0.0.1:7070
# With a token the applications are tried too; use a demo, for it leaves drafts behind.
# EXAMPLES and TIME (seconds) say how long it may look, SEED where it begins; TOOLS is where it
# installs itself.
set -eu
base=${1:?address of a running server}
root=$(cd "$(dirname "$0")/.." && pwd)
tools=${TOOLS:-$root/target/tools}/schemathesis
if [ ! -x "$tools/bin/st" ]; then
  # A folder left half-made by an interrupted run is made anew.
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "schemathesis>=4.32,<5"
fi
set -- run "$base/api/openapi.json" --url "$base" --checks all --no-color \
  --max-examples "${EXAMPLES:-30}" --max-time "${TIME:-300}"
if [ -n "${SEED-}" ]; then set -- "$@" --seed "$SEED"; fi
if [ -n "${TOKEN-}" ]; then set -- "$@" -H "Authorization: Bearer $TOKEN"; fi
# What it remembers of a run stays with it, not in the checkout.
cd "$tools"
exec ./bin/st "$@"
