//! Networks as operators write them: `10.0.0.0/8`, `::1`, `192.0.2.7`.
//!
//! Use with `#[serde(deserialize_with = "network::list")]` and
//! `#[schemars(schema_with = "network::schema")]`.

use ipnet::IpNet;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use std::net::{IpAddr, Ipv6Addr};

/// Whether an address is in one of these networks. An IPv4 client of an IPv6 socket appears as
/// `::ffff:a.b.c.d` and counts as IPv4.
pub fn contains(networks: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

/// Whether an address has no limits by address. A trusted proxy has them even in an exempt network,
/// because a request whose address cannot be read counts for the proxy.
pub fn is_exempt(exempt: &[IpNet], proxies: &[IpNet], address: IpAddr) -> bool {
    contains(exempt, address) && !contains(proxies, address)
}

/// Whether a network is all addresses, or so many that it names nobody.
pub fn is_everybody(network: &IpNet) -> bool {
    network.prefix_len() < 4
}

/// The addresses that count as one caller: an IPv4 address, or an IPv6 network of 64 bits, which
/// is what one customer gets.
pub fn caller(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(short) => IpAddr::V4(short),
        IpAddr::V6(long) => IpAddr::V6(ipv6_network(long, 64)),
    }
}

/// The first address of the network with a prefix of so many bits.
pub fn ipv6_network(address: Ipv6Addr, prefix: u32) -> Ipv6Addr {
    let rest = u128::MAX.checked_shr(prefix).unwrap_or(0);
    Ipv6Addr::from_bits(address.to_bits() & !rest)
}

/// A network or a single address, without spaces.
pub fn parse(text: &str) -> Option<IpNet> {
    let Some((address, prefix)) = text.split_once('/') else {
        return Some(IpNet::from(text.parse::<IpAddr>().ok()?));
    };
    IpNet::new(address.parse().ok()?, prefix.parse().ok()?).ok()
}

/// Deserialises a list, so that each error is reported with its index.
pub(super) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    struct Entry(IpNet);

    impl<'de> Deserialize<'de> for Entry {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
            parse(&String::deserialize(deserializer)?)
                .map(Entry)
                .ok_or_else(|| {
                    D::Error::custom("is not a network such as 10.0.0.0/8 or an address")
                })
        }
    }

    let entries = Vec::<Entry>::deserialize(deserializer)?;
    Ok(entries.into_iter().map(|entry| entry.0).collect())
}

pub(super) fn schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "string", "examples": ["10.0.0.0/8", "::1"] },
    })
}

#[cfg(test)]
mod tests {
    use super::{caller, contains, ipv6_network, is_exempt, parse};

    #[test]
    fn a_network_contains_only_its_own_addresses() {
        let holds = |network: &str, address: &str| {
            contains(&[parse(network).unwrap()], address.parse().unwrap())
        };
        assert!(holds("10.0.0.0/8", "10.255.1.2"));
        assert!(holds("10.1.2.3/8", "10.255.1.2"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(holds("127.0.0.1", "127.0.0.1"));
        assert!(holds("127.0.0.0/8", "::ffff:127.0.0.1"));
        assert!(holds("fd00::/8", "fd12::1"));
        assert!(!holds("::1", "::2"));
        assert!(holds("::/0", "2001:db8::1"));
        assert!(!holds("::/0", "203.0.113.9"));
    }

    #[test]
    fn a_caller_is_an_ipv4_address_or_an_ipv6_network_of_64_bits() {
        let of = |text: &str| caller(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2345:6:7:8:9"), "2001:db8:1:2345::");
        assert_ne!(of("2001:db8:1:2345::1"), of("2001:db8:1:2346::1"));
    }

    #[test]
    fn a_prefix_keeps_its_bits_and_clears_the_others() {
        let network = |prefix| ipv6_network("2001:db8:1:2345::7".parse().unwrap(), prefix);
        for (prefix, first) in [
            (0, "::"),
            (48, "2001:db8:1::"),
            (56, "2001:db8:1:2300::"),
            (64, "2001:db8:1:2345::"),
            (128, "2001:db8:1:2345::7"),
        ] {
            assert_eq!(network(prefix).to_string(), first, "{prefix}");
        }
    }

    #[test]
    fn an_exempt_network_exempts_its_addresses_but_no_proxy() {
        let exempt = [parse("198.51.100.0/24").unwrap()];
        let proxies = [parse("198.51.100.1").unwrap()];
        let is_exempt = |text: &str| is_exempt(&exempt, &proxies, text.parse().unwrap());
        assert!(is_exempt("198.51.100.9") && is_exempt("::ffff:198.51.100.9"));
        assert!(!is_exempt("198.51.100.1") && !is_exempt("::ffff:198.51.100.1"));
        assert!(!is_exempt("203.0.113.9") && !is_exempt("127.0.0.1"));
    }

    #[test]
    fn invalid_networks_are_refused() {
        for text in [
            "10.0.0.0/33",
            "ten",
            " 10.0.0.0/8",
            "10.0.0.0/ 8",
            "10.0.0.0/",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
