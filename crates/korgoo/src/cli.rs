//! The commands.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Failure};
use crate::{
    admin, archive, audit, demo, export, finding, generate, import, log, refacet, serve, verify,
};

/// The Register of holders of personal data arrays.
#[derive(Debug, Parser)]
#[command(name = "korgoo", version, about)]
pub struct Cli {
    #[command(flatten)]
    place: Place,
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the Register with sample content on an embedded database, ready to click.
    Demo(DemoArgs),
    /// Serve the Register.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Bring entries from a file through a mapping.
    Import(import::ImportArgs),
    /// Write the Register to a file.
    Export(export::ExportArgs),
    /// Fill the database with made-up entries, for trying it at its full size.
    Generate(generate::GenerateArgs),
    /// Write the whole public Register to a folder: pages, data, log, proofs.
    Archive(archive::ArchiveArgs),
    /// Look after accounts from the machine itself.
    #[command(subcommand)]
    Admin(admin::AdminCommand),
    /// Check the log of what staff did and read.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Compute anew by what each record is found; for the day after a new version of the program.
    Refacet,
    /// Make the search index of this node anew, while its server is stopped
    Reindex,
    /// Sign the heads of a public log: a process of its own, with the key.
    Signer(log::SignerArgs),
    /// Witness public logs: cosign what grows, and refuse what was changed.
    Witness(log::WitnessArgs),
    /// Check an extract or a proof that somebody gave you, without a network.
    Verify(verify::VerifyArgs),
    /// Look at a whole public log.
    #[command(subcommand)]
    Log(verify::LogCommand),
    /// Read the law and the settings, look at the database, and say what is wrong.
    Check,
}

/// Where everything is, the same for every command, before it or behind it. Each flag goes before
/// its variable, and both before the file.
#[derive(Debug, Clone, Default, Args)]
pub struct Place {
    /// A TOML file with the same settings.
    #[arg(long, global = true, env = "KORGOO_CONFIG")]
    pub config: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…`.
    #[arg(long, global = true, env = "KORGOO_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address and port to listen on.
    #[arg(long, global = true, env = "KORGOO_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// The address by which people reach the service.
    #[arg(long, global = true, env = "KORGOO_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The header in which a proxy of ours writes the client's address (`x-real-ip`).
    #[arg(long, global = true, env = "KORGOO_CLIENT_ADDRESS_HEADER")]
    pub client_address_header: Option<String>,
    /// The folder of files and of the embedded database.
    #[arg(long, global = true, env = "KORGOO_DATA_DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Begin without sample content.
    #[arg(long)]
    empty: bool,
}

/// Does what was asked.
pub async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let place = &cli.place;
    match cli.command {
        Command::Demo(args) => {
            let config = Config::for_demo(place)?;
            serve::start_logging(&config);
            let app = serve::open(&config).await?;
            demo::fill(&app, args.empty).await?;
            demo::greet(&config);
            serve::serve(app, &config).await?;
        }
        Command::Serve => {
            let config = Config::read(place)?;
            serve::start_logging(&config);
            let app = serve::open(&config).await?;
            serve::serve(app, &config).await?;
        }
        Command::Migrate => serve::migrate(&Config::read(place)?).await?,
        Command::Import(args) => {
            let app = serve::open(&Config::read(place)?).await?;
            let all_taken = import::import(&app, &args).await?;
            app.store().close().await;
            return Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Export(args) => {
            let app = serve::open(&Config::read(place)?).await?;
            export::export(&app, &args).await?;
        }
        Command::Generate(args) => {
            let app = serve::open(&Config::read(place)?).await?;
            generate::generate(&app, &args).await?;
            app.store().close().await;
        }
        Command::Archive(args) => {
            let config = Config::read(place)?;
            let app = serve::open(&config).await?;
            archive::archive(app, &config, &args).await?;
        }
        Command::Admin(args) => {
            let app = serve::open(&Config::read(place)?).await?;
            admin::run(&app, args).await?;
        }
        Command::Audit(command) => return audit::run(place, command).await,
        Command::Refacet => return refacet::refacet(&Config::read(place)?).await,
        Command::Reindex => finding::reindex(&Config::read(place)?).await?,
        Command::Signer(args) => log::serve_signer(args).await?,
        Command::Witness(args) => log::serve_witness(args).await?,
        Command::Verify(args) => return Ok(verify::verify(&args)),
        Command::Log(command) => return Ok(verify::verify_log(command).await),
        Command::Check => serve::check(&Config::read(place)?).await?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_takes_the_same_places_before_it_or_behind_it() {
        let rest = [
            "demo",
            "serve",
            "migrate",
            "check",
            "import rows.csv --mapping map.toml",
            "export --format csv --out out.csv",
            "archive --out folder",
            "audit check",
            "audit verify case.json --policy policy.txt",
            "admin user add --email a@b.kg --name A --role registrar",
        ];
        for command in rest {
            for line in [format!("--data /d {command}"), format!("{command} --data /d")] {
                let words = line.split(' ');
                let cli = Cli::try_parse_from(std::iter::once("korgoo").chain(words)).unwrap();
                assert_eq!(cli.place.data.as_deref(), Some("/d".as_ref()), "{line}");
            }
        }
    }
}
