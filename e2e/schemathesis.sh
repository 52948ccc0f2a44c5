#!/bin/sh
# Tries the API against its own description: [TOKEN=…] e2e/schemathesis.sh http://127.0.0.1:7070
# With a token the applications are tried too; use a demo, for it leaves drafts behind.
set -eu
base=${1:?address of a running server}
root=$(cd "$(dirname "$0")/.." && pwd)
tools=$root/target/tools/schemathesis
if [ ! -x "$tools/bin/st" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet "schemathesis>=4.32,<5"
fi
set -- run "$base/api/openapi.json" --url "$base" --checks all --max-examples "${EXAMPLES:-30}"
if [ -n "${TOKEN-}" ]; then set -- "$@" -H "Authorization: Bearer $TOKEN"; fi
exec "$tools/bin/st" "$@"
