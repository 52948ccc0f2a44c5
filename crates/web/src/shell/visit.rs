//! Where a request comes from: the neighbourhood of its address, and whether the browser is known.

use super::WebState;
use app::caller::Visit;
use axum::extract::ConnectInfo;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

impl WebState {
    fn known_cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-known" } else { "known" }
    }

    /// Says only that somebody signed in from this browser before. It opens nothing.
    pub fn known_cookie(&self, token: String) -> Cookie<'static> {
        Cookie::build((self.known_cookie_name(), token))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_secure())
            .permanent()
            .build()
    }

    pub(super) fn visit(&self, headers: &HeaderMap, more: &Extensions) -> Visit {
        let jar = CookieJar::from_headers(headers);
        let known = jar.get(self.known_cookie_name()).map_or("", Cookie::value);
        let address = match &self.client_header {
            Some(name) => headers.get_all(name).iter().next_back().and_then(last_address),
            None => more.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()),
        };
        Visit {
            network: address.map(neighbourhood).unwrap_or_default(),
            browser: known.chars().take(64).collect(),
        }
    }
}

/// The last address in a list: the one that our own proxy added. Those before it are hearsay.
fn last_address(value: &http::HeaderValue) -> Option<IpAddr> {
    let last = value.to_str().ok()?.rsplit(',').next()?.trim();
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
    last.parse().ok().or_else(with_port)
}

/// What one customer of a provider usually has: /24, or /56.
fn neighbourhood(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let net = Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 72));
            format!("{net}/56")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_count_together() {
        let of = |address: &str| neighbourhood(address.parse().unwrap_or([0, 0, 0, 0].into()));
        assert_eq!(of("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(of("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(of("2001:db8:1:2ff::1"), "2001:db8:1:200::/56");
    }

    #[test]
    fn of_a_list_of_addresses_only_the_last_is_our_proxys_word() {
        let of = |list: &'static str| last_address(&http::HeaderValue::from_static(list));
        assert_eq!(of("1.2.3.4, 203.0.113.9"), Some([203, 0, 113, 9].into()));
        assert_eq!(of("203.0.113.9:4711"), Some([203, 0, 113, 9].into()));
        assert_eq!(of("unknown"), None);
    }
}
