//! Lists of holders and arrays.

use app::Order;
use app::register::{self, AXES, Counts, Freshness, LONGEST_TEXT, MOST_ENTRIES, Results, Search};
use axum::Json;
use domain::field::Of;
use domain::holder::{Holder, Standing};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::lines::{ArrayList, FacetCount, Facets, HolderList};
use super::question::{Question, wrong};
use super::shapes::{ProblemDocument, Status};
use crate::shell::{Ctx, Problem};

/// How fresh the last confirmation is.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessWord {
    InTime,
    Overdue,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortWord {
    Newest,
    Title,
    Number,
    Fresh,
}

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacetWord {
    /// Every one of the others.
    All,
    Region,
    District,
    HolderKind,
    Sector,
    Ownership,
    Country,
    SubjectCategory,
    DataCategory,
    Ground,
    Special,
    CrossBorder,
    TransferCountry,
    Status,
    Freshness,
}

/// As many words as there are kinds of counts.
const MOST_FACETS: usize = 15;

/// Yes or no.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    Yes,
    No,
}

impl YesNo {
    fn word(self) -> String {
        match self {
            YesNo::Yes => "yes".into(),
            YesNo::No => "no".into(),
        }
    }
}

/// What both lists are asked.
macro_rules! question {
    ($(#[$about:meta])* $name:ident { $($(#[$own:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Default, Deserialize, IntoParams)]
        #[serde(default, deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            /// Every word must occur, in whatever form and with small mistakes. Case, alphabet and the tails of
            /// ң, ө, ү do not matter.
            #[param(max_length = 200)]
            q: Option<String>,
            #[param(max_items = 50)]
            region: Vec<String>,
            #[param(max_items = 50)]
            district: Vec<String>,
            #[param(max_items = 50)]
            holder_kind: Vec<String>,
            #[param(max_items = 50)]
            sector: Vec<String>,
            #[param(max_items = 50)]
            ownership: Vec<String>,
            #[param(max_items = 50)]
            country: Vec<String>,
            #[param(max_items = 2)]
            status: Vec<Status>,
            #[param(inline)]
            freshness: Option<FreshnessWord>,
            /// What fits best comes first unless told; without `q` the newest.
            #[param(inline)]
            sort: Option<SortWord>,
            /// How many to a page; 20 unless told.
            #[param(minimum = 1, maximum = 100)]
            limit: Option<u32>,
            /// `next` of the page before.
            #[param(max_length = 1000, pattern = "^[A-Za-z0-9_-]+$")]
            cursor: Option<String>,
            /// What to count beside the page: by each code, how many a filter by it would list. A filter
            /// on the same axis is left out for this.
            #[param(max_items = 15, inline)]
            facets: Vec<FacetWord>,
            $($(#[$own])* $field: $kind,)*
        }

        impl $name {
            fn common(&self) -> Common<'_> {
                Common {
                    text: self.q.as_deref().unwrap_or_default(),
                    axes: [
                        ("region", &self.region), ("district", &self.district),
                        ("holder_kind", &self.holder_kind), ("sector", &self.sector),
                        ("ownership", &self.ownership), ("country", &self.country),
                    ],
                    status: &self.status,
                    freshness: self.freshness,
                    sort: self.sort,
                    limit: self.limit,
                    cursor: self.cursor.as_deref(),
                }
            }
        }
    };
}

question! {
    /// What may be asked of the list of holders.
    HolderQuestion {}
}

question! {
    /// What may be asked of the list of arrays.
    ArrayQuestion {
        /// Register number of the holder.
        #[param(max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9./_-]{0,39}$")]
        holder: Option<String>,
        #[param(max_items = 50)]
        subject_category: Vec<String>,
        #[param(max_items = 50)]
        data_category: Vec<String>,
        #[param(max_items = 50)]
        ground: Vec<String>,
        /// Whether it holds data of special categories.
        #[param(inline)]
        special: Option<YesNo>,
        /// Whether data leave the country.
        #[param(inline)]
        cross_border: Option<YesNo>,
        #[param(max_items = 50)]
        transfer_country: Vec<String>,
    }
}

struct Common<'a> {
    text: &'a str,
    axes: [(&'static str, &'a Vec<String>); 6],
    status: &'a [Status],
    freshness: Option<FreshnessWord>,
    sort: Option<SortWord>,
    limit: Option<u32>,
    cursor: Option<&'a str>,
}

/// The holders in the Register.
#[utoipa::path(get, path = "/holders", tag = "register", params(HolderQuestion), responses(
    (status = OK, body = HolderList),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holders(
    ctx: Ctx,
    Question(question): Question<HolderQuestion>,
) -> Result<Json<HolderList>, Problem> {
    let search = search(&ctx, Of::Holder, &question.common())?;
    let (found, facets) = found(&ctx, &search, &question.facets).await?;
    let items = found.items.into_iter().map(Into::into).collect();
    Ok(Json(HolderList {
        items,
        total: found.total,
        all_words: found.has_all_words,
        next: found.next,
        facets,
    }))
}

/// The arrays in the Register.
#[utoipa::path(get, path = "/arrays", tag = "register", params(ArrayQuestion), responses(
    (status = OK, body = ArrayList),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn arrays(
    ctx: Ctx,
    Question(question): Question<ArrayQuestion>,
) -> Result<Json<ArrayList>, Problem> {
    let mut search = search(&ctx, Of::DataArray, &question.common())?;
    let more = [
        ("subject_category", &question.subject_category),
        ("data_category", &question.data_category),
        ("ground", &question.ground),
        ("transfer_country", &question.transfer_country),
    ];
    for (axis, codes) in more {
        narrow(&ctx, &mut search, axis, codes)?;
    }
    for (axis, word) in [("special", question.special), ("cross_border", question.cross_border)] {
        search.filters.extend(word.map(|word| (axis.to_owned(), vec![word.word()])));
    }
    if let Some(number) = &question.holder {
        search.holder = Some(holder_id(&ctx, number).await?);
    }
    let (found, facets) = found(&ctx, &search, &question.facets).await?;
    let items = found.items.into_iter().map(Into::into).collect();
    Ok(Json(ArrayList {
        items,
        total: found.total,
        all_words: found.has_all_words,
        next: found.next,
        facets,
    }))
}

async fn holder_id(ctx: &Ctx, typed: &str) -> Result<uuid::Uuid, Problem> {
    let app = &ctx.state.app;
    let number = register::canonical(app, Of::Holder, typed).ok_or(Problem::not_found())?;
    Ok(register::current::<Holder>(app, &number).await?.id)
}

async fn found(
    ctx: &Ctx,
    search: &Search,
    facets: &[FacetWord],
) -> Result<(Results, Option<Facets>), Problem> {
    if facets.len() > MOST_FACETS {
        return Err(wrong("facets", "too_many"));
    }
    let app = &ctx.state.app;
    let answer = if facets.is_empty() {
        register::look_for(app, search).await.map(|found| (found, None))
    } else {
        let looked = register::look_and_count(app, search, &AXES).await;
        looked.map(|(found, counts)| (found, Some(counted(facets, counts))))
    };
    match answer {
        // The page that the cursor names does not exist, or no longer.
        Err(app::Error::Invalid(mistakes)) => {
            Err(Problem::invalid(http::StatusCode::NOT_FOUND, mistakes))
        }
        answer => Ok(answer?),
    }
}

/// Those counts that were asked for.
fn counted(wanted: &[FacetWord], counts: Counts) -> Facets {
    let [in_time, overdue] = counts.freshness;
    let freshness = [("in_time", in_time), ("overdue", overdue)];
    let freshness = freshness.into_iter().map(|(word, n)| (word.to_owned(), n)).collect();
    let more = [("status".to_owned(), counts.standings), ("freshness".to_owned(), freshness)];
    let all = counts.axes.into_iter().chain(more);
    let is_wanted = |axis: &String| {
        let word = serde_json::from_value::<FacetWord>(serde_json::Value::from(axis.as_str()));
        wanted.contains(&FacetWord::All) || word.is_ok_and(|word| wanted.contains(&word))
    };
    let some = all.filter(|(axis, _)| is_wanted(axis));
    let count = |(code, count)| FacetCount { code, count };
    let each = |(axis, codes): (String, Vec<(String, i64)>)| {
        (axis, codes.into_iter().filter(|(_, n)| *n > 0).map(count).collect())
    };
    Facets(some.map(each).collect())
}

fn search(ctx: &Ctx, of: Of, common: &Common<'_>) -> Result<Search, Problem> {
    if common.text.chars().count() > LONGEST_TEXT {
        return Err(wrong("q", "too_long"));
    }
    if common.status.len() > 2 {
        return Err(wrong("status", "too_many"));
    }
    let limit = common.limit.unwrap_or(20);
    if !(1..=MOST_ENTRIES).contains(&limit) {
        return Err(wrong("limit", "out_of_range"));
    }
    let mut search = Search {
        text: common.text.to_owned(),
        of: Some(of),
        standings: common.status.iter().map(|status| Standing::from(*status)).collect(),
        freshness: common.freshness.map(|word| match word {
            FreshnessWord::InTime => Freshness::InTime,
            FreshnessWord::Overdue => Freshness::Overdue,
        }),
        order: match common.sort {
            Some(SortWord::Newest) => Some(Order::Newest),
            Some(SortWord::Title) => Some(Order::Title),
            Some(SortWord::Number) => Some(Order::Number),
            Some(SortWord::Fresh) => Some(Order::Fresh),
            None => None,
        },
        limit,
        cursor: common.cursor.map(str::to_owned),
        ..Search::default()
    };
    for (axis, codes) in common.axes {
        narrow(ctx, &mut search, axis, codes)?;
    }
    Ok(search)
}

/// Adds a filter whose codes the law knows.
fn narrow(ctx: &Ctx, search: &mut Search, axis: &str, codes: &[String]) -> Result<(), Problem> {
    let law = ctx.state.app.law();
    let classifier = law.classifier(crate::register::classifier_of(axis));
    let known = |code: &String| classifier.is_some_and(|c| c.get(code).is_some());
    if codes.len() > 50 {
        return Err(wrong(axis, "too_many"));
    }
    if !codes.iter().all(known) {
        return Err(wrong(axis, "unknown_code"));
    }
    if !codes.is_empty() {
        search.filters.push((axis.to_owned(), codes.to_vec()));
    }
    Ok(())
}
