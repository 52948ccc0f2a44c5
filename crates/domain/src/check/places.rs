//! The address: region, district, place and postcode of one another.

use super::look::{Look, Spot};

fn is_home(look: &Look<'_>) -> bool {
    matches!(look.holder.address.country.as_str(), "" | "KG")
}

/// The parent of a code in a classifier; none for a code the classifier does not know.
fn parent<'a>(look: &Look<'a>, classifier: &str, code: &str) -> Option<&'a str> {
    look.law.classifier(classifier)?.get(code)?.parent.as_deref()
}

pub(super) fn district(look: &Look<'_>) -> Vec<Spot> {
    let address = &look.holder.address;
    let wrong = parent(look, "district", &address.district)
        .is_some_and(|region| !address.region.is_empty() && region != address.region);
    if !is_home(look) || !wrong {
        return Vec::new();
    }
    let spot = look.here().code("district", "district", &address.district);
    vec![spot.code("region", "region", &address.region)]
}

pub(super) fn place(look: &Look<'_>) -> Vec<Spot> {
    let address = &look.holder.address;
    let wrong = parent(look, "places", &address.place)
        .is_some_and(|district| !address.district.is_empty() && district != address.district);
    if !is_home(look) || !wrong {
        return Vec::new();
    }
    let spot = look.here().code("place", "places", &address.place);
    vec![spot.code("district", "district", &address.district)]
}

/// The postcode begins otherwise than those of the country, or of the region.
pub(super) fn postcode(look: &Look<'_>) -> Vec<Spot> {
    let address = &look.holder.address;
    let regions = look.list("regions");
    let concerns = regions.is_empty() || regions.contains(&address.region);
    let fits = look.list("words").iter().any(|start| address.postcode.starts_with(start));
    if !is_home(look) || address.postcode.is_empty() || !concerns || fits {
        return Vec::new();
    }
    vec![look.here().words("postcode", &address.postcode)]
}
