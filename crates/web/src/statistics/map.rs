//! A map of tiles: the regions about where they lie, each as large as the others, each a link.

use app::statistics::{Group, Statistics};
use domain::field::Of;
use maud::{Markup, html};

use super::part::source_of;
use crate::entry::code_label;
use crate::shell::Ctx;

/// From north-west to south-east, three to a row.
const PLACES: [&str; 9] =
    ["talas", "bishkek", "chuy", "jalal_abad", "naryn", "issyk_kul", "batken", "osh_city", "osh"];
/// Shades, the more the darker.
const SHADES: i64 = 4;

/// How many arrays there are in each region.
pub fn tiles(ctx: &Ctx, statistics: &Statistics) -> Markup {
    let value = |code: &str| statistics.value(Group::Region, code, Some(Of::DataArray));
    let most = PLACES.iter().map(|code| value(code)).max().unwrap_or_default();
    html! {
        ul .tiles {
            @for code in PLACES {
                @let n = value(code);
                li class={ "shade-" (shade(n, most)) } {
                    a href=[source_of(ctx, Group::Region, code, Of::DataArray)] {
                        strong { (ctx.number(n)) } " " (code_label(ctx, "region", code))
                    }
                }
            }
        }
    }
}

fn shade(n: i64, most: i64) -> i64 {
    if n == 0 { 0 } else { (n.saturating_mul(SHADES) / most.max(1)).clamp(1, SHADES) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiles_are_the_regions_of_the_law() {
        let law =
            domain::law::Law::read(&domain::law::embedded()).unwrap_or_else(|_| unreachable!());
        let regions = law.classifier("region").into_iter().flat_map(|regions| regions.entries());
        let mut known: Vec<String> = regions.map(|region| region.code.clone()).collect();
        known.sort();
        let mut placed = PLACES.to_vec();
        placed.sort_unstable();
        assert_eq!(placed, known);
    }

    #[test]
    fn nothing_is_no_shade_and_the_most_is_the_darkest() {
        assert_eq!([0, 1, 50, 100].map(|n| shade(n, 100)), [0, 1, 2, 4]);
        assert_eq!(shade(0, 0), 0);
    }
}
