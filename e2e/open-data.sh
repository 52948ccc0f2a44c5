#!/bin/sh
# Takes the open data of a running server as a stranger would, and judges it by other hands' tools:
# e2e/open-data.sh http://127.0.0.1:7070 SHAPES
# SHAPES is the folder with the SHACL shapes of DCAT-AP 3. TOOLS is where the tools install themselves.
# LibreOffice (`soffice`) and curl must be there.
set -eu
base=${1:?address of a running server}
shapes=${2:?folder of SHACL shapes}
root=$(cd "$(dirname "$0")/.." && pwd)
tools=${TOOLS:-$root/target/tools}/open-data
if ! "$tools/bin/python" -c "import pyshacl, jsonschema, feedparser, lxml" 2>/dev/null; then
  # A folder left half-made by an interrupted run is made anew.
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "pyshacl>=0.40,<0.41" "jsonschema>=4.26,<5" \
    "feedparser>=6.0.11,<7" "lxml>=6,<7"
fi
exec "$tools/bin/python" "$root/e2e/open_data.py" "$base" "$shapes"
