//! `korgoo import`: a file through a mapping into the Register, with a report of every row.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use app::App;
use app::import::{Import, ImportAs, Imported, Incoming};
use clap::{Args, ValueEnum};
use domain::field::Of;
use domain::holder_entry::Identifier;
use domain::problem::Problem;
use domain::record::Actor;
use exchange::{Mapped, MappedEntry, Mapping, Severity, Source};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::config::Failure;

/// Entries to one transaction: the more, the fewer times each page of an index is written.
const RUN: usize = 2000;

/// How far imported entries go.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum How {
    /// Drafts that an organisation finishes.
    Draft,
    /// Applications that wait for a registrar.
    Submitted,
    /// Entries of the Register.
    Registered,
}

/// What to import and how.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A file (csv, xlsx, xls, ods, json, ndjson, zip, text) or a folder of JSON files.
    pub file: PathBuf,
    /// The mapping; without one the file is an export of this program.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// How far the entries go.
    #[arg(long = "as", value_enum, default_value = "draft")]
    pub how: How,
    /// The source's name, by which a second import knows the entries; default: the mapping's name.
    #[arg(long)]
    pub source: Option<String>,
    /// Only say what would happen.
    #[arg(long)]
    pub dry_run: bool,
    /// Write every row's outcome here, one JSON object to a line.
    #[arg(long)]
    pub report: Option<PathBuf>,
}

/// An entry with its place in the file, as the report names it.
type Placed = (Value, Incoming);

/// What happened, counted.
#[derive(Debug, Default)]
struct Tally {
    read: usize,
    created: usize,
    amended: usize,
    unchanged: usize,
    rejected: usize,
    warnings: usize,
    reasons: BTreeMap<String, usize>,
}

/// Runs the import. True when nothing was rejected.
#[expect(clippy::disallowed_methods, reason = "the report says how long it took")]
pub async fn import(app: &App, args: &ImportArgs) -> Result<bool, Failure> {
    let begun = Instant::now();
    let mapping = mapping(args)?;
    let source = exchange::read_path(&args.file, &mapping.read_options()).map_err(unreadable)?;
    let import = Import {
        source: args.source.clone().unwrap_or_else(|| name_of(args)),
        how: match args.how {
            How::Draft => ImportAs::Draft,
            How::Submitted => ImportAs::Submitted,
            How::Registered => ImportAs::Registered,
        },
        is_trial: args.dry_run,
        by: Actor::system(),
    };
    let mut report = Report::open(args.report.as_deref())?;
    let tally = run(app, &import, &mapping, &source, &mut report).await?;
    report.close()?;
    tell(&tally, begun.elapsed().as_secs_f64(), args.dry_run);
    Ok(tally.rejected == 0)
}

fn mapping(args: &ImportArgs) -> Result<Mapping, Failure> {
    let Some(path) = &args.mapping else { return Ok(Mapping::identity("holder")) };
    let what = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| Failure::Machine { what: what.clone(), source })?;
    Mapping::from_toml(&text)
        .map_err(|error| Failure::Settings { file: what, problem: error.to_string() })
}

fn name_of(args: &ImportArgs) -> String {
    let path = args.mapping.as_deref().unwrap_or(&args.file);
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable(error: exchange::ReadError) -> Failure {
    Failure::Import(error.to_string())
}

async fn run(
    app: &App,
    import: &Import,
    mapping: &Mapping,
    source: &Source,
    report: &mut Report,
) -> Result<Tally, Failure> {
    let bar = progress(source.records.len());
    let mut tally = Tally { read: source.records.len(), ..Tally::default() };
    for problem in &source.problems {
        tally.warnings += 1;
        report.line(&json!({"file": source.file, "problem": problem}))?;
    }
    let (mut holders, mut arrays) = (Vec::new(), Vec::new());
    for mapped in exchange::apply(mapping, source) {
        bar.inc(1);
        note(&mapped, &mut tally, report)?;
        let place = json!(mapped.position);
        for entry in mapped.entries {
            match of_kind(&entry.kind) {
                Some(Of::Holder) => holders.push((place.clone(), incoming(Of::Holder, entry))),
                Some(of) => arrays.push((place.clone(), incoming(of, entry))),
                None => unknown_kind(&place, &entry, &mut tally, report)?,
            }
        }
        if holders.len() >= RUN {
            save(app, import, std::mem::take(&mut holders), &mut tally, report).await?;
        }
    }
    save(app, import, holders, &mut tally, report).await?;
    // Arrays last: one may stand before its holder in the file.
    bar.inc_length(arrays.len() as u64);
    let mut arrays = arrays.into_iter();
    while arrays.len() > 0 {
        let waiting: Vec<Placed> = arrays.by_ref().take(RUN).collect();
        bar.inc(waiting.len() as u64);
        save(app, import, waiting, &mut tally, report).await?;
    }
    bar.finish_and_clear();
    Ok(tally)
}

fn progress(rows: usize) -> ProgressBar {
    let bar = ProgressBar::new(rows as u64);
    let style = "{wide_bar} {pos}/{len} {per_sec} {eta}";
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar
}

fn of_kind(kind: &str) -> Option<Of> {
    [Of::Holder, Of::DataArray].into_iter().find(|of| of.as_str() == kind)
}

fn incoming(of: Of, mut entry: MappedEntry) -> Incoming {
    exchange::prune(&mut entry.tree);
    let holder = entry.of.map(|of| Identifier { scheme: of.scheme, value: of.value });
    Incoming { of, key: entry.key, holder, tree: entry.tree }
}

/// The mapping, or the file itself, names a kind that the Register does not have.
fn unknown_kind(
    place: &Value,
    entry: &MappedEntry,
    tally: &mut Tally,
    report: &mut Report,
) -> Result<(), Failure> {
    let outcome = Imported::Rejected { problems: vec![Problem::new("#kind", "unknown_kind")] };
    count(&outcome, tally);
    let line = json!({"at": place, "kind": entry.kind, "key": entry.key, "result": outcome});
    report.line(&line)
}

/// What the mapping could not do with a record; a refused record counts as rejected.
fn note(mapped: &Mapped, tally: &mut Tally, report: &mut Report) -> Result<(), Failure> {
    let refused = mapped.problems.iter().filter(|p| p.severity == Severity::Refused);
    for problem in refused.clone() {
        *tally.reasons.entry(problem.code.to_owned()).or_default() += 1;
    }
    if refused.count() > 0 && mapped.entries.is_empty() {
        tally.rejected += 1;
    }
    tally.warnings += mapped.problems.iter().filter(|p| p.severity == Severity::Warning).count();
    if !mapped.problems.is_empty() || !mapped.unmapped.is_empty() {
        let line = json!({
            "at": mapped.position, "problems": mapped.problems, "unmapped": mapped.unmapped,
        });
        report.line(&line)?;
    }
    Ok(())
}

async fn save(
    app: &App,
    import: &Import,
    waiting: Vec<Placed>,
    tally: &mut Tally,
    report: &mut Report,
) -> Result<(), Failure> {
    let (places, items): (Vec<Value>, Vec<Incoming>) = waiting.into_iter().unzip();
    if items.is_empty() {
        return Ok(());
    }
    let outcomes = app::import::import(app, import, &items).await?;
    for ((place, item), outcome) in places.iter().zip(&items).zip(&outcomes) {
        count(outcome, tally);
        report.line(&json!({
            "at": place, "kind": item.of, "key": item.key, "result": outcome,
        }))?;
    }
    Ok(())
}

fn count(outcome: &Imported, tally: &mut Tally) {
    match outcome {
        Imported::Created { .. } => tally.created += 1,
        Imported::Amended { .. } => tally.amended += 1,
        Imported::Unchanged => tally.unchanged += 1,
        Imported::Rejected { problems } => {
            tally.rejected += 1;
            for problem in problems {
                let place = domain::path::general(&problem.path);
                *tally.reasons.entry(format!("{} {place}", problem.code)).or_default() += 1;
            }
        }
    }
}

/// The report file, if one was asked for.
struct Report {
    file: Option<(PathBuf, std::io::BufWriter<std::fs::File>)>,
}

impl Report {
    fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Report { file: None }) };
        let failed = |source| Failure::Machine { what: path.display().to_string(), source };
        let file = std::fs::File::create(path).map_err(failed)?;
        Ok(Report { file: Some((path.to_owned(), std::io::BufWriter::new(file))) })
    }

    fn line(&mut self, line: &Value) -> Result<(), Failure> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        writeln!(file, "{line}")
            .map_err(|source| Failure::Machine { what: path.display().to_string(), source })
    }

    fn close(mut self) -> Result<(), Failure> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        file.flush().map_err(|source| Failure::Machine { what: path.display().to_string(), source })
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn tell(tally: &Tally, seconds: f64, dry_run: bool) {
    let mode = if dry_run { " (dry run, nothing kept)" } else { "" };
    println!(
        "{} rows read: {} created, {} amended, {} unchanged, {} rejected, {} warnings in {seconds:.2} s{mode}",
        tally.read, tally.created, tally.amended, tally.unchanged, tally.rejected, tally.warnings,
    );
    let mut reasons: Vec<_> = tally.reasons.iter().collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), reason.as_str()));
    for (reason, count) in reasons.iter().take(10) {
        println!("  {count:>6} {reason}");
    }
}
