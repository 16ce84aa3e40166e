//! Which addresses a destination may have.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks an operator named in `allow_networks`: `10.1.0.0/16`, `fd12::/16`, `127.0.0.1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Reads networks and addresses; spaces around address and prefix are ignored.
    ///
    /// # Errors
    /// The texts that are neither.
    pub fn parse(texts: &[String]) -> Result<Networks, Vec<String>> {
        let mut networks = Vec::new();
        let mut wrong = Vec::new();
        for text in texts {
            match parse_network(text) {
                Some(network) => networks.push(network),
                None => wrong.push(text.clone()),
            }
        }
        if wrong.is_empty() {
            Ok(Networks(networks))
        } else {
            Err(wrong)
        }
    }

    /// `::ffff:10.0.0.1` and `10.0.0.1` are the same address, in either notation of a network.
    pub fn contains(&self, address: IpAddr) -> bool {
        let canonical = address.to_canonical();
        let mapped = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        self.0.iter().any(|network| match network {
            IpNet::V4(_) => network.contains(&canonical),
            IpNet::V6(v6) => v6.contains(&mapped),
        })
    }
}

fn parse_network(text: &str) -> Option<IpNet> {
    let Some((address, prefix)) = text.split_once('/') else {
        return Some(IpNet::from(text.trim().parse::<IpAddr>().ok()?));
    };
    IpNet::new(address.trim().parse().ok()?, prefix.trim().parse().ok()?).ok()
}

/// Whether an address is on the public internet. Addresses that the IANA special-purpose
/// registries (RFC 6890) mark as not globally reachable are not, nor are those that embed
/// another address (IPv4-mapped, 6to4, Teredo, NAT64).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // The wire server of a cloud provider: a public address that responds only inside its cloud.
    if address == Ipv4Addr::new(168, 63, 129, 16) {
        return false;
    }
    !matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., _, _)
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only 2000::/3 is allocated for the public internet (RFC 4291).
    if a & 0xe000 != 0x2000 {
        return false;
    }
    let special = match a {
        // 2001::/23 for protocols (Teredo, benchmarking, ORCHID) and 2001:db8::/32.
        0x2001 => b < 0x0200 || b == 0x0db8,
        // 6to4.
        0x2002 => true,
        // 3fff::/20, documentation.
        0x3fff => b < 0x1000,
        _ => false,
    };
    !special
}

#[cfg(test)]
mod tests {
    use super::{Networks, is_public};
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn non_public_addresses_are_recognised_in_every_notation() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2001:10::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(!is_public(ip(text)), "{text}");
        }
    }

    #[test]
    fn public_addresses_are_recognised() {
        for text in [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:4860::8888",
            "::ffff:1.1.1.1",
        ] {
            assert!(is_public(ip(text)), "{text}");
        }
    }

    #[test]
    fn an_allowed_network_contains_only_its_own_addresses() {
        let networks = Networks::parse(&[
            "10.1.0.0/16".into(),
            "127.0.0.1".into(),
            "fd12:3456::/32".into(),
        ])
        .unwrap();
        for inside in ["10.1.2.3", "::ffff:10.1.2.3", "127.0.0.1", "fd12:3456::9"] {
            assert!(networks.contains(ip(inside)), "{inside}");
        }
        for outside in ["10.2.0.1", "127.0.0.2", "fd12:3457::1", "::1", "1.1.1.1"] {
            assert!(!networks.contains(ip(outside)), "{outside}");
        }
    }

    #[test]
    fn invalid_networks_are_listed() {
        let wrong = Networks::parse(&["10.0.0.0/33".into(), "home".into(), "::1".into()]);
        assert_eq!(wrong.unwrap_err(), ["10.0.0.0/33", "home"]);
    }

    #[test]
    fn spaces_are_ignored_and_mapped_addresses_match_ipv4() {
        let texts = [" 10.1.2.3 / 16 ".into(), "::ffff:192.168.0.0/112".into()];
        let networks = Networks::parse(&texts).unwrap();
        for inside in ["10.1.0.1", "192.168.3.4", "::ffff:192.168.3.4"] {
            assert!(networks.contains(ip(inside)), "{inside}");
        }
        assert!(!networks.contains(ip("192.169.0.1")));
        let everything = Networks::parse(&["::/0".into()]).unwrap();
        assert!(everything.contains(ip("10.0.0.1")));
    }
}
