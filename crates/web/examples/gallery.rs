//! The shell alone, to be looked at: `http://127.0.0.1:7201/ky/parts`.

use std::{error::Error, sync::Arc};
use web::{SystemClock, WebState};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let texts = Arc::new(l10n::Translator::load()?);
    let state = WebState::new(texts, Arc::new(SystemClock), "http://127.0.0.1:7201");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7201").await?;
    axum::serve(listener, web::router(state)).await?;
    Ok(())
}
