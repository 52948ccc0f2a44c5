//! The commands.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Failure};
use crate::{admin, demo, export, import, serve};

/// The Register of holders of personal data arrays.
#[derive(Debug, Parser)]
#[command(name = "korgoo", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the Register with sample content on an embedded database, ready to click.
    Demo(DemoArgs),
    /// Serve the Register.
    Serve(Place),
    /// Bring the database's schema up to date.
    Migrate(Place),
    /// Bring entries from a file through a mapping.
    Import(Import),
    /// Write the Register to a file.
    Export(Export),
    /// Look after accounts from the machine itself.
    Admin(Admin),
    /// Read the law and the settings, look at the database, and say what is wrong.
    Check(Place),
}

/// Where everything is; each flag goes before its variable, and both before the file.
#[derive(Debug, Clone, Default, Args)]
pub struct Place {
    /// A TOML file with the same settings.
    #[arg(long, env = "KORGOO_CONFIG")]
    pub config: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…`.
    #[arg(long, env = "KORGOO_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address and port to listen on.
    #[arg(long, env = "KORGOO_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// The address by which people reach the service.
    #[arg(long, env = "KORGOO_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The folder of files and of the embedded database.
    #[arg(long, env = "KORGOO_DATA_DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct DemoArgs {
    #[command(flatten)]
    place: Place,
    /// Begin without sample content.
    #[arg(long)]
    empty: bool,
}

#[derive(Debug, Args)]
struct Import {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    what: import::ImportArgs,
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    what: export::ExportArgs,
}

#[derive(Debug, Args)]
struct Admin {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: admin::AdminCommand,
}

/// Does what was asked.
pub async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Demo(args) => {
            let config = Config::for_demo(&args.place)?;
            serve::start_logging(&config);
            let app = serve::open(&config).await?;
            demo::fill(&app, args.empty).await?;
            demo::greet(&config);
            serve::serve(app, &config).await?;
        }
        Command::Serve(place) => {
            let config = Config::read(&place)?;
            serve::start_logging(&config);
            let app = serve::open(&config).await?;
            serve::serve(app, &config).await?;
        }
        Command::Migrate(place) => {
            serve::open(&Config::read(&place)?).await?;
        }
        Command::Import(args) => {
            let app = serve::open(&Config::read(&args.place)?).await?;
            let all_taken = import::import(&app, &args.what).await?;
            app.store().close().await;
            return Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Export(args) => {
            let app = serve::open(&Config::read(&args.place)?).await?;
            export::export(&app, &args.what).await?;
        }
        Command::Admin(args) => {
            let app = serve::open(&Config::read(&args.place)?).await?;
            admin::run(&app, args.what).await?;
        }
        Command::Check(place) => serve::check(&Config::read(&place)?).await?,
    }
    Ok(ExitCode::SUCCESS)
}
