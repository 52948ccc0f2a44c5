//! Every part on one page, to be looked at while building. Debug builds only,
//! so its sample words are in one language.

use crate::{
    parts::{
        self, Choice, Column, Crumb, Fault, Field, Line, Row, Tab, Task, TaskState, Tone, field,
    },
    shell::{Ctx, Page, Problem, WebState},
};
use axum::{Router, routing::get};
use maud::{Markup, html};

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/parts", get(page))
        .route("/parts/crash", get(crash))
        .route("/parts/conflict", get(async || Problem::conflict()))
}

async fn crash() -> Page {
    panic!("a crash on purpose")
}

async fn page(ctx: Ctx) -> Page {
    let faults = [
        Fault::new("holder.inn", "ИНН 14 цифрадан турат. Сиз 13 цифра жаздыңыз."),
        Fault::new("holder.since", "Дата келечекте турат. Бүгүнкү күндөн кеч эмес дата жазыңыз."),
    ];
    let body = html! {
        h1 { "Уюм жөнүндө маалымат" }
        p .lead { "Уюмуңуз кандай жеке маалыматтарды кармайт, муну элге түшүнүктүү тилде жазыңыз." }
        (signs()) (lists(&ctx)) (tables(&ctx)) (forms(&ctx, &faults))
    };
    let crumbs = [
        Crumb { text: "Реестр".into(), href: ctx.url("/register") },
        Crumb {
            text: "«Ден-Соолук Үлгү» ЖЧКсы".into(),
            href: ctx.url("/register/holders/KG-H-000001"),
        },
    ];
    ctx.page("Бөлүктөр", body).above(parts::breadcrumbs(&ctx, &crumbs)).faults(&faults)
}

fn signs() -> Markup {
    html! {
        (parts::notice(Tone::Attention, "Мөөнөт жакын", html! { p { "Эскертүүлөргө 2026-жылдын 30-ноябрына чейин жооп бериңиз." } }))
        (parts::notice(Tone::Good, "Сакталды", html! {}))
        p {
            @for (tone, word) in [(Tone::Plain, "катталган"), (Tone::Info, "каралууда"), (Tone::Good, "ырасталган"), (Tone::Attention, "кайтарылган"), (Tone::Bad, "мөөнөтү өткөн")] {
                (parts::tag(tone, word)) " "
            }
        }
        (parts::details("Бул эмне үчүн керек?", html! { p { "Адамдар өз маалыматын ким кармаганын билүүгө укуктуу." } }))
        (parts::empty_state("Азырынча массив жок", "Биринчи массивди үлгү боюнча кошуңуз.", Some(parts::link_button("Массив кошуу", "#"))))
    }
}

fn lists(ctx: &Ctx) -> Markup {
    let rows = [
        Row::text("Толук аталышы", "«Ден-Соолук Үлгү» жоопкерчилиги чектелген коому").change("#"),
        Row::text("ИНН", "00000000000001").change("#"),
        Row::text("Трансчекаралар аркылуу берүү", "Жок").change("#"),
    ];
    let task = |title: &str, state| Task {
        title: title.into(),
        hint: None,
        href: (state != TaskState::Locked).then(|| "#".into()),
        state,
    };
    let tasks = [
        Task {
            hint: Some("Аты, дареги, жетекчиси".into()),
            ..task("Уюмду сүрөттөө", TaskState::Done)
        },
        task("Массивдин максатын жазуу", TaskState::InProgress),
        task("Кандай маалымат жазыларын белгилөө", TaskState::Trouble),
        task("Алуучуларды көрсөтүү", TaskState::NotStarted),
        task("Текшерип жөнөтүү", TaskState::Locked),
    ];
    let counted = [
        "Арыз 2026-жылдын 23-ноябрында келди.",
        "7 күн кошулду.",
        "Акыркы күн дем алыш эмес: 30-ноябрь.",
    ];
    let tab =
        |text: &str, current, count| Tab { text: text.into(), href: "#".into(), current, count };
    html! {
        h2 { "Тизмелер" }
        (parts::tabs(ctx, "Жазуунун бөлүктөрү", &[tab("Азыркы абалы", true, None), tab("Версиялар", false, Some(12)), tab("Окуялар", false, Some(1204))]))
        (parts::summary_list(ctx, &rows))
        (parts::task_list(ctx, &tasks))
        h3 { "Мөөнөт кантип эсептелди" }
        (parts::steps(&counted.map(|c| html! { (c) })))
        (parts::diff(ctx, "Сактоо мөөнөтү", &[
            Line::Same("Бейтаптардын карточкалары".into()),
            Line::Changed { before: "25 жыл".into(), after: "10 жыл".into() },
            Line::Added("Лабораториянын жыйынтыктары".into()),
        ]))
    }
}

fn tables(ctx: &Ctx) -> Markup {
    let columns = [
        Column::text("Кармоочу"),
        Column::text("Аймак"),
        Column::text("Мөөнөт"),
        Column::number("Массивдер"),
    ];
    let row = |name: &str, area: &str, due: &str, n: i64| {
        vec![
            html! { a href="#" { (name) } },
            html! { (area) },
            html! { (due) },
            html! { (ctx.number(n)) },
        ]
    };
    let rows = [
        row("«Ден-Соолук Үлгү» ЖЧКсы", "Бишкек шаары", "30.11.2026", 3),
        row("Үлгү микрофинансылык уюму", "Жалал-Абад облусу", "01.12.2026", 12480),
    ];
    html! {
        (parts::table("Кармоочулар", &columns, &rows))
        (parts::pagination(ctx, &ctx.ta("page-shown", &[("from", 21.into()), ("to", 40.into()), ("total", 1204.into())]), Some("#"), Some("#")))
    }
}

fn forms(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let inn = Field::new("holder.inn", "Салык төлөөчүнүн идентификациялык номери (ИНН)")
        .hint("14 цифра. Каттоо күбөлүгүндө жазылган.")
        .example("01234567890123")
        .value("0123456789012")
        .inputmode("numeric")
        .maxlength(14)
        .width(field::Width::Short)
        .faults(faults);
    let purpose = Field::new("array.purpose", "Бул маалымат эмне үчүн керек?")
        .hint("Бир-эки сүйлөм менен жазыңыз.")
        .optional();
    let categories =
        Field::new("array.data", "Эмнелерди жазасыз?").values(vec!["name".into(), "pin".into()]);
    let tree = [
        Choice::new("", "Адамды тааныткан маалымат").children(vec![
            Choice::new("name", "Аты-жөнү"),
            Choice::new("pin", "Идентификациялык жеке номер (ПИН)"),
        ]),
        Choice::new("", "Ден соолук").children(vec![
            Choice::new("diagnosis", "Диагноз")
                .tag("сезимтал")
                .hint("Атайын категориядагы маалымат"),
        ]),
        Choice::new("photo", "Сүрөт"),
    ];
    let kinds = [
        Choice::new("state", "Мамлекеттик орган"),
        Choice::new("legal", "Юридикалык жак").hint("ЖЧК, ААК, мекеме"),
    ];
    let country = field::text(ctx, &Field::new("array.country", "Кайсы өлкөгө?"));
    html! {
        h2 { "Форма" }
        form method="get" novalidate {
            (field::text(ctx, &inn))
            (field::textarea(ctx, &purpose))
            (field::select(ctx, &Field::new("holder.region", "Аймак"), &[Choice::new("02", "Бишкек шаары"), Choice::new("03", "Жалал-Абад облусу")]))
            (field::radios(ctx, &Field::new("holder.kind", "Уюмдун түрү").value("legal"), &kinds))
            (field::checkboxes(ctx, &Field::new("array.media", "Эмнеде сакталат?"), &[Choice::new("paper", "Кагазда"), Choice::new("server", "Серверде")]))
            (field::tree_checkboxes(ctx, &categories, &tree))
            (field::yes_no(ctx, &Field::new("array.abroad", "Маалымат чет өлкөгө чыгабы?").value("yes"), Some(country)))
            (field::date(ctx, &Field::new("holder.since", "Качантан бери?").value("2027-13-01").faults(faults)))
            (field::file(ctx, &Field::new("holder.policy", "Иштетүү саясаты").hint("PDF, 5 МБ чейин")))
            (field::hidden("revision", "7"))
            div .buttons { (parts::button("Сактап улантуу")) (parts::button_secondary("Кийинчерээк бүтүрүү", "later", "1")) }
            (parts::form_buttons(ctx, "Жөнөтүү", Some("#")))
            (parts::button_warning("Арызды кайтарып алуу"))
        }
    }
}
