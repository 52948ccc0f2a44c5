//! `korgoo export`: the Register as a file that `korgoo import` reads again.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use app::App;
use app::export::{Extent, Outgoing, Walk};
use clap::{Args, ValueEnum};
use domain::field::Of;
use domain::holder::Standing;
use domain::holder_entry::Identifier;
use exchange::{CsvOptions, MappedEntry, Reference, line_of, table_of, write_csv, write_xlsx};

use crate::config::Failure;

/// In which form.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Form {
    /// One JSON object to a line.
    Ndjson,
    /// Rows, for programs.
    Csv,
    /// A workbook, for people.
    Xlsx,
}

/// What to write and where.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// In which form.
    #[arg(long, value_enum)]
    pub format: Form,
    /// The file to write.
    #[arg(long)]
    pub out: PathBuf,
    /// Only what everybody may read. Without it the file holds names of people.
    #[arg(long)]
    pub public: bool,
}

/// Writes the whole Register and says how many entries that was.
pub async fn export(app: &App, args: &ExportArgs) -> Result<(), Failure> {
    let extent = if args.public { Extent::Published } else { Extent::Whole };
    if extent == Extent::Whole {
        app::audit::read_by_program(app, "export-register", "register").await?;
    }
    let mut walk = Walk::begin(app, extent).await?;
    let failed = |source| Failure::Machine { what: args.out.display().to_string(), source };
    let count = match args.format {
        Form::Ndjson => lines(&mut walk, &args.out).await?,
        Form::Csv | Form::Xlsx => {
            let mut entries = Vec::new();
            for of in [Of::Holder, Of::DataArray] {
                each(&mut walk, of, |entry| {
                    entries.push(entry);
                    Ok(())
                })
                .await?;
            }
            let table = table_of("register", &entries);
            let written = match args.format {
                Form::Xlsx => write_xlsx(&[table])
                    .map(|bytes| std::fs::write(&args.out, bytes).map_err(failed)),
                _ => {
                    let out = BufWriter::new(File::create(&args.out).map_err(failed)?);
                    write_csv(out, &table, CsvOptions::default()).map(Ok)
                }
            };
            written.map_err(|error| Failure::Import(error.to_string()))??;
            entries.len()
        }
    };
    tell(count, &args.out);
    Ok(())
}

/// NDJSON needs no memory for the whole: one line after another.
async fn lines(walk: &mut Walk, path: &Path) -> Result<usize, Failure> {
    let failed = |source| Failure::Machine { what: path.display().to_string(), source };
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    let mut count = 0;
    for of in [Of::Holder, Of::DataArray] {
        each(walk, of, |entry| {
            count += 1;
            writeln!(out, "{}", line_of(&entry)).map_err(failed)
        })
        .await?;
    }
    out.flush().map_err(failed)?;
    Ok(count)
}

async fn each(
    walk: &mut Walk,
    of: Of,
    mut take: impl FnMut(MappedEntry) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let entries = walk.page(of, &after).await?;
        let Some(last) = entries.last() else { return Ok(()) };
        after.clone_from(&last.number);
        // What was excluded is not to be imported as if it were in force.
        let in_force = entries.into_iter().filter(|entry| entry.standing == Standing::Registered);
        in_force.map(mapped).try_for_each(&mut take)?;
    }
}

fn mapped(mut entry: Outgoing) -> MappedEntry {
    exchange::prune(&mut entry.tree);
    MappedEntry {
        kind: entry.of.as_str().to_owned(),
        key: entry.number,
        of: entry.holder.map(|holder| {
            let Identifier { scheme, value } = holder.identifier;
            Reference { scheme, value }
        }),
        tree: entry.tree,
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn tell(count: usize, path: &Path) {
    println!("{count} entries written to {}", path.display());
}
