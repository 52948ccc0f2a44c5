"""Feeds as others read them: feedparser must find nothing odd, and what RFC 4287 and RFC 5005 demand must hold."""

import dataclasses
import re
import urllib.parse
import urllib.request

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
# RFC 4287, 3.3: a date and time of RFC 3339 with capital T and Z.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ["id", "title", "updated"]
OF_A_FEED = {"author", "category", "contributor", "entry", "generator", "icon", "id", "link", "logo"} | {
    "rights", "subtitle", "title", "updated",
}
OF_AN_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights"} | {
    "source", "summary", "title", "updated",
}


@dataclasses.dataclass
class Page:
    address: str
    ids: list
    links: dict
    is_archive: bool


def checked(address):
    """The page at an address, if nothing can be said against it."""
    with urllib.request.urlopen(address) as answer:
        kind, data = answer.headers["content-type"], answer.read()
    assert kind.split(";")[0] == "application/atom+xml", kind
    read = feedparser.parse(data, response_headers={"content-type": kind, "content-location": address})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10", read.version
    feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    assert feed.tag == f"{ATOM}feed" and feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    page = page_of(address, feed)
    entries = feed.findall(f"{ATOM}entry")
    assert len(read.entries) == len(entries)
    for ours, theirs in zip(entries, read.entries):
        assert theirs.id == ours.findtext(f"{ATOM}id") and theirs.updated_parsed and theirs.link and theirs.title
    return page


def page_of(address, feed):
    head(feed)
    links = links_of(feed)
    assert links["self"] == address, (links["self"], address)
    entries = feed.findall(f"{ATOM}entry")
    # 4.1.1: a feed has an author unless each of its entries has one.
    authors = feed.findall(f"{ATOM}author")
    assert authors and all(author.findtext(f"{ATOM}name") for author in authors)
    only(feed, OF_A_FEED)
    for entry in entries:
        head(entry)
        only(entry, OF_AN_ENTRY)
        # 4.1.2: without content there must be a page.
        assert entry.find(f"{ATOM}content") is not None or "alternate" in links_of(entry)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)), "no id comes twice"
    return Page(address, ids, links, feed.find(f"{HISTORY}archive") is not None)


def head(node):
    for name in ONCE:
        assert len(node.findall(f"{ATOM}{name}")) == 1, name
    assert is_absolute(node.findtext(f"{ATOM}id"))
    assert node.findtext(f"{ATOM}title").strip()
    for name in ["updated", "published"]:
        for date in node.findall(f"{ATOM}{name}"):
            assert DATE.fullmatch(date.text), date.text


def only(node, names):
    """6.1: nothing of Atom's own where Atom does not have it."""
    found = {child.tag.removeprefix(ATOM) for child in node if child.tag.startswith(ATOM)}
    assert found <= names, found - names


def links_of(node):
    found, alternates = {}, set()
    for link in node.findall(f"{ATOM}link"):
        assert is_absolute(link.get("href")), link.get("href")
        found[link.get("rel", "alternate")] = link.get("href")
        if link.get("rel", "alternate") == "alternate":
            same = (link.get("type"), link.get("hreflang"))
            assert same not in alternates, "4.1.1: one alternate of a kind and language"
            alternates.add(same)
    return found


def is_absolute(address):
    parts = urllib.parse.urlsplit(address)
    return bool(parts.scheme and parts.netloc)


def pages(address):
    """The newest page, and every older one that it leads to (RFC 5005, 4)."""
    found = [checked(address)]
    assert not found[0].is_archive
    while "prev-archive" in found[-1].links:
        older = checked(found[-1].links["prev-archive"])
        assert older.is_archive and older.links["current"] == address
        if found[-1].is_archive:
            assert older.links["next-archive"] == found[-1].address
        found.append(older)
    return found
