//! The client's address: the other end of the connection, unless that is a trusted proxy.

use crate::config::http::{ClientAddress, Http};
use crate::config::network;
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, HeaderValue};
use std::net::{IpAddr, SocketAddr};

/// The address a request counts against. Through a trusted proxy it is the one that the proxy
/// names; without a readable one the request counts against the proxy itself.
pub fn client_address(http: &Http, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_proxy = |address: IpAddr| network::contains(&http.trusted_proxies, address);
    if !is_proxy(peer) {
        return peer;
    }
    match http.client_address {
        ClientAddress::Peer => peer,
        ClientAddress::XRealIp => only(headers).and_then(parse).unwrap_or(peer),
        ClientAddress::XForwardedFor => walk(headers, peer, is_proxy),
    }
}

/// Walks `X-Forwarded-For` from its right end, where the nearest proxy wrote, up to the first
/// address that is no trusted proxy. What stands further left, anybody may have written. An entry
/// that cannot be read ends the walk at the proxy that wrote it.
fn walk(headers: &HeaderMap, peer: IpAddr, is_proxy: impl Fn(IpAddr) -> bool) -> IpAddr {
    let mut reached = peer;
    for line in headers.get_all("x-forwarded-for").iter().rev() {
        let Ok(line) = line.to_str() else {
            return reached;
        };
        for entry in line.rsplit(',') {
            let Some(address) = parse(entry) else {
                return reached;
            };
            reached = address;
            if !is_proxy(address) {
                return reached;
            }
        }
    }
    reached
}

/// The value of `X-Real-IP` if there is exactly one.
fn only(headers: &HeaderMap) -> Option<&str> {
    const X_REAL_IP: HeaderName = HeaderName::from_static("x-real-ip");
    let mut values = headers.get_all(X_REAL_IP).iter().map(HeaderValue::to_str);
    match (values.next(), values.next()) {
        (Some(Ok(value)), None) => Some(value),
        _ => None,
    }
}

/// An address with or without a port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    bare.unwrap_or(text)
        .parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()))
        .ok()
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn address(kind: ClientAddress, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut http = Config::defaults().unwrap().http;
        http.client_address = kind;
        http.trusted_proxies = ["10.0.0.0/8", "127.0.0.1"]
            .map(|text| network::parse(text).unwrap())
            .into();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            map.append(HeaderName::from_static(name), value);
        }
        client_address(&http, peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn the_last_untrusted_address_of_x_forwarded_for_is_the_client() {
        let of = |peer: &str, lines: &[&str]| {
            let headers: Vec<_> = lines
                .iter()
                .map(|line| ("x-forwarded-for", *line))
                .collect();
            address(ClientAddress::XForwardedFor, peer, &headers)
        };
        assert_eq!(
            of("10.0.0.1", &["198.51.100.7, 203.0.113.9"]),
            "203.0.113.9"
        );
        assert_eq!(of("10.0.0.1", &["203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(
            of("10.0.0.1", &["198.51.100.7", "203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(of("10.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(of("10.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(
            of("::ffff:10.0.0.1", &["::ffff:203.0.113.9"]),
            "203.0.113.9"
        );
        // Not believed from anybody else.
        assert_eq!(of("192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
    }

    #[test]
    fn an_unreadable_entry_ends_the_walk_at_the_proxy_that_wrote_it() {
        let of = |line: &str| {
            let headers = [("x-forwarded-for", line)];
            address(ClientAddress::XForwardedFor, "10.0.0.1", &headers)
        };
        assert_eq!(of("203.0.113.9, unknown"), "10.0.0.1");
        assert_eq!(of("203.0.113.9, unknown, 10.0.0.2"), "10.0.0.2");
        assert_eq!(of("203.0.113.9,"), "10.0.0.1");
        assert_eq!(of("203.0.113.9, \u{e9}"), "10.0.0.1");
        assert_eq!(of(""), "10.0.0.1");
        assert_eq!(of("10.0.0.3, 10.0.0.2"), "10.0.0.3");
        assert_eq!(
            address(ClientAddress::XForwardedFor, "10.0.0.1", &[]),
            "10.0.0.1"
        );
    }

    #[test]
    fn x_real_ip_counts_only_if_there_is_exactly_one() {
        let of = |values: &[&str]| {
            let headers: Vec<_> = values.iter().map(|value| ("x-real-ip", *value)).collect();
            address(ClientAddress::XRealIp, "127.0.0.1", &headers)
        };
        assert_eq!(of(&["203.0.113.9"]), "203.0.113.9");
        assert_eq!(of(&["203.0.113.9", "198.51.100.7"]), "127.0.0.1");
        assert_eq!(of(&["nobody"]), "127.0.0.1");
        assert_eq!(of(&[]), "127.0.0.1");
    }
}
