//! What was found, one entry under another.

use app::register::{Found, Hit, HitPlace};
use domain::field::Of;
use domain::holder::Standing;
use maud::{Markup, html};

use super::address;
use super::entry_page::named;
use crate::entry::code_label;
use crate::parts::{Tone, tag};
use crate::shell::Ctx;

pub fn list(ctx: &Ctx, found: &[Found]) -> Markup {
    html! { ol .entries { @for entry in found { li { (line(ctx, entry)) } } } }
}

fn line(ctx: &Ctx, found: &Found) -> Markup {
    let kind = match found.of {
        Of::Holder => ctx.t("register-kind-holder"),
        Of::DataArray => ctx.t("register-kind-array"),
    };
    html! {
        h3 {
            a href=(ctx.url(&address::entry(found.of, &found.number))) {
                (named(ctx, &found.name, &found.number))
            }
        }
        p .under {
            (kind) " · " span .nowrap { (found.number) }
            @if let Some(holder) = &found.holder {
                " · " (named(ctx, &holder.name, &holder.number))
            }
        }
        @if let Some(hit) = &found.hit { (where_found(ctx, hit)) }
        @let facts = facts(ctx, found);
        @if !facts.is_empty() { p .under { (facts) } }
        p .tags { (tags(ctx, found)) }
    }
}

/// Where the words stand, unless the name in the reader's language shows them already.
fn where_found(ctx: &Ctx, hit: &Hit) -> Markup {
    let is_own = hit.language.is_none_or(|language| language == ctx.lang.code());
    let place = match hit.place {
        HitPlace::Name | HitPlace::Holder if is_own => return html! {},
        HitPlace::Name => "name",
        HitPlace::Holder => "holder",
        HitPlace::Description => "description",
    };
    let other = hit.language.filter(|_| !is_own);
    html! {
        p .snippet {
            span .under {
                (ctx.t(&format!("register-found-in.{place}")))
                @if let Some(language) = other { ", " (ctx.t(&format!("register-found-in.{language}"))) }
                ": "
            }
            span lang=[other] {
                @for part in &hit.parts {
                    @if part.is_match { mark { (part.text) } } @else { (part.text) }
                }
            }
        }
    }
}

fn facts(ctx: &Ctx, found: &Found) -> String {
    let place = &found.place;
    let region = if place.region.is_empty() {
        ("country", &place.country)
    } else {
        ("region", &place.region)
    };
    let known = [("holder_kind", &place.kind), ("sector", &place.sector), region];
    let known = known.iter().filter(|(_, code)| !code.is_empty());
    known.map(|(name, code)| code_label(ctx, name, code)).collect::<Vec<_>>().join(" · ")
}

/// What must not be overlooked, and how fresh it is.
pub fn tags(ctx: &Ctx, found: &Found) -> Markup {
    html! {
        @if found.standing == Standing::Excluded {
            (tag(Tone::Bad, &ctx.t("standing-excluded"))) " "
        }
        @if found.is_special { (tag(Tone::Attention, &ctx.t("register-special"))) " " }
        @if found.is_cross_border { (tag(Tone::Info, &ctx.t("register-cross-border"))) " " }
        @if found.is_imported { (tag(Tone::Plain, &ctx.t("register-imported"))) }
        @if let Some(at) = found.confirmed_at {
            span .under { (ctx.ta("freshness", &[("ago", ctx.ago(at).into())])) }
        }
    }
}
