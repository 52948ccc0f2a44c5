//! A feed as XML (RFC 4287), in pages that together have everything (RFC 5005).

use std::io;

use axum::response::Response;
use http::HeaderMap;
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::shell::{Problem, conditional};

const KIND: &str = "application/atom+xml";

/// A feed, newest entries first.
pub struct Feed {
    /// The same for ever; also of its older pages.
    pub id: String,
    pub title: String,
    pub language: &'static str,
    pub author: String,
    pub updated: Timestamp,
    /// Relation, kind if it is no feed, address.
    pub links: Vec<(&'static str, Option<&'static str>, String)>,
    /// An older page, which changes no more.
    pub is_archive: bool,
    pub entries: Vec<Entry>,
}

/// One entry of a feed.
pub struct Entry {
    /// The same for ever.
    pub id: String,
    pub title: String,
    pub updated: Timestamp,
    /// The page.
    pub link: String,
    pub summary: String,
}

/// The feed, or 304 when the reader has it already.
pub fn answer(asked: &HeaderMap, feed: &Feed) -> Result<Response, Problem> {
    let xml = written(feed).map_err(Problem::internal)?;
    conditional::answer_as(KIND, asked, xml, Some(feed.updated))
}

type Xml = Writer<Vec<u8>>;

fn written(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:fh", "http://purl.org/syndication/history/1.0"))
        .with_attribute(("xml:lang", feed.language))
        .write_inner_content(|xml| {
            head(xml, feed)?;
            feed.entries.iter().try_for_each(|one| entry(xml, one))
        })?;
    Ok(xml.into_inner())
}

fn head(xml: &mut Xml, feed: &Feed) -> io::Result<()> {
    text(xml, "id", &feed.id)?;
    text(xml, "title", &feed.title)?;
    text(xml, "updated", &feed.updated.to_string())?;
    xml.create_element("author").write_inner_content(|xml| text(xml, "name", &feed.author))?;
    for (relation, kind, address) in &feed.links {
        link(xml, relation, kind.unwrap_or(KIND), address)?;
    }
    if feed.is_archive {
        xml.create_element("fh:archive").write_empty()?;
    }
    Ok(())
}

fn entry(xml: &mut Xml, entry: &Entry) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &entry.id)?;
        text(xml, "title", &entry.title)?;
        text(xml, "updated", &entry.updated.to_string())?;
        link(xml, "alternate", "text/html", &entry.link)?;
        text(xml, "summary", &entry.summary)
    })?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&allowed(words)))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, kind: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("type", kind))
        .with_attribute(("href", allowed(address).as_str()))
        .write_empty()?;
    Ok(())
}

/// XML 1.0 knows no control signs, however they are escaped.
fn allowed(words: &str) -> String {
    let is_sign = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => *c >= ' ',
    };
    words.chars().filter(is_sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_text_the_feed_is_read_as_it_was_meant() {
        let feed = Feed {
            id: "https://example.test/a?b=1&c=<2>".into(),
            title: "«Үлгү» & <b>\u{0}\u{b}\u{ffff} ]]> ñ \u{1f600}".into(),
            language: "ky",
            author: "\"Агенттик\"".into(),
            updated: Timestamp::UNIX_EPOCH,
            links: vec![("self", None, "https://example.test/?q=\"&x=<".into())],
            is_archive: true,
            entries: Vec::new(),
        };
        let xml = String::from_utf8(written(&feed).unwrap_or_default()).unwrap_or_default();
        assert!(xml.contains("<title>«Үлгү» &amp; &lt;b&gt; ]]&gt; ñ \u{1f600}</title>"), "{xml}");
        assert!(xml.contains("href=\"https://example.test/?q=&quot;&amp;x=&lt;\""), "{xml}");
        assert!(xml.contains("<updated>1970-01-01T00:00:00Z</updated>"), "{xml}");
        assert!(xml.contains("<fh:archive/>") && xml.ends_with("</feed>"), "{xml}");
    }
}
