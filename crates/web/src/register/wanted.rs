//! What the address of the search asks for, and the address of a slightly different search.

use app::Order;
use app::register::{AXES, Freshness, LONGEST_TEXT, Search};
use domain::field::Of;
use domain::holder::Standing;

use crate::shell::Ctx;

/// How many results stand on a page.
const ON_A_PAGE: u32 = 20;
/// More values than this on one axis are no filter any more.
const MOST_VALUES: usize = 50;

/// The search as it stands in the address: `q`, `of`, axes, `status`, `fresh`, `sort`, `after`.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub text: String,
    pub of: Option<Of>,
    /// Name and value, in the order of the page.
    pub filters: Vec<(String, String)>,
    pub sort: Option<Order>,
    pub after: Option<String>,
}

impl Wanted {
    /// Reads the address; what it does not know is left out.
    pub fn read(ctx: &Ctx) -> Self {
        Self::parse(ctx, ctx.query.as_deref().unwrap_or_default())
    }

    /// The same of what stands after a question mark.
    pub fn parse(ctx: &Ctx, query: &str) -> Self {
        let mut wanted = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "q" => wanted.text = value.trim().chars().take(LONGEST_TEXT).collect(),
                "of" => wanted.of = of_word(&value),
                "sort" => wanted.sort = sort_of_word(&value),
                "after" if !value.is_empty() => wanted.after = Some(value.into_owned()),
                name if wanted.filters.len() < MOST_VALUES && is_known(ctx, name, &value) => {
                    wanted.take(name, &value);
                }
                _ => {}
            }
        }
        wanted
    }

    fn take(&mut self, name: &str, value: &str) {
        let pair = (name.to_owned(), value.to_owned());
        if !self.filters.contains(&pair) {
            self.filters.push(pair);
        }
    }

    /// The values chosen for a filter.
    pub fn chosen(&self, name: &str) -> Vec<&str> {
        let same = self.filters.iter().filter(|(n, _)| n == name);
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// What the use case is asked.
    pub fn search(&self) -> Search {
        let of_axis = |axis: &str| self.chosen(axis).into_iter().map(str::to_owned).collect();
        let filters = AXES.iter().map(|axis| ((*axis).to_owned(), of_axis(axis)));
        Search {
            text: self.text.clone(),
            of: self.of,
            filters: filters.filter(|(_, values): &(_, Vec<String>)| !values.is_empty()).collect(),
            standings: self.chosen("status").into_iter().filter_map(standing_of_word).collect(),
            freshness: match self.chosen("fresh")[..] {
                ["in_time"] => Some(Freshness::InTime),
                ["overdue"] => Some(Freshness::Overdue),
                _ => None,
            },
            order: self.sort,
            limit: ON_A_PAGE,
            cursor: self.after.clone(),
            ..Search::default()
        }
    }

    /// The address of this search, on its first page.
    pub fn address(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !self.text.is_empty() {
            pairs.append_pair("q", &self.text);
        }
        if let Some(of) = self.of {
            pairs.append_pair("of", of.as_str());
        }
        pairs.extend_pairs(&self.filters);
        if let Some(sort) = self.sort {
            pairs.append_pair("sort", sort_word(sort));
        }
        if let Some(after) = &self.after {
            pairs.append_pair("after", after);
        }
        match pairs.finish() {
            query if query.is_empty() => "/register".to_owned(),
            query => format!("/register?{query}"),
        }
    }

    /// The same search at its beginning.
    pub fn first_page(&self) -> Self {
        Self { after: None, ..self.clone() }
    }

    /// The same search without one filter.
    pub fn without(&self, name: &str, value: &str) -> Self {
        let mut wanted = self.first_page();
        wanted.filters.retain(|(n, v)| n != name || v != value);
        wanted
    }
}

/// Whether a filter knows the value: a code of the law, or one of a few words.
fn is_known(ctx: &Ctx, name: &str, value: &str) -> bool {
    match name {
        "status" => standing_of_word(value).is_some(),
        "fresh" => matches!(value, "in_time" | "overdue"),
        "special" | "cross_border" => matches!(value, "yes" | "no"),
        axis if AXES.contains(&axis) => {
            ctx.state.app.law().classifier(classifier(axis)).is_some_and(|c| c.get(value).is_some())
        }
        _ => false,
    }
}

/// The classifier that names the values of an axis.
pub fn classifier(axis: &str) -> &str {
    if axis == "transfer_country" { "country" } else { axis }
}

fn of_word(word: &str) -> Option<Of> {
    [Of::Holder, Of::DataArray].into_iter().find(|of| of.as_str() == word)
}

fn standing_of_word(word: &str) -> Option<Standing> {
    [Standing::Registered, Standing::Excluded].into_iter().find(|s| s.as_str() == word)
}

/// The orders that make sense to the public.
pub const ORDERS: [Order; 4] = [Order::Newest, Order::Title, Order::Number, Order::Fresh];

/// The word of an order in the address.
pub fn sort_word(order: Order) -> &'static str {
    match order {
        Order::Title => "title",
        Order::Number => "number",
        Order::Fresh => "fresh",
        Order::Newest | Order::DueFirst | Order::Id => "newest",
    }
}

fn sort_of_word(word: &str) -> Option<Order> {
    ORDERS.into_iter().find(|order| sort_word(*order) == word)
}
