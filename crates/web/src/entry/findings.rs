//! What the meaning checks found, in words: the sentence, why, what to do, and the way to the field.

use domain::check::{Finding, Param};
use domain::field::{Catalogue, Of};
use domain::law::Severity;
use domain::path;
use l10n::Arg;
use maud::{Markup, html};

use super::labels::{code_label, row_label};
use crate::parts::{Tone, details, tag};
use crate::shell::Ctx;

/// The findings as a list; nothing at all when there are none. `link` gives the address of a section and a path in it.
pub fn findings(
    ctx: &Ctx,
    of: Of,
    findings: &[Finding],
    link: impl Fn(&str, &str) -> Option<String>,
) -> Markup {
    html! {
        @if !findings.is_empty() {
            ul .findings {
                @for finding in findings {
                    @let section = section_of(of, &finding.path);
                    @let href = section.and_then(|section| link(section, &finding.path));
                    li { (one(ctx, of, finding, section, href.as_deref())) }
                }
            }
        }
    }
}

fn one(ctx: &Ctx, of: Of, finding: &Finding, section: Option<&str>, href: Option<&str>) -> Markup {
    let severity = finding.severity;
    let place = section.map(|section| place(ctx, of, section, &finding.path));
    html! {
        p {
            (tag(tone(severity), &ctx.t(&format!("severity-{}", severity.as_str())))) " "
            (finding_text(ctx, finding))
        }
        (details(&ctx.t("findings-more"), html! {
            p { (text(ctx, finding, "why")) }
            p { (text(ctx, finding, "repair")) }
        }))
        @if let (Some(href), Some(place)) = (href, place) {
            p { a href=(href) { (ctx.t("findings-go")) ": " (place) } }
        }
    }
}

/// The sentence that says what was found.
pub fn finding_text(ctx: &Ctx, finding: &Finding) -> String {
    ctx.ta(&format!("check-{}", finding.check), &args(ctx, finding))
}

fn text(ctx: &Ctx, finding: &Finding, attribute: &str) -> String {
    ctx.ta(&format!("check-{}.{attribute}", finding.check), &args(ctx, finding))
}

fn args<'a>(ctx: &Ctx, finding: &'a Finding) -> Vec<(&'a str, Arg<'a>)> {
    let value = |param: &Param| match param {
        Param::Number(number) => (*number).into(),
        Param::Code { classifier, code } => code_label(ctx, classifier, code).into(),
        Param::Words(words) => words.clone().into(),
    };
    finding.params.iter().map(|(name, param)| (name.as_str(), value(param))).collect()
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Mistake => Tone::Bad,
        Severity::Doubt => Tone::Attention,
        Severity::Advice => Tone::Info,
    }
}

/// The page of the form on which a path is asked: of the field itself, or of the list it stands in.
fn section_of(of: Of, place: &str) -> Option<&'static str> {
    let general = path::general(place);
    let found = Catalogue::embedded().of(of).find(|field| field.path.starts_with(&general));
    found.map(|field| field.section.as_str())
}

/// “Purposes, purpose 2”.
fn place(ctx: &Ctx, of: Of, section: &str, at: &str) -> String {
    let key = format!("section-{}-{section}", of.as_str());
    let title = ctx.attr(&key, "group").unwrap_or_else(|| ctx.t(&key));
    let mut list = Vec::new();
    for step in at.split('.') {
        if let Ok(index) = step.parse::<usize>() {
            let list = list.join(".");
            let known = matches!(
                list.as_str(),
                "purposes"
                    | "items"
                    | "subjects"
                    | "recipients"
                    | "processors"
                    | "cross_border.transfers"
            );
            return if known {
                format!("{title}, {}", row_label(ctx, &list, index))
            } else {
                title
            };
        }
        list.push(step);
    }
    title
}
