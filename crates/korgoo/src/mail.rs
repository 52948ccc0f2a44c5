//! Sending mail: by SMTP, or in the demonstration not at all.

#[cfg(test)]
mod tests;

use std::time::Duration;

use app::App;
use app::mail::{KeptMail, Letter, Mailer, NotSent, Texts, work_once};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use store::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{Config, Failure, MailConfig};

/// How long to rest when nothing is due.
const REST: Duration = Duration::from_secs(5);
/// How long the mail server may take for one answer, and for a whole letter: less than the lease.
const PATIENCE: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(60);
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Reads the settings; the server itself is asked with the first letter.
    pub fn open(config: &MailConfig) -> Result<Self, Failure> {
        let wrong = |problem: String| Failure::Settings { file: "mail".into(), problem };
        let url = encrypted(&config.url);
        // The address holds a password: it is not repeated.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|error| wrong(format!("url: {error}")))?
            .timeout(Some(PATIENCE))
            .build();
        let from = config.from.parse().map_err(|_| wrong(format!("from = {:?}", config.from)))?;
        Ok(Smtp { transport, from })
    }

    async fn deliver(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = self.message(letter).map_err(|reason| NotSent { reason, is_final: true })?;
        match tokio::time::timeout(LONGEST, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => {
                Err(NotSent { is_final: error.is_permanent(), reason: with_causes(&error) })
            }
            Err(_) => {
                let reason = format!("no answer within {} s", LONGEST.as_secs());
                Err(NotSent { is_final: false, reason })
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let address = letter.address.parse().map_err(|error| format!("{error}"))?;
        let name = (!letter.name.is_empty()).then(|| letter.name.clone());
        let mut message = Message::builder();
        if let Some(stop) = &letter.stop {
            // One click in the mail program ends it (RFC 8058).
            let one_click = "List-Unsubscribe=One-Click".to_owned();
            message = message
                .raw_header(HeaderValue::new(UNSUBSCRIBE, format!("<{stop}>")))
                .raw_header(HeaderValue::new(UNSUBSCRIBE_POST, one_click));
        }
        message
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .message_id(Some(letter.message_id.clone()))
            .subject(&letter.subject)
            // No holiday notes in answer (RFC 3834).
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".into()))
            // As a part of MIME: a bare body would lack MIME-Version, and with it its alphabet.
            .singlepart(SinglePart::plain(letter.body.clone()))
            .map_err(|error| error.to_string())
    }
}

/// An error with what lies under it: "Connection error" alone helps nobody.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(under) = cause {
        let word = under.to_string();
        if !said.contains(&word) {
            said = format!("{said}: {word}");
        }
        cause = under.source();
    }
    said
}

/// `smtp://` means STARTTLS, unless the address says otherwise or the server is this machine.
fn encrypted(url: &str) -> String {
    let host = url.rsplit('@').next().unwrap_or(url).trim_start_matches("smtp://");
    let name = if host.starts_with('[') {
        host.split(']').next()
    } else {
        host.split([':', '/', '?']).next()
    };
    let is_here = matches!(name, Some("localhost" | "127.0.0.1" | "[::1"));
    match url.starts_with("smtp://") && !url.contains("tls=") && !is_here {
        true => format!("{url}{}tls=required", if url.contains('?') { "&" } else { "?" }),
        false => url.to_owned(),
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), NotSent>> {
        Box::pin(self.deliver(letter))
    }
}

/// The worker that sends what is due, until it is asked to stop.
pub struct Worker {
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Lets the letter in hand be sent and noted, and takes no other.
    pub async fn finish(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the mail worker broke");
        }
    }
}

/// Sends what is due, for as long as the program runs. Without a mail server in the settings the
/// letters wait; the demonstration keeps them for its page.
pub fn start(
    app: &App,
    texts: impl Texts + 'static,
    config: &Config,
) -> Result<Option<Worker>, Failure> {
    let mailer: Box<dyn Mailer> = match (&config.mail, config.is_demo) {
        (Some(mail), false) => Box::new(Smtp::open(mail)?),
        (None, false) => {
            tracing::warn!("no mail server in the settings: mails wait in the outbox");
            return Ok(None);
        }
        (_, true) => Box::new(KeptMail),
    };
    let app = app.clone();
    let (stop, mut stopped) = watch::channel(());
    let task = tokio::spawn(async move {
        // The other end is dropped when it is time to stop.
        while stopped.has_changed().is_ok() {
            match work_once(&app, mailer.as_ref(), &texts).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the mail worker could not work"),
            }
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                _ = stopped.changed() => {}
            }
        }
    });
    Ok(Some(Worker { stop, task }))
}
