//! Making strangers' text fit to be shown.

use jiff::Timestamp;
use tlog::Time;

/// A text for a terminal: what steers the screen is spelled out, so that a value cannot write over
/// the verdict. Marks that turn the direction of letters steer too.
pub fn for_screen(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// A text as the content of an element of HTML.
pub fn for_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The time of a cosignature, as people write it in UTC; its seconds where no calendar reaches.
pub fn time(time: Time) -> String {
    let seconds = i64::try_from(time.seconds()).ok();
    let stamp = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    stamp.map_or_else(|| format!("second {}", time.seconds()), |stamp| stamp.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_steer_the_screen() {
        assert_eq!(for_screen("а\u{1b}[2Jб\n\u{202e}в"), "а\\u{1b}[2Jб\\n\\u{202e}в");
        assert_eq!(for_html("<b>&"), "&lt;b&gt;&amp;");
    }

    #[test]
    fn a_time_beyond_the_calendar_is_told_in_seconds() {
        assert_eq!(time(Time::from_seconds(0).unwrap()), "1970-01-01T00:00:00Z");
        let far = Time::from_seconds(i64::MAX.unsigned_abs()).unwrap();
        assert_eq!(time(far), "second 9223372036854775807");
    }
}
