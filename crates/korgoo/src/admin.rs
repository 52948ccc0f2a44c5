//! Accounts from the command line: how the first administrator comes to be.

use std::io::BufRead;

use app::{App, Caller, StaffRole, account};
use clap::{Args, Subcommand};
use domain::record::Actor;

use crate::config::Failure;

/// What to do about accounts.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// People.
    #[command(subcommand)]
    User(UserCommand),
}

/// What to do about a person.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Open an account for somebody at the authority; the password is read from standard input.
    Add(NewUser),
}

/// Who.
#[derive(Debug, Args)]
pub struct NewUser {
    /// The address by which the person signs in.
    #[arg(long)]
    email: String,
    /// Name and family name.
    #[arg(long)]
    name: String,
    /// `registrar`, `head`, `administrator`, `auditor`; may be given several times.
    #[arg(long = "role", required = true, value_parser = role)]
    roles: Vec<StaffRole>,
    /// `ky`, `ru`, `en`.
    #[arg(long, default_value = "ky")]
    language: String,
}

fn role(word: &str) -> Result<StaffRole, String> {
    StaffRole::from_word(word).ok_or_else(|| "registrar, head, administrator or auditor".into())
}

/// Does it. Whoever can start the program on the machine of the database is its administrator.
pub async fn run(app: &App, command: AdminCommand) -> Result<(), Failure> {
    let AdminCommand::User(UserCommand::Add(new)) = command;
    let caller = Caller {
        actor: Some(Actor::system()),
        is_strong: true,
        staff: vec![StaffRole::Administrator],
        ..Caller::default()
    };
    let password = password()?;
    let (email, name, roles) = (&new.email, &new.name, &new.roles);
    account::add_staff(app, &caller, email, name, roles, Some(&password), &new.language).await?;
    Ok(())
}

/// Never an argument: the list of processes and the history of the shell would keep it.
#[expect(clippy::print_stderr, reason = "a command line speaks to whoever typed it")]
fn password() -> Result<String, Failure> {
    eprintln!("password:");
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|source| Failure::Machine { what: "standard input".into(), source })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
