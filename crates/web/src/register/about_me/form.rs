//! The form: situations by area, and where one lives. It asks for nothing that names a person.

use app::register::MOST_SITUATIONS;
use domain::law::{AREAS, Situation};
use maud::{Markup, html};

use super::asked::{Asked, is_whole};
use super::{PATH, situation_name};
use crate::parts::{self, Choice, Field, field};
use crate::shell::Ctx;

pub fn form(ctx: &Ctx, asked: &Asked) -> Markup {
    let moment = ctx.state.app.moment();
    let all = moment.law.situations().entries_on(moment.date());
    let most = i64::try_from(MOST_SITUATIONS).unwrap_or(i64::MAX);
    let hint = ctx.attr("about-home", "hint").unwrap_or_default();
    let home = Field::new("home", ctx.t("about-home")).hint(hint).optional();
    html! {
        form method="get" action=(ctx.url(PATH)) {
            p #situations-hint { (ctx.ta("about-situations", &[("most", most.into())])) }
            div .situations {
                @for area in AREAS {
                    @let here: Vec<_> = all.iter().filter(|one| one.area == area).copied().collect();
                    @if !here.is_empty() { (area_of(ctx, asked, area, &here)) }
                }
            }
            (field::select(ctx, &home.value(asked.home_code()), &homes(ctx)))
            (parts::button(&ctx.t("about-show")))
        }
    }
}

fn area_of(ctx: &Ctx, asked: &Asked, area: &str, situations: &[&Situation]) -> Markup {
    html! {
        fieldset .field aria-describedby="situations-hint" {
            legend { (ctx.t(&format!("area-{area}"))) }
            div .choices {
                @for situation in situations {
                    @let id = format!("s-{}", situation.code);
                    div .choice {
                        input type="checkbox" id=(id) name="s" value=(situation.code)
                            checked[asked.situations.contains(&situation.code)];
                        label for=(id) { (situation_name(ctx, &situation.code)) }
                    }
                }
            }
        }
    }
}

/// Every region with its districts; the region as a whole stands first among them.
fn homes(ctx: &Ctx) -> Vec<Choice> {
    let law = ctx.state.app.law();
    let name = |text: &domain::law::Text| text.in_language(ctx.lang.code()).to_owned();
    let Some((regions, districts)) = law.classifier("region").zip(law.classifier("district"))
    else {
        return Vec::new();
    };
    let group = |region: &domain::law::ClassEntry| {
        let label = name(&region.name);
        let words = ctx.ta("about-home-whole", &[("region", label.as_str().into())]);
        let whole = Choice::new(&region.code, words);
        let parts = districts.children(&region.code);
        let parts = parts.into_iter().filter(|part| !is_whole(ctx, &region.code, &part.code));
        let parts = parts.map(|part| Choice::new(&part.code, name(&part.name)));
        Choice::new(&region.code, label).children(std::iter::once(whole).chain(parts).collect())
    };
    regions.entries().map(group).collect()
}
