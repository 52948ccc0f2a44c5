"""The peer: the same arrays in a table with full text search, for Datasette.

datasette.py LINES.ndjson OUT.db
"""

import json
import sqlite3
import sys


def holder_columns(entry):
    address = entry.get("address", {})
    return entry.get("kind"), entry.get("sector"), address.get("region")


def words(value):
    """All that is said, one text after another."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not name.startswith("#"):
                yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def main(lines, out):
    db = sqlite3.connect(out)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute(
        "CREATE TABLE arr (id INTEGER PRIMARY KEY, number TEXT, name TEXT, body TEXT, kind TEXT, sector TEXT, region TEXT)"
    )
    holders = {}
    rows = []
    with open(lines, encoding="utf-8") as entries:
        for line in entries:
            entry = json.loads(line)
            if entry["#kind"] == "holder":
                holders[entry["identifier"]["value"]] = holder_columns(entry)
                continue
            kind, sector, region = holders[entry["#of.value"]]
            name = entry["name"]["ky"]
            rows.append((entry["#key"], name, " ".join(words(entry)), kind, sector, region))
    db.executemany("INSERT INTO arr (number, name, body, kind, sector, region) VALUES (?, ?, ?, ?, ?, ?)", rows)
    for column in ("number", "kind", "sector", "region"):
        db.execute(f"CREATE INDEX arr_{column} ON arr ({column})")
    # In double quotes: in single ones Datasette does not see which table is meant, and searches nothing.
    db.execute('CREATE VIRTUAL TABLE arr_fts USING fts5 (name, body, content="arr", content_rowid="id")')
    db.execute("INSERT INTO arr_fts (rowid, name, body) SELECT id, name, body FROM arr")
    db.commit()
    print(len(rows))


main(*sys.argv[1:])
