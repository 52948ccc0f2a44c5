//! The difference between two versions of an entry.

use app::register::{EntryView, VersionLine, version};
use domain::difference;
use maud::{Markup, html};

use super::entry_page::Shown;
use crate::entry::{changes, forgotten};
use crate::parts::Fault;
use crate::shell::{Ctx, Problem};

/// The two versions that the address asks for.
pub fn asked(ctx: &Ctx) -> Option<(String, String)> {
    let query = ctx.query.as_deref().unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.trim().chars().take(20).collect()))
        .collect();
    let of = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, v)| v.clone());
    match (of("from"), of("to")) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or_default(), to.unwrap_or_default())),
    }
}

/// The older one first; or what is wrong with them.
pub fn read(
    ctx: &Ctx,
    (from, to): &(String, String),
    lines: &[VersionLine],
) -> Result<(i64, i64), Vec<Fault>> {
    let known = |typed: &str| {
        let number = typed.parse::<i64>().ok();
        number.filter(|n| lines.iter().any(|line| line.version == *n))
    };
    match (known(from), known(to)) {
        (Some(a), Some(b)) => Ok((a.min(b), a.max(b))),
        (a, b) => {
            let text = ctx.t("register-compare-unknown");
            let fault = |name: &str, found: Option<i64>| {
                found.is_none().then(|| Fault::new(name, text.clone()))
            };
            Err([fault("from", a), fault("to", b)].into_iter().flatten().collect())
        }
    }
}

/// What changed, field by field.
pub async fn shown<R: Shown>(
    ctx: &Ctx,
    number: &str,
    (before, after): (i64, i64),
) -> Result<Markup, Problem> {
    let app = &ctx.state.app;
    let older = version::<R>(app, number, before).await?;
    let newer = version::<R>(app, number, after).await?;
    // What was forgotten is no change: it says so on both sides.
    let filled = |view: &EntryView| forgotten::filled(ctx, &view.entry, &view.redacted);
    let (old, new) = (filled(&older), filled(&newer));
    let found = difference::between(R::OF, &old, &new);
    let title = ctx.ta("register-difference", &[("from", before.into()), ("to", after.into())]);
    Ok(html! {
        section aria-labelledby="difference" {
            h2 #difference { (title) }
            (changes(ctx, R::OF, &found, (&old, &new)))
        }
    })
}
