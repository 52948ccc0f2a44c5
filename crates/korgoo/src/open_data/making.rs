//! Making one set: a single walk through the Register fills every file of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use app::export::{Extent, Walk};
use domain::field::Of;
use jiff::Timestamp;
use serde_json::Value;
use tokio::runtime::Handle;
use web::WebState;
use web::open_data::{LogHead, MANIFEST, MadeFile, Manifest, csv_metadata, line, line_schema};

use super::sink::{Summed, Twice};
use super::tables::Tables;
use crate::config::Failure;

/// One set under way. It runs on a thread that may block.
pub struct Making<'a> {
    pub state: &'a WebState,
    /// Where it grows.
    pub folder: PathBuf,
    /// For reading the database in between.
    pub runtime: Handle,
    pub rules: String,
    /// Set when the program is to stop.
    pub is_stopped: Arc<AtomicBool>,
}

impl Making<'_> {
    /// Makes the set and puts it on the shelf.
    pub fn make(&self, shelf: &Path) -> Result<Manifest, Failure> {
        std::fs::create_dir_all(&self.folder).map_err(|error| self.failed(error))?;
        let app = &self.state.app;
        let walk = self.runtime.block_on(Walk::begin(app, Extent::Published))?;
        let changed_at = walk.changed_at.ok_or_else(|| broken("the Register is empty"))?;
        let mut manifest = self.head(&walk, changed_at)?;
        self.fill(walk, &mut manifest)?;
        self.describe(&mut manifest)?;
        // Forgotten while the files were being written: none of them may be seen.
        if self.runtime.block_on(app.store().last_redaction(manifest.change))?.is_some() {
            return Err(broken("something was forgotten meanwhile"));
        }
        std::fs::rename(&self.folder, shelf.join(&manifest.name)).map_err(|e| self.failed(e))?;
        Ok(manifest)
    }

    fn head(&self, walk: &Walk, as_of: Timestamp) -> Result<Manifest, Failure> {
        let app = &self.state.app;
        let head = self.runtime.block_on(app.store().newest_head())?;
        let day = as_of.to_zoned(self.state.zone.clone()).date();
        let law = app.law();
        let licence = law.settings().word("open_data.licence", app.moment().date());
        Ok(Manifest {
            name: format!("{day}-{:09}-{}", walk.position, self.rules),
            change: walk.position,
            as_of,
            made_at: app.now(),
            rules: self.rules.clone(),
            holders: 0,
            arrays: 0,
            log: head.map(|head| LogHead { size: head.size, root: head.root.to_string() }),
            licence: licence.unwrap_or_default().to_owned(),
            files: Vec::new(),
        })
    }

    /// The data: holders, then arrays, each in the order of their numbers.
    fn fill(&self, mut walk: Walk, manifest: &mut Manifest) -> Result<(), Failure> {
        let at = SystemTime::from(manifest.as_of);
        let failed = |error| self.failed(error);
        let mut lines = Twice::create(&self.folder, "register.ndjson").map_err(failed)?;
        let mut tables = Tables::begin(self.state, &self.folder, manifest)?;
        for of in [Of::Holder, Of::DataArray] {
            tables.open(of, &self.folder)?;
            let count = self.each(&mut walk, of, |line| {
                serde_json::to_writer(&mut lines, line).map_err(std::io::Error::from)?;
                lines.write_all(b"\n")?;
                tables.row(line)
            })?;
            match of {
                Of::Holder => manifest.holders = count,
                Of::DataArray => manifest.arrays = count,
            }
            manifest.files.extend(tables.close(at)?);
        }
        // What is left needs no database.
        self.runtime.block_on(walk.end())?;
        manifest.files.extend(lines.end(at).map_err(failed)?);
        manifest.files.extend(tables.end(self.state, &self.folder, at)?);
        Ok(())
    }

    fn each(
        &self,
        walk: &mut Walk,
        of: Of,
        mut take: impl FnMut(&Value) -> std::io::Result<()>,
    ) -> Result<u64, Failure> {
        let (mut count, mut after) = (0, String::new());
        loop {
            let entries = self.runtime.block_on(walk.page(of, &after))?;
            let Some(last) = entries.last() else { return Ok(count) };
            if self.is_stopped.load(Ordering::Relaxed) {
                return Err(broken("the program was asked to stop"));
            }
            after.clone_from(&last.number);
            count += entries.len() as u64;
            let mut lines = entries.into_iter().map(line);
            lines.try_for_each(|line| take(&line)).map_err(|e| self.failed(e))?;
        }
    }

    /// The schemas, the sums and the manifest.
    fn describe(&self, manifest: &mut Manifest) -> Result<(), Failure> {
        let at = SystemTime::from(manifest.as_of);
        let pretty = |value: &Value| format!("{value:#}\n");
        let schema = pretty(&line_schema(self.state));
        manifest.files.push(self.put("register.schema.json", &schema, at)?);
        let columns = pretty(&csv_metadata(self.state));
        manifest.files.push(self.put("csv-metadata.json", &columns, at)?);
        let sum = |file: &MadeFile| format!("{}  {}\n", file.sha256, file.name);
        let sums: String = manifest.files.iter().map(sum).collect();
        manifest.files.push(self.put("SHA256SUMS", &sums, at)?);
        let whole = serde_json::to_value(&*manifest).map_err(broken)?;
        self.put(MANIFEST, &pretty(&whole), at).map(drop)
    }

    fn put(&self, name: &str, text: &str, at: SystemTime) -> Result<MadeFile, Failure> {
        let put = || {
            let mut file = Summed::create(&self.folder, name)?;
            file.write_all(text.as_bytes())?;
            file.end(at)
        };
        put().map_err(|error| self.failed(error))
    }

    fn failed(&self, source: std::io::Error) -> Failure {
        super::failed(self.folder.display(), source)
    }
}

/// What keeps a set from being made, in words.
pub fn broken(problem: impl std::fmt::Display) -> Failure {
    Failure::OpenData(problem.to_string())
}
