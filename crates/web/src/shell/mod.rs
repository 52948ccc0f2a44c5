//! What every page stands in: address, language, layout, errors, static files.

pub mod assets;
pub mod conditional;
mod context;
pub mod document;
pub mod error;
pub mod kept;
pub mod language;
pub mod layers;
mod layout;
mod letters;
pub mod notices;
mod page;
pub mod session;
pub mod shelf;
mod state;
mod visit;

pub use context::{Ctx, Viewer};
pub use error::Problem;
pub use page::Page;
pub use session::Session;
pub use state::{Contacts, WebState};
