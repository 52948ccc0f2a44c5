//! People: sign-up, passwords, the second factor, roles at the authority.

mod browser;
mod demo;
mod event;
mod hasher;
pub(crate) mod limit;
mod person;
mod recovery;
mod reset;
mod second_factor;
mod sign_up;
mod staff;

pub use browser::remember_browser;
pub use demo::{Demo, DemoOrganisation, DemoPerson, demo, demo_id, seed_demo};
pub use event::AccountEvent;
pub use person::{Account, account, change_password, set_language, set_name};
pub use recovery::{new_recovery_codes, recovery_codes_left};
pub use reset::{ask_reset, finish_reset, reset_stands};
pub use second_factor::{Enrolled, Enrolment, confirm_enrolment, enrolment, remove_second_factor};
pub use sign_up::{Awaited, SignUp, ask_sign_up, awaited, finish_sign_up, sign_up_invited};
pub use staff::{
    PersonView, add_staff, block, events_of, people, person, reset_second_factor, set_roles,
    unblock,
};

pub(crate) use event::note;
pub(crate) use hasher::{checks_out, hash, strength};
pub(crate) use person::{
    Credentials, fold_email, person_by_email, person_by_id, read_email, show_password,
};
pub(crate) use recovery::use_recovery_code;
pub(crate) use reset::confirm_email;
pub(crate) use second_factor::use_code;
pub(crate) use sign_up::{NewPerson, insert_person};

use sha2::{Digest, Sha256};

use crate::App;

/// A secret for a cookie or a link, and what of it is stored.
pub(crate) struct Token {
    /// What the person gets: 256 bits, base64 for addresses.
    pub text: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl Token {
    /// A new one.
    pub fn new(app: &App) -> Self {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        let text = URL_SAFE_NO_PAD.encode(app.random_bytes::<32>());
        Token { hash: token_hash(&text), text }
    }
}

/// What of a token is stored: a thief of the database cannot sign in with it.
pub(crate) fn token_hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests;
