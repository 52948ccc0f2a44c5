#!/bin/sh
# Validates the PDFs of a folder as PDF/A-3a and PDF/UA-1, and reads their text: e2e/pdf.sh FOLDER
# TOOLS is where the validator installs itself. `pdftotext` must be there.
set -eu
folder=${1:?folder of PDFs}
root=$(cd "$(dirname "$0")/.." && pwd)
tools=${TOOLS:-$root/target/tools}/page-validation
if ! "$tools/bin/python" -c "import page" 2>/dev/null; then
  # A folder left half-made by an interrupted run is made anew.
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "page-validation>=0.11,<0.12"
fi
exec "$tools/bin/python" "$root/e2e/pdf.py" "$folder"
