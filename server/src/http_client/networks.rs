//! Which addresses a destination may have.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// Networks an operator named in `allow_networks`: `10.1.0.0/16`, `fd12::/16`, `127.0.0.1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    base: u128,
    /// Of 128; an IPv4 network counts from its place inside `::ffff:0:0/96`.
    length: u32,
}

impl Networks {
    /// The texts that are not networks come back as the error.
    pub fn parse(texts: &[String]) -> Result<Networks, Vec<String>> {
        let mut networks = Vec::new();
        let mut wrong = Vec::new();
        for text in texts {
            match text.parse() {
                Ok(network) => networks.push(network),
                Err(()) => wrong.push(text.clone()),
            }
        }
        if wrong.is_empty() {
            Ok(Networks(networks))
        } else {
            Err(wrong)
        }
    }

    pub fn contains(&self, address: IpAddr) -> bool {
        let number = number(address);
        self.0
            .iter()
            .any(|network| mask(number, network.length) == network.base)
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Network, ()> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| ())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length: u32 = match length {
            Some(length) => length.trim().parse().map_err(|_| ())?,
            None => width,
        };
        if length > width {
            return Err(());
        }
        let length = length + 128 - width;
        Ok(Network {
            base: mask(number(address), length),
            length,
        })
    }
}

/// One number for both families, so that `::ffff:10.0.0.1` and `10.0.0.1` are the same.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn mask(number: u128, length: u32) -> u128 {
    match length {
        0 => 0,
        length => number & (u128::MAX << (128 - length)),
    }
}

/// Whether an address is on the public internet: everything that the IANA special-purpose
/// registries (RFC 6890) mark as not globally reachable is not, nor is what only looks
/// public because it carries another address inside (IPv4-mapped, 6to4, Teredo, NAT64).
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
    // The wire server of one cloud provider has a public address but answers only inside.
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
    // 2000::/3 is all that is handed out for the public internet (RFC 4291).
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
    fn addresses_that_are_not_public_are_known_in_every_disguise() {
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
    fn public_addresses_are_public() {
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
    fn an_allowed_network_holds_its_addresses_and_no_neighbour() {
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
    fn a_network_that_is_none_is_named() {
        let wrong = Networks::parse(&["10.0.0.0/33".into(), "home".into(), "::1".into()]);
        assert_eq!(wrong.unwrap_err(), ["10.0.0.0/33", "home"]);
    }
}
