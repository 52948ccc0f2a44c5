//! One graph in two notations: it is written as JSON-LD, and Turtle is derived from that.

use axum::response::{IntoResponse, Response};
use http::header;
use oxjsonld::JsonLdParser;
use oxttl::TurtleSerializer;
use serde_json::Value;

pub use crate::register::linked::{JSON_LD, text, typed};
use crate::shell::Problem;

pub const TURTLE: &str = "text/turtle";

/// The document as an answer.
pub fn as_json(document: &Value) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec_pretty(document).map_err(Problem::internal)?;
    Ok(answer(JSON_LD, bytes))
}

/// The same graph as Turtle. The document's own context is a table of prefixes.
pub fn as_turtle(document: &Value) -> Result<Response, Problem> {
    turtle(document).map(|bytes| answer(TURTLE, bytes))
}

fn answer(kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, no-cache")];
    (headers, bytes).into_response()
}

fn turtle(document: &Value) -> Result<Vec<u8>, Problem> {
    let mut writer = TurtleSerializer::new();
    for (prefix, address) in document["@context"].as_object().into_iter().flatten() {
        if let Some(address) = address.as_str().filter(|_| !prefix.starts_with('@')) {
            writer = writer.with_prefix(prefix, address).map_err(Problem::internal)?;
        }
    }
    let mut writer = writer.for_writer(Vec::new());
    let bytes = serde_json::to_vec(document).map_err(Problem::internal)?;
    for quad in JsonLdParser::new().for_slice(&bytes) {
        let quad = quad.map_err(Problem::internal)?;
        writer.serialize_triple(quad.as_ref()).map_err(Problem::internal)?;
    }
    writer.finish().map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_of_json_is_the_same_graph_in_turtle() {
        let document = serde_json::json!({
            "@context": {"dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#"},
            "@id": "https://example.kg/a",
            "dct:title": [text("ky", "Каттоо"), text("en", "Register")],
            "dct:extent": typed("xsd:decimal", 5),
        });
        let bytes = turtle(&document).ok().unwrap();
        let said = String::from_utf8(bytes).unwrap();
        assert!(said.contains("dct:title \"Каттоо\"@ky , \"Register\"@en"), "{said}");
        assert!(said.contains("dct:extent"), "{said}");
    }
}
