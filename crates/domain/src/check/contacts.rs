//! How the holder is reached, and its policy (art. 4 part 2).

use super::abroad::foreign_mail;
use super::look::{Look, Spot};

/// Nobody abroad, and few at home, can dial a number without its country code.
pub(super) fn phone(look: &Look<'_>) -> Vec<Spot> {
    let phone = look.holder.phone.as_str();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let complete = look.list("words").iter().any(|start| phone.starts_with(start));
    if digits <= look.number("most") || complete {
        return Vec::new();
    }
    vec![look.here().words("phone", phone)]
}

fn mail_domain(address: &str) -> String {
    address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase()).unwrap_or_default()
}

fn site_host(link: &str) -> String {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// The mail and the site belong to different names, and the mail is no general operator's.
pub(super) fn web_unlike_mail(look: &Look<'_>) -> Vec<Spot> {
    let (mail, site) = (mail_domain(&look.holder.email), site_host(&look.holder.web));
    let related = mail.ends_with(&site) || site.ends_with(&mail);
    if mail.is_empty() || site.is_empty() || related || private(look, &look.holder.email) {
        return Vec::new();
    }
    vec![look.here().words("site", &site).words("domain", &mail)]
}

/// A body of the state writes from a general mail operator's address.
pub(super) fn holder_private_mail(look: &Look<'_>) -> Vec<Spot> {
    let concerned = look.names("kinds", &look.holder.kind) && private(look, &look.holder.email);
    if !concerned {
        return Vec::new();
    }
    vec![look.here().words("domain", &mail_domain(&look.holder.email))]
}

pub(super) fn responsible_private_mail(look: &Look<'_>) -> Vec<Spot> {
    let email = &look.array.responsible.email;
    if private(look, email) {
        vec![look.here().words("domain", &mail_domain(email))]
    } else {
        Vec::new()
    }
}

/// The operators we know by name are all general ones.
fn private(look: &Look<'_>, address: &str) -> bool {
    foreign_mail(look, address).is_some()
}

pub(super) fn policy_missing(look: &Look<'_>) -> Vec<Spot> {
    let policy = &look.holder.policy;
    look.here_if(policy.link.is_empty() && policy.file.is_empty())
}

pub(super) fn contact_missing(look: &Look<'_>) -> Vec<Spot> {
    let contact = &look.holder.contact;
    let all = [&contact.words, &contact.phone, &contact.email];
    look.here_if(all.iter().all(|text| text.is_empty()))
}

/// Public forms of ownership for public bodies only.
pub(super) fn kind_of_ownership(look: &Look<'_>) -> Vec<Spot> {
    let holder = look.holder;
    if !look.names("kinds", &holder.kind) || !look.names("ownerships", &holder.ownership) {
        return Vec::new();
    }
    let spot = look.here().code("kind", "holder_kind", &holder.kind);
    vec![spot.code("ownership", "ownership", &holder.ownership)]
}
