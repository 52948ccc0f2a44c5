//! What an archive holds: every page that leads from the front doors, the data, the log.

use std::collections::{BTreeSet, VecDeque};

use app::register::{MOST_ENTRIES, Search, look_for};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::field::Of;
use http_body_util::BodyExt;
use indicatif::{ProgressBar, ProgressStyle};
use store::{Order, SignedHead};
use tlog::Tile;
use tower::ServiceExt;
use web::WebState;

use super::links::{file_of, turned};
use super::write::Folder;
use crate::config::Failure;

/// The site, asked within this process.
pub struct Site {
    state: WebState,
    router: Router,
}

impl Site {
    pub fn new(state: WebState) -> Self {
        Site { router: web::router(state.clone()), state }
    }

    /// Writes everything; gives the number of entries.
    pub async fn write_all(&self, folder: &Folder, head: &SignedHead) -> Result<u64, Failure> {
        let holders = self.write_data(folder, Of::Holder, "holders").await?;
        let arrays = self.write_data(folder, Of::DataArray, "arrays").await?;
        self.write_log(folder, head).await?;
        self.crawl(folder).await?;
        self.write_door(folder, head).await?;
        Ok(holders + arrays)
    }

    /// Every entry as one line of JSON, as the API gives it, in the order of numbers.
    async fn write_data(&self, folder: &Folder, of: Of, name: &str) -> Result<u64, Failure> {
        let (mut lines, mut count, mut cursor) = (Vec::new(), 0, None);
        loop {
            let search = Search {
                of: Some(of),
                order: Some(Order::Number),
                limit: MOST_ENTRIES,
                cursor,
                ..Search::default()
            };
            let found = look_for(&self.state.app, &search).await?;
            for entry in &found.items {
                let (_, document) = self.get(&format!("/api/v1/{name}/{}", entry.number)).await?;
                lines.extend(document);
                lines.push(b'\n');
                count += 1;
            }
            cursor = found.next;
            if cursor.is_none() {
                folder.put(&format!("data/{name}.ndjson"), &lines)?;
                return Ok(count);
            }
        }
    }

    /// The log as it is served.
    async fn write_log(&self, folder: &Folder, head: &SignedHead) -> Result<(), Failure> {
        let size = head.size.unsigned_abs();
        let tiles = Tile::all_in_tree(size).map(|tile| format!("/log/{tile}"));
        let bundles = size.div_ceil(u64::from(tlog::FULL));
        let openings = (0..bundles).map(|n| {
            let path = Tile::in_tree(tlog::Row::Entries, n, (n + 1) * u64::from(tlog::FULL));
            let path = path.map(|tile| tile.to_string()).unwrap_or_default();
            path.replacen("tile/entries", "/log/openings", 1)
        });
        let fixed = ["checkpoint", "key", "policy"].map(|name| format!("/log/{name}"));
        for address in fixed.into_iter().chain(tiles).chain(openings) {
            let (_, bytes) = self.get(&address).await?;
            folder.put(address.trim_start_matches('/'), &bytes)?;
        }
        Ok(())
    }

    /// Follows links from the front doors until nothing is new.
    async fn crawl(&self, folder: &Folder) -> Result<(), Failure> {
        let doors = l10n::Language::all().into_iter().map(|language| format!("/{language}"));
        let mut waiting: VecDeque<String> = doors.collect();
        waiting.push_back("/log/verify.html".into());
        let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
        let bar = ProgressBar::new(known.len() as u64).with_style(style());
        while let Some(address) = waiting.pop_front() {
            for next in self.write_page(folder, &address).await? {
                if known.insert(next.clone()) {
                    waiting.push_back(next);
                }
            }
            bar.set_length(known.len() as u64);
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Writes one answer; gives the addresses it links to.
    async fn write_page(&self, folder: &Folder, address: &str) -> Result<Vec<String>, Failure> {
        let Some(file) = file_of(address) else { return Ok(Vec::new()) };
        let (is_page, bytes) = self.get(address).await?;
        if !is_page || file.starts_with("log/") {
            folder.put(&file, &bytes)?;
            return Ok(Vec::new());
        }
        let page = String::from_utf8_lossy(&bytes);
        let (page, found) = turned(&page, &file, &self.state.base_url);
        folder.put(&file, page.as_bytes())?;
        Ok(found)
    }

    /// The first page: which languages, which day, which state of the log.
    async fn write_door(&self, folder: &Folder, head: &SignedHead) -> Result<(), Failure> {
        let note = serde_json::json!({
            "format": "korgoo/archive/v1",
            "of": self.state.base_url.as_ref(),
            "signed_at": head.signed_at,
            "size": head.size,
            "root": head.root.to_string(),
        });
        folder.put("archive.json", format!("{note:#}\n").as_bytes())?;
        let languages = l10n::Language::all()
            .into_iter()
            .map(|language| {
                let name = language.native_name();
                format!("<li><a href=\"{language}/index.html\" lang=\"{language}\">{name}</a></li>")
            })
            .collect::<String>();
        let title = self.state.texts.t(l10n::Language::Ky, "service-name");
        let door = format!(
            "<!DOCTYPE html><html lang=\"ky\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\"><title>{title}</title></head><body>\
             <main><h1>{title}</h1><p>{}</p><ul>{languages}</ul></main></body></html>\n",
            head.signed_at
        );
        folder.put("index.html", door.as_bytes())
    }

    /// An answer of the site, and whether it is a page.
    async fn get(&self, address: &str) -> Result<(bool, Vec<u8>), Failure> {
        let failed = |problem: String| Failure::Archive(format!("{address}: {problem}"));
        let request =
            Request::get(address).body(Body::empty()).map_err(|e| failed(e.to_string()))?;
        let answer = self.router.clone().oneshot(request).await;
        let Ok(answer) = answer;
        if answer.status() != StatusCode::OK {
            return Err(failed(answer.status().to_string()));
        }
        let kind = answer.headers().get(header::CONTENT_TYPE);
        let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let body = answer.into_body().collect().await.map_err(|e| failed(e.to_string()))?;
        Ok((is_page, body.to_bytes().to_vec()))
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
