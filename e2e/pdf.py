"""Validates PDFs and reads their text. Ends with a line that counts, as `cargo test` does."""

import pathlib
import subprocess
import sys

import page

PROFILES = ("3a", "ua1")
LETTERS = "Ң Ө Ү ң ө ү Ё ё"
# In which file a reader must find what, and how often at least: the letters stand in every face.
TEXTS = {
    "hostile.pdf": [(LETTERS, 8), ("#panic()", 8), ("[U+202E]abc", 8)],
    "long-ky.pdf": [("Өзгөчө көңүл бурулуучу Үлгү", 1), ("(200)", 1), ("Сактоо мөөнөтү", 4)],
    "long-ru.pdf": [("Вымышленное учреждение", 1), ("(200)", 1), ("Срок хранения", 4)],
    "long-en.pdf": [("Centre for Electronic Health", 1), ("(200)", 1), ("Kept for", 4)],
}


def reasons(data, profile):
    """Why a file does not keep a standard; none if it does."""
    report = page.validate_pdf_bytes(data, profile=profile)
    return [] if report.is_compliant else [f"{f.rule_id}: {f.message}" for f in report.failures]


def spoilt(data):
    """The file with the marks of both standards gone."""
    return data.replace(b"pdfaid:part", b"pdfaid:trap").replace(b"pdfuaid:part", b"pdfuaid:trap")


def checks(folder):
    """Each check: its name, and what is wrong."""
    files = sorted(folder.glob("*.pdf"))
    missing = set(TEXTS) - {file.name for file in files}
    yield "all samples are there", sorted(missing)
    for file in files:
        for profile in PROFILES:
            yield f"{file.name} is {profile}", reasons(file.read_bytes(), profile)
    for profile in PROFILES:
        found = reasons(spoilt(files[0].read_bytes()), profile)
        yield f"a spoilt file is not {profile}", [] if found else ["the validator let it pass"]
    for name, wanted in TEXTS.items():
        # `-raw`: otherwise poppler takes single letters for one word that is spaced.
        text = subprocess.run(
            ["pdftotext", "-raw", folder / name, "-"], check=True, capture_output=True
        ).stdout.decode()
        for words, least in wanted:
            count = text.count(words)
            wrong = [] if count >= least else [f"found {count} times, not {least}"]
            yield f"{name} says {words}", wrong


def main():
    passed = failed = 0
    for name, wrong in checks(pathlib.Path(sys.argv[1])):
        print("ok    " if not wrong else "FAILED", name, *wrong, sep="\n  " if wrong else " ")
        passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"test result: {'FAILED' if failed else 'ok'}. {passed} passed; {failed} failed")
    return 1 if failed else 0


sys.exit(main())
