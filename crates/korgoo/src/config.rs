//! Settings: flags, then `KORGOO_*` variables, then a TOML file, then defaults.

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::HeaderName;
use serde::Deserialize;

use crate::cli::Place;

/// What keeps the program from doing what was asked, for the person at the command line.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The settings cannot be read.
    #[error("settings {file}: {problem}")]
    Settings {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The law does not hold together.
    #[error("the law has mistakes:\n{0}")]
    Law(String),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The schema is older than the program.
    #[error("the database has schema {found}, this program needs {known}: run `korgoo migrate`")]
    OldSchema {
        /// The version found.
        found: i64,
        /// The version needed.
        known: i64,
    },
    /// A use case failed.
    #[error(transparent)]
    App(#[from] app::Error),
    /// A file cannot be read, or not be written in the wanted form.
    #[error("file: {0}")]
    Import(String),
    /// The Register cannot be written to a folder now.
    #[error("archive: {0}")]
    Archive(String),
    /// The files of open data cannot be made now.
    #[error("open data: {0}")]
    OpenData(String),
    /// The messages cannot be read.
    #[error("messages: {0}")]
    Messages(String),
    /// The address is taken, or the folder cannot be written.
    #[error("{what}: {source}")]
    Machine {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
}

/// How outgoing mail is sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// `smtp://user:password@host:587` or `smtps://…`.
    pub url: String,
    /// The sender: `Агенттик <no-reply@example.kg>`.
    pub from: String,
}

/// The public log.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// The log's name for ever: a URL without its scheme, `reestr.example.kg/log`.
    pub origin: Option<String>,
    /// The file that names the log's key, its witnesses with their addresses, and the quorum.
    pub policy: Option<PathBuf>,
    /// The socket of the signer; without it this process signs by itself.
    pub signer: Option<PathBuf>,
}

/// The settings of a deployment.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database.
    pub database_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address by which people reach the service.
    pub public_url: String,
    /// The header in which a proxy of ours writes the client's address; none without a proxy.
    pub client_header: Option<HeaderName>,
    /// The folder of files.
    pub data_dir: PathBuf,
    /// `s3://bucket` when files do not go into the folder.
    pub files: Option<String>,
    /// How mail is sent; without it mail waits in the outbox.
    pub mail: Option<MailConfig>,
    /// The public log.
    pub log: LogConfig,
    /// Whether logs are JSON lines.
    pub json_logs: bool,
    /// Whether this is the demonstration.
    pub is_demo: bool,
}

/// The TOML file: the same names as the variables, in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    client_address_header: Option<String>,
    data_dir: Option<PathBuf>,
    files: Option<String>,
    mail: Option<MailConfig>,
    log: Option<LogConfig>,
    json_logs: Option<bool>,
}

const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7070);

impl Config {
    /// The settings of a real deployment.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        let file = read_file(place)?;
        let listen = place.listen.or(file.listen).unwrap_or(LISTEN);
        let data_dir = place.data.clone().or(file.data_dir).unwrap_or_else(|| "data".into());
        let database_url = place.database_url.clone().or(file.database_url);
        let public_url = place.public_url.clone().or(file.public_url);
        let client_header = place.client_address_header.clone().or(file.client_address_header);
        Ok(Config {
            client_header: client_header.map(|name| header_name(&name)).transpose()?,
            database_url: database_url.unwrap_or_else(|| "sqlite:korgoo.db".into()),
            public_url: public_url.unwrap_or_else(|| format!("http://{listen}")),
            listen,
            data_dir,
            files: file.files,
            mail: file.mail,
            log: file.log.unwrap_or_default(),
            json_logs: file.json_logs.unwrap_or(false),
            is_demo: false,
        })
    }

    /// The demonstration keeps to a folder of its own, so that it never touches a real register.
    pub fn for_demo(place: &Place) -> Result<Self, Failure> {
        let place = Place {
            data: place.data.clone().or_else(|| Some(PathBuf::from("data/demo"))),
            database_url: place.database_url.clone(),
            ..place.clone()
        };
        Ok(Config { is_demo: true, mail: None, ..Config::read(&place)? })
    }
}

fn header_name(name: &str) -> Result<HeaderName, Failure> {
    HeaderName::try_from(name)
        .map_err(|error| Failure::Settings { file: name.into(), problem: error.to_string() })
}

fn read_file(place: &Place) -> Result<File, Failure> {
    let Some(path) = &place.config else { return Ok(File::default()) };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| Failure::Machine { what: name.clone(), source })?;
    toml::from_str(&text)
        .map_err(|error| Failure::Settings { file: name, problem: error.to_string() })
}
