use super::{Field, grouped};
use crate::shell::Ctx;
use maud::{Markup, html};

/// A date in three boxes: `NAME.day`, `NAME.month`, `NAME.year`. The browser's
/// own picker would speak the browser's language, and none speaks Kyrgyz.
/// The value is `2026-11-22`; unreadable input comes back as it was typed.
pub fn date(ctx: &Ctx, field: &Field) -> Markup {
    let mut typed = field.first_value().splitn(3, '-');
    let [year, month, day] = [(); 3].map(|()| typed.next().unwrap_or_default());
    grouped(
        ctx,
        field,
        html! {
            div .date-boxes {
                (piece(ctx, field, "day", day, 2))
                (piece(ctx, field, "month", month, 2))
                (piece(ctx, field, "year", year, 4))
            }
        },
    )
}

fn piece(ctx: &Ctx, field: &Field, part: &str, value: &str, length: usize) -> Markup {
    let id = format!("{}-{part}", field.id());
    html! {
        div {
            label for=(id) { (ctx.t(&format!("date-{part}"))) }
            input id=(id) name={ (field.name) "." (part) } value=(value) inputmode="numeric"
                maxlength=(length) autocomplete="off" aria-invalid=[field.invalid()];
        }
    }
}

/// Joins the three boxes into `2026-11-22`; empty when nothing was typed.
pub fn read_date(year: &str, month: &str, day: &str) -> String {
    let [year, month, day] = [year, month, day].map(str::trim);
    if [year, month, day].iter().all(|part| part.is_empty()) {
        return String::new();
    }
    format!("{year}-{month:0>2}-{day:0>2}")
}

#[cfg(test)]
mod tests {
    use super::read_date;

    #[test]
    fn three_boxes_make_one_date_and_nothing_stays_nothing() {
        assert_eq!(read_date("2026", " 3", "7"), "2026-03-07");
        assert_eq!(read_date(" ", "", ""), "");
        assert_eq!(read_date("26", "март", "7"), "26-март-07");
    }
}
