//! What the address asks: `s` for each situation, `home` for a district or a region.

use app::register::{Home, MOST_SITUATIONS};

use super::PATH;
use crate::entry::code_label;
use crate::shell::Ctx;

/// The question as it stands in the address.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Codes of situations that the law of today knows.
    pub situations: Vec<String>,
    pub home: Home,
    /// Whether the form was sent, if only empty.
    pub is_sent: bool,
    /// Whether more was chosen than is answered.
    pub is_too_many: bool,
}

impl Asked {
    /// Reads the address; what the law does not know is left out.
    pub fn read(ctx: &Ctx) -> Self {
        let query = ctx.query.as_deref().unwrap_or_default();
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "s" => asked.choose(ctx, &value),
                "home" => asked.home = home(ctx, &value),
                _ => continue,
            }
            asked.is_sent = true;
        }
        asked
    }

    fn choose(&mut self, ctx: &Ctx, code: &str) {
        let moment = ctx.state.app.moment();
        let is_known = moment.law.situations().on(code, moment.date()).is_some();
        if !is_known || self.situations.iter().any(|chosen| chosen == code) {
            return;
        }
        if self.situations.len() < MOST_SITUATIONS {
            self.situations.push(code.to_owned());
        } else {
            self.is_too_many = true;
        }
    }

    /// The code of the home in the address.
    pub fn home_code(&self) -> &str {
        let Home { region, district } = &self.home;
        if district.is_empty() { region } else { district }
    }

    /// What the home is called, if it was said.
    pub fn home_name(&self, ctx: &Ctx) -> Option<String> {
        let Home { region, district } = &self.home;
        match (district.as_str(), region.as_str()) {
            ("", "") => None,
            ("", region) => Some(code_label(ctx, "region", region)),
            (district, region) => {
                let names =
                    [code_label(ctx, "region", region), code_label(ctx, "district", district)];
                Some(names.join(", "))
            }
        }
    }

    /// The address of some situations in the whole country.
    pub fn everywhere<'a>(situations: impl Iterator<Item = &'a str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(situations.map(|code| ("s", code)));
        format!("{PATH}?{}", query.finish())
    }
}

/// A district with its region, or a region: no code belongs to both.
fn home(ctx: &Ctx, code: &str) -> Home {
    let law = ctx.state.app.law();
    let find = |classifier| law.classifier(classifier).and_then(|found| found.get(code));
    if find("region").is_some() {
        return Home { region: code.to_owned(), district: String::new() };
    }
    let Some(region) = find("district").and_then(|district| district.parent.clone()) else {
        return Home::default();
    };
    let district = if is_whole(ctx, &region, code) { String::new() } else { code.to_owned() };
    Home { region, district }
}

/// A city that is a region of its own is in the list of districts too, under the same name.
pub fn is_whole(ctx: &Ctx, region: &str, district: &str) -> bool {
    code_label(ctx, "region", region) == code_label(ctx, "district", district)
}
