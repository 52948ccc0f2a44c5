"""Takes the open data of a running server, and judges it: open_data.py BASE SHAPES.

Each check prints a line; the last line counts them as `cargo test` does.
"""

import csv
import gzip
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

import jsonschema
import rdflib
from pyshacl import validate
from rdflib.compare import isomorphic

import atom_feeds

BASE, SHAPES = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2])
LATEST = f"{BASE}/open-data/latest"
LANGUAGES = ["ky", "ru", "en"]
DPV = rdflib.Namespace("https://w3id.org/dpv#")
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
WORK = pathlib.Path(tempfile.mkdtemp(prefix="korgoo-open-data-"))
# What is recommended and not said: the types of the authority and of the licence in tables of the European
# Union, the first day of the catalogue, the time that an ever-growing register covers, how long a file is
# meant to stay, where the country lies.
ALLOWED_WARNINGS = {f"http://purl.org/dc/terms/{name}" for name in ["type", "issued", "temporal"]} | {
    "http://data.europa.eu/r5r/availability",
    "http://www.w3.org/ns/dcat#bbox",
    "http://www.w3.org/ns/dcat#centroid",
}

csv.field_size_limit(10_000_000)


def get(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def wait_for_files():
    """The first set is made just after the start."""
    for _ in range(120):
        try:
            return json.loads(get(f"{LATEST}/manifest.json"))
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            time.sleep(0.5)
    raise AssertionError("no files after a minute")


def graph_of(path, form):
    graph = rdflib.Graph()
    graph.parse(data=get(f"{BASE}{path}"), format=form, publicID=BASE)
    return graph


def judged(graph, *names):
    shapes = rdflib.Graph()
    for name in names:
        shapes.parse(SHAPES / name, format="turtle")
    # What the shapes import is not fetched: the verdict must not hang on the network.
    _, report, text = validate(graph, shacl_graph=shapes, do_owl_imports=False, inference="none")
    return report, text


def the_catalogue_conforms_to_dcat_ap():
    graph = graph_of("/catalog.ttl", "turtle")
    # Eight files, and the feed of changes in three languages.
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.DCAT.Distribution))) == 8 + 3
    report, text = judged(graph, "shapes.ttl", "range.ttl", "deprecateduris.ttl")
    assert (None, rdflib.SH.conforms, rdflib.Literal(True)) in report, text


def the_catalogue_leaves_out_little_of_what_is_recommended():
    report, text = judged(graph_of("/catalog.ttl", "turtle"), "shapes_recommended.ttl")
    warned = {str(path) for path in report.objects(None, rdflib.SH.resultPath)}
    assert warned <= ALLOWED_WARNINGS, text


def both_forms_of_the_catalogue_are_one_graph():
    assert isomorphic(graph_of("/catalog.ttl", "turtle"), graph_of("/catalog.jsonld", "json-ld"))


def every_file_has_the_sum_and_the_length_that_are_told():
    catalogue = graph_of("/catalog.ttl", "turtle")
    for file in MANIFEST["files"]:
        data = get(f"{LATEST}/{file['name']}")
        assert hashlib.sha256(data).hexdigest() == file["sha256"], file
        assert len(data) == file["bytes"], file
        (WORK / file["name"]).write_bytes(data)
    told = {str(value) for value in catalogue.objects(None, rdflib.Namespace("http://spdx.org/rdf/terms#").checksumValue)}
    sums = {file["sha256"] for file in MANIFEST["files"]}
    assert len(told) == 8 and told <= sums
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=WORK, check=True)


def packed_files_hold_the_same():
    for name in ["register.ndjson", "arrays.csv", "holders.csv"]:
        assert gzip.decompress((WORK / f"{name}.gz").read_bytes()) == (WORK / name).read_bytes()


def a_broken_download_goes_on():
    whole = (WORK / "register.ndjson").read_bytes()
    part = WORK / "part.ndjson"
    part.write_bytes(whole[:1000])
    command = ["curl", "-sfL", "-C", "-", "-o", part, f"{LATEST}/register.ndjson"]
    subprocess.run(command, check=True)
    assert part.read_bytes() == whole


def every_line_keeps_to_the_schema():
    schema = json.loads((WORK / "register.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = [json.loads(line) for line in (WORK / "register.ndjson").open(encoding="utf-8")]
    for line in lines:
        validator.validate(line)
    kinds = [line["kind"] for line in lines]
    assert kinds.count("holder") == MANIFEST["holders"] > 0
    assert kinds.count("data_array") == MANIFEST["arrays"] > 0


def rows_of(path):
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def tables_have_the_columns_that_are_described_and_no_formula():
    described = json.loads((WORK / "csv-metadata.json").read_text())
    for table in described["tables"]:
        rows = rows_of(WORK / table["url"])
        assert rows[0] == [column["name"] for column in table["tableSchema"]["columns"]]
        for cell in (cell for row in rows[1:] for cell in row):
            assert not cell.startswith(tuple(FORMULA_SIGNS)), cell


def converted(source, options, outputs):
    """A file as LibreOffice reads it, written as CSV again."""
    out = WORK / f"from-{source.name}"
    profile = f"-env:UserInstallation=file://{WORK}/profile"
    command = ["soffice", profile, "--headless", *options, "--outdir", out, source]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    # That no Java is there is said at every start; spreadsheets need none.
    lines = (ran.stdout + ran.stderr).lower().splitlines()
    said = "\n".join(line for line in lines if "javaldx" not in line)
    assert "error" not in said and "warn" not in said, said
    found = {path.name: rows_of(path) for path in out.iterdir()}
    assert set(outputs) <= set(found), found.keys()
    return found


AS_TEXT = "44,34,76,1,,1033,true,true,false,false,false,{sheet}"


def trimmed(rows):
    """LibreOffice writes no empty cells behind the last one of the widest row."""
    return [[cell.replace("\r\n", "\n") for cell in row] for row in rows]


def libreoffice_reads_the_workbook_as_the_tables_say():
    form = f"csv:Text - txt - csv (StarCalc):{AS_TEXT.format(sheet=-1)}"
    sheets = ["about", "holders", "arrays", "codes"]
    names = [f"register-{sheet}.csv" for sheet in sheets]
    found = converted(WORK / "register.xlsx", ["--convert-to", form], names)
    for sheet in sheets[1:]:
        unguarded = [
            [cell[1:] if cell[:1] == "'" and cell[1:2] in tuple(FORMULA_SIGNS) else cell for cell in row]
            for row in rows_of(WORK / f"{sheet}.csv")
        ]
        read = trimmed(found[f"register-{sheet}.csv"])
        assert len(read) == len(unguarded), sheet
        for ours, theirs in zip(unguarded, read):
            width = max(len(ours), len(theirs))
            assert ours + [""] * (width - len(ours)) == theirs + [""] * (width - len(theirs)), (ours, theirs)


def libreoffice_reads_the_csv_as_it_is():
    given = "--infilter=CSV:44,34,76,1,,1033,true,false"
    form = f"csv:Text - txt - csv (StarCalc):{AS_TEXT.format(sheet=0)}"
    found = converted(WORK / "arrays.csv", [given, "--convert-to", form], ["arrays.csv"])
    assert trimmed(found["arrays.csv"]) == rows_of(WORK / "arrays.csv")


def an_entry_is_linked_data_in_the_privacy_vocabulary():
    lines = [json.loads(line) for line in (WORK / "register.ndjson").open(encoding="utf-8")]
    number = next(line["number"] for line in lines if line["kind"] == "data_array" and line["entry"].get("purposes"))
    graph = graph_of(f"/api/v1/arrays/{number}/entry.jsonld", "json-ld")
    process = rdflib.URIRef(f"{BASE}/api/v1/arrays/{number}")
    for tie in ["hasDataController", "hasPurpose", "hasLegalBasis", "hasDataSubject", "hasPersonalData"]:
        assert list(graph.objects(process, DPV[tie])), tie
    for concept in graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept):
        assert len(list(graph.objects(concept, rdflib.SKOS.prefLabel))) == 3, concept


def the_catalogue_leads_to_the_feed_of_changes():
    graph = graph_of("/catalog.ttl", "turtle")
    atom = rdflib.URIRef("https://www.iana.org/assignments/media-types/application/atom+xml")
    feeds = list(graph.subjects(rdflib.DCAT.mediaType, atom))
    found = {str(graph.value(feed, rdflib.DCAT.downloadURL)) for feed in feeds}
    assert found == {f"{BASE}/{language}/register/changes.atom" for language in LANGUAGES}, found
    for address in found:
        atom_feeds.checked(address)


def the_feed_of_changes_has_every_change():
    pages = atom_feeds.pages(f"{BASE}/en/register/changes.atom")
    assert len(pages) > 2, "no two older pages: there are too few changes"
    # The last full block stands in the newest page too.
    found = {entry for page in pages for entry in page.ids}
    told = json.loads(get(f"{BASE}/api/v1/changes?limit=500"))
    assert "next" not in told or told["next"] is None, "more than one page of the API"
    of = f"{BASE}/en/register/changes.atom"
    expected = {f"{of}#{change['change']}" for change in told["items"]}
    assert found == expected, found ^ expected


def every_search_is_a_feed():
    for of in ["holder", "data_array"]:
        for query in [f"of={of}", f"of={of}&status=registered&region=bishkek"]:
            for language in LANGUAGES:
                page = atom_feeds.checked(f"{BASE}/{language}/register/search.atom?{query}")
                assert page.ids, query


CHECKS = [
    the_catalogue_conforms_to_dcat_ap,
    the_catalogue_leaves_out_little_of_what_is_recommended,
    both_forms_of_the_catalogue_are_one_graph,
    every_file_has_the_sum_and_the_length_that_are_told,
    packed_files_hold_the_same,
    a_broken_download_goes_on,
    every_line_keeps_to_the_schema,
    tables_have_the_columns_that_are_described_and_no_formula,
    libreoffice_reads_the_workbook_as_the_tables_say,
    libreoffice_reads_the_csv_as_it_is,
    an_entry_is_linked_data_in_the_privacy_vocabulary,
    the_catalogue_leads_to_the_feed_of_changes,
    the_feed_of_changes_has_every_change,
    every_search_is_a_feed,
]

MANIFEST = wait_for_files()
failed = 0
for check in CHECKS:
    try:
        check()
        print(f"test {check.__name__} ... ok")
    except Exception:
        failed += 1
        print(f"test {check.__name__} ... FAILED\n{traceback.format_exc()[-6000:]}")
shutil.rmtree(WORK, ignore_errors=True)
verdict = "FAILED" if failed else "ok"
print(f"test result: {verdict}. {len(CHECKS) - failed} passed; {failed} failed; 0 ignored")
sys.exit(1 if failed else 0)
