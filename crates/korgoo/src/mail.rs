//! Sending mail: by SMTP, or in the demonstration not at all.

use std::time::Duration;

use app::App;
use app::mail::{KeptMail, Letter, Mailer, NotSent, Texts, work_once};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use store::BoxFuture;

use crate::config::{Config, Failure, MailConfig};

/// How long to rest when nothing is due.
const REST: Duration = Duration::from_secs(5);
/// Well below the lease of a handful of letters.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server.
struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    fn open(config: &MailConfig) -> Result<Self, Failure> {
        let wrong = |problem: String| Failure::Settings { file: "mail".into(), problem };
        let url = encrypted(&config.url);
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|error| wrong(error.to_string()))?
            .timeout(Some(PATIENCE))
            .build();
        let from = config.from.parse().map_err(|_| wrong(format!("from = {:?}", config.from)))?;
        Ok(Smtp { transport, from })
    }

    async fn deliver(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = self.message(letter).map_err(|reason| NotSent { reason, is_final: true })?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(NotSent { is_final: error.is_permanent(), reason: error.to_string() })
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let address = letter.address.parse().map_err(|error| format!("{error}"))?;
        let name = (!letter.name.is_empty()).then(|| letter.name.clone());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .message_id(Some(letter.message_id.clone()))
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|error| error.to_string())
    }
}

/// `smtp://` means STARTTLS, unless the address says otherwise or the server is this machine.
fn encrypted(url: &str) -> String {
    let host = url.rsplit('@').next().unwrap_or(url).trim_start_matches("smtp://");
    let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|here| host.starts_with(here));
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

/// Sends what is due, for as long as the program runs. Without a mail server in the settings the
/// letters wait; the demonstration keeps them for its page.
pub fn start(app: &App, texts: impl Texts + 'static, config: &Config) -> Result<(), Failure> {
    let mailer: Box<dyn Mailer> = match (&config.mail, config.is_demo) {
        (Some(mail), false) => Box::new(Smtp::open(mail)?),
        (None, false) => {
            tracing::warn!("no mail server in the settings: mails wait in the outbox");
            return Ok(());
        }
        (_, true) => Box::new(KeptMail),
    };
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            match work_once(&app, mailer.as_ref(), &texts).await {
                Ok(0) => tokio::time::sleep(REST).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the mail worker could not work");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::encrypted;

    #[test]
    fn a_password_never_goes_to_a_mail_server_in_the_clear() {
        assert_eq!(
            encrypted("smtp://u:p@mail.example:587"),
            "smtp://u:p@mail.example:587?tls=required"
        );
        assert_eq!(encrypted("smtps://u:p@mail.example"), "smtps://u:p@mail.example");
        assert_eq!(encrypted("smtp://localhost:25"), "smtp://localhost:25");
    }
}
