//! Whether data leave the country (art. 25, group 12): the answer against everything else the entry says.

use super::look::{Look, Spot};

fn says(look: &Look<'_>, answer: &str) -> bool {
    look.array.cross_border.answer == answer
}

fn is_abroad(country: &str) -> bool {
    !matches!(country, "" | "KG")
}

pub(super) fn storage(look: &Look<'_>) -> Vec<Spot> {
    let country = &look.array.storage.country;
    if says(look, "no") && is_abroad(country) {
        vec![look.here().code("country", "country", country)]
    } else {
        Vec::new()
    }
}

pub(super) fn processor(look: &Look<'_>) -> Vec<Spot> {
    let processors = look.array.processors.iter().enumerate();
    processors
        .filter(|(_, processor)| says(look, "no") && is_abroad(&processor.country))
        .map(|(row, processor)| {
            let spot = Spot::at(format!("processors.{row}.country"));
            spot.words("name", &processor.name).code("country", "country", &processor.country)
        })
        .collect()
}

/// A registered recipient sits abroad.
pub(super) fn recipient(look: &Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (row, recipient) in look.array.recipients.iter().enumerate() {
        let Some(Some(named)) = look.around.named.get(&recipient.holder) else { continue };
        if says(look, "no") && is_abroad(&named.country) {
            let spot = Spot::at(format!("recipients.{row}")).words("number", &recipient.holder);
            spots.push(spot.code("country", "country", &named.country));
        }
    }
    spots
}

pub(super) fn holder(look: &Look<'_>) -> Vec<Spot> {
    let country = &look.holder.address.country;
    if says(look, "no") && is_abroad(country) {
        vec![look.here().code("country", "country", country)]
    } else {
        Vec::new()
    }
}

pub(super) fn responsible_mail(look: &Look<'_>) -> Vec<Spot> {
    mail(look, &look.array.responsible.email)
}

pub(super) fn holder_mail(look: &Look<'_>) -> Vec<Spot> {
    mail(look, &look.holder.email)
}

fn mail(look: &Look<'_>, address: &str) -> Vec<Spot> {
    match foreign_mail(look, address) {
        Some((domain, country)) if says(look, "no") => {
            vec![look.here().words("domain", &domain).code("country", "country", &country)]
        }
        _ => Vec::new(),
    }
}

/// The mail operator's domain and country, when the classifier knows it as foreign.
pub(super) fn foreign_mail(look: &Look<'_>, address: &str) -> Option<(String, String)> {
    let domain = address.rsplit_once('@')?.1.trim().to_lowercase();
    let known = look.law.classifier("foreign_mail_domain")?.get_on(&domain, look.date)?;
    Some((domain, known.extra.get("country").cloned().unwrap_or_default()))
}

/// Media that usually stand abroad: a cloud.
pub(super) fn media(look: &Look<'_>) -> Vec<Spot> {
    let found = look.array.storage.media.iter().find(|code| look.names("media", code));
    match found {
        Some(code) if says(look, "no") => vec![look.here().code("medium", "medium", code)],
        _ => Vec::new(),
    }
}

/// Ways of collecting that usually pass through another country: messengers, site analytics.
pub(super) fn collection(look: &Look<'_>) -> Vec<Spot> {
    let found = look.array.collection.iter().find(|code| look.names("collection", code));
    match found {
        Some(code) if says(look, "no") => {
            vec![look.here().code("method", "collection_method", code)]
        }
        _ => Vec::new(),
    }
}

pub(super) fn transfers_despite_no(look: &Look<'_>) -> Vec<Spot> {
    look.here_if(says(look, "no") && !look.array.cross_border.transfers.is_empty())
}

pub(super) fn transfers_missing(look: &Look<'_>) -> Vec<Spot> {
    look.here_if(says(look, "yes") && look.array.cross_border.transfers.is_empty())
}

pub(super) fn transfer_inside(look: &Look<'_>) -> Vec<Spot> {
    rows(look, |_, transfer| transfer.country == "KG")
}

/// "Adequate protection" of a country that no act has named.
pub(super) fn adequacy(look: &Look<'_>) -> Vec<Spot> {
    rows(look, |look, transfer| {
        let country = look.law.classifier("country").and_then(|all| all.get(&transfer.country));
        let adequate = country.and_then(|country| country.extra.get("adequate"));
        transfer.ground == "adequacy" && adequate.is_none_or(|word| word != "yes")
    })
}

/// Transfer by consent, though nobody is asked for consent.
pub(super) fn consent(look: &Look<'_>) -> Vec<Spot> {
    let asked = look.array.purposes.iter().any(|p| look.names("grounds", &p.ground))
        || look.names_any("methods", &look.array.informing.methods);
    if asked { Vec::new() } else { rows(look, |_, transfer| transfer.ground == "consent") }
}

fn rows(
    look: &Look<'_>,
    is_found: fn(&Look<'_>, &crate::array_entry::Transfer) -> bool,
) -> Vec<Spot> {
    let transfers = look.array.cross_border.transfers.iter().enumerate();
    transfers
        .filter(|(_, transfer)| is_found(look, transfer))
        .map(|(row, transfer)| {
            let spot = Spot::at(format!("cross_border.transfers.{row}"));
            spot.code("country", "country", &transfer.country)
        })
        .collect()
}

/// "Yes", but the country of storage or of a processor is not among the transfers.
pub(super) fn place_not_listed(look: &Look<'_>) -> Vec<Spot> {
    let array = look.array;
    let processors = array.processors.iter().map(|processor| &processor.country);
    let mut places: Vec<&String> = std::iter::once(&array.storage.country)
        .chain(processors)
        .filter(|country| is_abroad(country))
        .filter(|country| array.cross_border.transfers.iter().all(|t| t.country != **country))
        .collect();
    places.sort();
    places.dedup();
    if !says(look, "yes") || array.cross_border.transfers.is_empty() {
        return Vec::new();
    }
    places.into_iter().map(|country| look.here().code("country", "country", country)).collect()
}
