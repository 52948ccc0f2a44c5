//! Charts as SVG, drawn here: they need no script, take the colours of the page, and say in words what
//! they show. The table beside has the numbers.

use maud::{Markup, html};

/// The width of every chart, in units that are pixels on a phone.
const WIDTH: i64 = 340;
/// The height of a line of text with its bar.
const ROW: i64 = 44;
/// The height of the columns.
const HEIGHT: i64 = 150;
/// Signs that fit on a line.
const LONGEST: usize = 40;

/// What a chart is called and what it shows, for those who do not see it.
pub struct Words<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub shows: &'a str,
}

/// A bar with its name above it and its number, as it is written, beside the name.
pub struct Bar {
    pub name: String,
    pub value: i64,
    pub written: String,
}

/// Bars, one below the other.
pub fn bars(words: &Words<'_>, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or_default();
    let height = ROW * length(bars.len());
    let drawn = html! {
        @for (place, bar) in bars.iter().enumerate() {
            @let top = ROW * length(place);
            text x="0" y=(top + 15) { (short(&bar.name)) }
            text x=(WIDTH) y=(top + 15) text-anchor="end" { (bar.written) }
            rect .ground x="0" y=(top + 21) width=(WIDTH) height="14" {}
            rect .drawn x="0" y=(top + 21) width=(scaled(bar.value, most, WIDTH)) height="14" {}
        }
    };
    frame(words, height, &drawn)
}

/// Two numbers for each of some months.
pub struct Month {
    /// What stands under it.
    pub name: String,
    pub values: [i64; 2],
}

/// Pairs of columns, the first plain, the second hatched.
pub fn columns(words: &Words<'_>, months: &[Month], most_written: &str) -> Markup {
    let most = months.iter().flat_map(|month| month.values).max().unwrap_or_default();
    let step = WIDTH / length(months.len()).max(1);
    let hatch = format!("{}-hatch", words.id);
    let drawn = html! {
        defs {
            pattern id=(hatch) width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect .ground width="5" height="5" {}
                rect .drawn width="2.5" height="5" {}
            }
        }
        text x="0" y="12" { (most_written) }
        line .rule x1="0" x2=(WIDTH) y1="18" y2="18" {}
        @for (place, month) in months.iter().enumerate() {
            @let left = step * length(place);
            (column(left + 2, step / 2 - 3, scaled(month.values[0], most, HEIGHT), None))
            (column(left + step / 2, step / 2 - 3, scaled(month.values[1], most, HEIGHT), Some(&hatch)))
            text x=(left + step / 2) y=(HEIGHT + 36) text-anchor="middle" { (month.name) }
        }
        line .rule x1="0" x2=(WIDTH) y1=(HEIGHT + 18) y2=(HEIGHT + 18) {}
    };
    frame(words, HEIGHT + 42, &drawn)
}

/// What the columns or bars are: the first plain, the second hatched.
pub fn key(names: &[&str]) -> Markup {
    let samples = names.iter().zip(["plain-key", "hatched-key"]);
    html! { p .chart-key { @for (name, sample) in samples { span class=(sample) {} " " (name) " " } } }
}

fn column(left: i64, width: i64, height: i64, hatch: Option<&str>) -> Markup {
    let fill = hatch.map(|hatch| format!("url(#{hatch})"));
    let class = if hatch.is_some() { "edge" } else { "drawn" };
    html! { rect class=(class) fill=[fill] x=(left) y=(HEIGHT + 18 - height) width=(width) height=(height) {} }
}

fn frame(words: &Words<'_>, height: i64, drawn: &Markup) -> Markup {
    let (title, shows) = (format!("{}-title", words.id), format!("{}-shows", words.id));
    html! {
        svg .chart role="img" aria-labelledby=(title) aria-describedby=(shows)
            viewBox=(format!("0 0 {WIDTH} {height}")) xmlns="http://www.w3.org/2000/svg" {
            title id=(title) { (words.title) }
            desc id=(shows) { (words.shows) }
            (drawn)
        }
    }
}

/// A length in proportion; whatever is there at all is seen.
fn scaled(value: i64, most: i64, length: i64) -> i64 {
    match (value, most) {
        (0, _) | (_, 0) => 0,
        (value, most) => (value.saturating_mul(length) / most).max(2),
    }
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or_default()
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_proportion_and_nothing_vanishes() {
        assert_eq!(scaled(0, 0, 340), 0);
        assert_eq!(scaled(0, 9, 340), 0);
        assert_eq!(scaled(9, 9, 340), 340);
        assert_eq!(scaled(3, 9, 340), 113);
        assert_eq!(scaled(1, 1_000_000, 340), 2);
    }

    #[test]
    fn a_long_name_ends_within_its_line() {
        assert_eq!(short("Билим берүү"), "Билим берүү");
        let long = short(&"үй ".repeat(40));
        assert!(long.ends_with('…') && long.chars().count() <= LONGEST, "{long}");
    }

    #[test]
    fn a_chart_says_what_it_shows_and_has_no_style_of_its_own() {
        let words =
            Words { id: "c", title: "Аймактар", shows: "Эң көбү: Бишкек <1>" };
        let bar = Bar { name: "Бишкек".into(), value: 5, written: "5".into() };
        let months = [Month { name: "11".into(), values: [1, 2] }];
        for drawn in [bars(&words, &[bar]), columns(&words, &months, "2")] {
            let drawn = drawn.into_string();
            assert!(drawn.contains("role=\"img\" aria-labelledby=\"c-title\""));
            assert!(drawn.contains("<desc id=\"c-shows\">Эң көбү: Бишкек &lt;1&gt;</desc>"));
            assert!(!drawn.contains("style"));
        }
    }
}
