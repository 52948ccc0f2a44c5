//! The filters of the queue as they stand in the address.

use app::review::{Filter, Hands};
use domain::application::{Procedure, State};

use crate::shell::Ctx;

const PAGE: u32 = 50;

/// Reads the address; what it does not know is left out.
pub fn read(query: &str) -> Filter {
    let mut filter = Filter { limit: PAGE, ..Filter::default() };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "state" => filter.states.extend(State::ALL.into_iter().find(|s| s.as_str() == value)),
            "procedure" => filter.procedures.extend(Procedure::from_word(&value)),
            "region" if is_code(&value) => filter.regions.push(value.into_owned()),
            "sector" if is_code(&value) => filter.sectors.push(value.into_owned()),
            "hands" => filter.hands = hands(&value),
            "overdue" => filter.is_overdue = value == "yes",
            "q" => filter.text = value.trim().chars().take(200).collect(),
            "after" if !value.is_empty() => filter.after = Some(value.into_owned()),
            _ => {}
        }
    }
    filter
}

/// Codes of classifiers are short words; how many are taken is bounded with the address itself.
fn is_code(word: &str) -> bool {
    (1..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_graphic())
}

fn hands(word: &str) -> Hands {
    match word {
        "me" => Hands::Mine,
        "nobody" => Hands::Nobody,
        _ => Hands::Anyone,
    }
}

pub fn hands_word(hands: Hands) -> &'static str {
    match hands {
        Hands::Mine => "me",
        Hands::Nobody => "nobody",
        Hands::Anyone => "",
    }
}

/// The address of the queue under a filter.
pub fn address(ctx: &Ctx, filter: &Filter) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for state in &filter.states {
        query.append_pair("state", state.as_str());
    }
    for procedure in &filter.procedures {
        query.append_pair("procedure", procedure.as_str());
    }
    for region in &filter.regions {
        query.append_pair("region", region);
    }
    for sector in &filter.sectors {
        query.append_pair("sector", sector);
    }
    for (name, value) in [
        ("hands", hands_word(filter.hands)),
        ("overdue", if filter.is_overdue { "yes" } else { "" }),
        ("q", filter.text.as_str()),
        ("after", filter.after.as_deref().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    ctx.url("/desk") + if query.is_empty() { "" } else { "?" } + &query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_from_the_address_and_nonsense_is_left_out() {
        let filter = read("state=submitted&state=flying&hands=me&overdue=yes&q=+KG-Z+&after=");
        assert_eq!(filter.states, [State::Submitted]);
        assert_eq!((filter.hands, filter.is_overdue), (Hands::Mine, true));
        assert_eq!((filter.text.as_str(), filter.after), ("KG-Z", None));
    }
}
