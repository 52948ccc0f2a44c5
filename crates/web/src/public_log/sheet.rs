//! What an extract says on paper.

use app::public_log::{Extract, Seal, on_paper};
use app::register::EntryView;
use domain::field::Catalogue;
use domain::law::GroundKind;

use super::seal::standing;
use crate::entry::{Row, code_label, grouped, row_texts, rows_of};
use crate::register::address;
use crate::register::entry_page::name_of;
use crate::shell::Ctx;
use crate::shell::document::{AttachedFile, Block, Document};

/// The extract of a version as a document in the reader's language.
pub fn sheet(ctx: &Ctx, view: &EntryView, seal: &Seal, extract: &Extract) -> Document {
    let name = name_of(ctx, view);
    let title = ctx.ta("log-sheet-title", &[("number", view.number.as_str().into())]);
    let mut blocks = vec![Block::Rows(facts(ctx, view))];
    blocks.extend(entry(ctx, view));
    blocks.push(Block::Heading(ctx.t("log-seal")));
    blocks.push(Block::Rows(sealed(ctx, view, seal)));
    if seal.wants_witnesses && seal.witnessed_at.is_none() {
        blocks.push(Block::Notice(ctx.t("log-sheet-unwitnessed")));
    }
    blocks.extend(
        ["seal", "check", "limit"]
            .map(|part| Block::Text(ctx.attr("log-sheet-how", part).unwrap_or_default())),
    );
    blocks.extend(codes(ctx, seal, extract));
    Document {
        language: ctx.lang.to_string(),
        identifier: seal.hash.to_hex(),
        subtitle: name,
        footer: title.clone(),
        title,
        author: ctx.t("service-owner"),
        at: seal.witnessed_at.or(seal.signed_at).unwrap_or(view.recorded_at),
        blocks,
        files: files(ctx, extract),
    }
}

fn row(label: String, value: impl Into<String>) -> (String, Vec<String>) {
    (label, vec![value.into()])
}

/// Number, state and dates.
fn facts(ctx: &Ctx, view: &EntryView) -> Vec<(String, Vec<String>)> {
    let date = |at| ctx.date(ctx.day(at));
    let standing = format!("standing-{}", view.standing.as_str());
    let mut rows = vec![
        row(ctx.t("register-record-number"), view.number.as_str()),
        row(ctx.t("register-record-standing"), ctx.t(&standing)),
        row(ctx.t("register-record-registered"), date(view.registered_at)),
    ];
    rows.extend(view.confirmed_at.map(|at| row(ctx.t("register-record-confirmed"), date(at))));
    rows.push(row(ctx.t("register-record-versions"), version_words(ctx, view)));
    if let Some(excluded) = &view.excluded {
        let ground = code_label(ctx, GroundKind::Exclusion.classifier(), &excluded.ground);
        rows.push(row(ctx.t("register-excluded"), format!("{}: {ground}", date(excluded.at))));
    }
    if let Some(holder) = &view.holder {
        let name = holder.name.in_language(ctx.lang.code());
        rows.push(row(ctx.t("log-sheet-holder"), format!("{name} ({})", holder.number)));
    }
    if let Some(list) = &view.list {
        let version = ctx.ta("register-record-version", &[("n", i64::from(list.version).into())]);
        rows.push(row(ctx.t("register-record-list"), format!("{}, {version}", list.number)));
    }
    rows
}

fn version_words(ctx: &Ctx, view: &EntryView) -> String {
    let (n, all) = (view.version.into(), view.versions.into());
    let which = ctx.ta("register-version-of", &[("n", n), ("all", all)]);
    format!("{which} · {}", ctx.date_time(view.recorded_at))
}

/// The description, section by section, in the order of the form.
fn entry(ctx: &Ctx, view: &EntryView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for section in Catalogue::embedded().sections(view.of) {
        let rows = rows_of(ctx, view.of, section, &view.entry);
        if rows.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(ctx.t(&format!("public-section-{section}"))));
        for (group, rows) in grouped(&rows) {
            blocks.extend(group.map(|name| Block::Subheading(name.to_owned())));
            let texts = |row: &Row| row_texts(ctx, view.of, &view.entry, row);
            let pair = |row: &&Row| (row.label.clone(), texts(row));
            blocks.push(Block::Rows(rows.iter().map(pair).collect()));
        }
    }
    blocks
}

/// What the log says of the version.
fn sealed(ctx: &Ctx, view: &EntryView, seal: &Seal) -> Vec<(String, Vec<String>)> {
    let mut rows = vec![row(ctx.t("log-standing"), ctx.t(standing(seal).0))];
    rows.extend(seal.signed_at.map(|at| row(ctx.t("log-signed-at"), ctx.date_time(at))));
    if let Some(at) = seal.witnessed_at {
        let by = ctx.list(&seal.witnesses);
        rows.push(row(ctx.t("log-witnessed-at"), format!("{} · {by}", ctx.date_time(at))));
    }
    rows.push(row(ctx.t("log-place"), ctx.number(seal.index + 1)));
    rows.push(row(ctx.t("log-hash"), seal.hash.to_hex()));
    let page = ctx.url(&address::version(view.of, &view.number, view.version));
    rows.push(row(ctx.t("register-record-address"), format!("{}{page}", ctx.state.base_url)));
    rows
}

/// The short address and, where it fits, the whole proof.
fn codes(ctx: &Ctx, seal: &Seal, extract: &Extract) -> Vec<Block> {
    let short = format!("{}{}", ctx.state.base_url, address::short(&seal.hash.to_hex()));
    let code = |text: String, key: &str| Block::Code {
        text,
        caption: ctx.t(key),
        alternative: ctx.attr(key, "alternative").unwrap_or_default(),
    };
    let address = code(short, "log-sheet-address");
    let proof = on_paper(extract).map(|proof| code(proof, "log-sheet-proof"));
    std::iter::once(address).chain(proof).collect()
}

/// The data and the proofs, for whoever checks.
fn files(ctx: &Ctx, extract: &Extract) -> Vec<AttachedFile> {
    let data = AttachedFile {
        name: "extract.json".into(),
        media_type: "application/json",
        description: ctx.t("log-sheet-file-data"),
        bytes: extract.to_string().into_bytes(),
    };
    let proof = |part: &app::public_log::Part| AttachedFile {
        name: format!("{}.v{}.tlog-proof", part.leaf.subject(), part.leaf.version()),
        media_type: "text/plain",
        description: ctx.t("log-sheet-file-proof"),
        bytes: part.proof.to_string().into_bytes(),
    };
    std::iter::once(data).chain(extract.parts.iter().map(proof)).collect()
}
