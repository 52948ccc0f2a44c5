//! What is in force now, as the search counts it: so every number is the total of a search.

use domain::field::Of;
use domain::holder::Standing;
use domain::law::Law;

use super::{Figure, Group, fresh_word};
use crate::register::{Counts, Freshness, Search, look_and_count};
use crate::{App, Result};

const OF_HOLDERS: &[Group] = &[Group::Region, Group::HolderKind, Group::Sector];
const OF_ARRAYS: &[Group] = &[
    Group::Region,
    Group::HolderKind,
    Group::Sector,
    Group::Special,
    Group::CrossBorder,
    Group::TransferCountry,
];

/// The numbers of holders and of arrays in force.
pub(super) async fn in_force(app: &App) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (of, groups) in [(Of::Holder, OF_HOLDERS), (Of::DataArray, OF_ARRAYS)] {
        let axes: Vec<&str> = groups.iter().filter_map(|group| group.axis()).collect();
        let standings = vec![Standing::Registered];
        let search = Search { of: Some(of), standings, ..Search::default() };
        let (found, counts) = look_and_count(app, &search, &axes).await?;
        figures.push(figure(Group::Total, "", of, found.total));
        let law = app.law();
        figures.extend(groups.iter().flat_map(|group| by_axis(&law, *group, of, &counts)));
        figures.extend(fresh(of, &counts));
    }
    Ok(figures)
}

pub(super) fn figure(group: Group, code: &str, of: Of, value: i64) -> Figure {
    Figure { group, code: code.to_owned(), of: Some(of), value }
}

/// Codes that the law knows: nothing else is a filter, and no word of anybody is kept.
fn by_axis(law: &Law, group: Group, of: Of, counts: &Counts) -> Vec<Figure> {
    let Some(axis) = group.axis() else { return Vec::new() };
    let classifier = if axis == "transfer_country" { "country" } else { axis };
    let is_known = |code: &str| match law.classifier(classifier) {
        Some(classifier) => classifier.get(code).is_some(),
        None => matches!(code, "yes" | "no"),
    };
    let counted = counts.axes.get(axis).into_iter().flatten();
    let known = counted.filter(|(code, _)| is_known(code));
    known.map(|(code, n)| figure(group, code, of, *n)).collect()
}

fn fresh(of: Of, counts: &Counts) -> [Figure; 2] {
    let [in_time, overdue] = counts.freshness;
    [(Freshness::InTime, in_time), (Freshness::Overdue, overdue)]
        .map(|(freshness, n)| figure(Group::Fresh, fresh_word(freshness), of, n))
}
