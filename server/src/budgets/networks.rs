//! The networks of an address, and a budget for each of them.
//!
//! One person has one IPv4 address, or any address of an IPv6 /64 and often of a /56; a /48 is
//! what one site gets (RFC 6177). The wider ones have several shares, so that neighbours do not
//! limit each other while nobody can multiply a share by using many /64s.

use super::rate::{Key, Rate};
use crate::config::limits::Share;
use crate::config::network;
use jiff::Timestamp;
use std::net::IpAddr;

/// The prefixes of IPv6 that are counted, narrowest first.
const PREFIXES: [u32; 3] = [64, 56, 48];

/// The networks that an address is counted as, narrowest first: itself, or three for IPv6.
pub fn networks(address: IpAddr) -> impl Iterator<Item = (usize, IpAddr)> {
    let all = match address.to_canonical() {
        IpAddr::V4(short) => [Some(IpAddr::V4(short)), None, None],
        IpAddr::V6(long) => {
            PREFIXES.map(|prefix| Some(IpAddr::V6(network::ipv6_network(long, prefix))))
        }
    };
    let named = all.into_iter().enumerate();
    named.filter_map(|(layer, network)| Some((layer, network?)))
}

/// A budget for each address and for the wider networks of an IPv6 address.
pub struct Networks([Rate; 3]);

impl Networks {
    /// The share of one address; the wider networks have `times` as many.
    pub fn new(share: Share, times: [u32; 2]) -> Networks {
        let [middle, widest] = times;
        Networks([1, middle, widest].map(|times| Rate::new(share, times)))
    }

    /// The budgets of an address.
    pub fn of(&self, address: Option<IpAddr>) -> impl Iterator<Item = (&Rate, Key)> {
        let all = address.into_iter().flat_map(networks);
        all.filter_map(|(layer, network)| Some((self.0.get(layer)?, Key::of(network))))
    }

    /// The budget of one layer, counted from the narrowest.
    pub fn layer(&self, layer: usize) -> Option<&Rate> {
        self.0.get(layer)
    }

    pub fn sweep(&self, now: Timestamp) {
        for rate in &self.0 {
            rate.sweep(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv4_address_is_counted_alone_and_an_ipv6_address_with_its_networks() {
        let of = |text: &str| -> Vec<String> {
            let networks = networks(text.parse().unwrap());
            networks.map(|(_, network)| network.to_string()).collect()
        };
        assert_eq!(of("192.0.2.7"), ["192.0.2.7"]);
        assert_eq!(of("::ffff:192.0.2.7"), ["192.0.2.7"]);
        assert_eq!(
            of("2001:db8:1:2345::7"),
            ["2001:db8:1:2345::", "2001:db8:1:2300::", "2001:db8:1::"]
        );
    }

    #[test]
    fn many_networks_of_one_site_share_a_budget() {
        let share = Share {
            at_once: 1,
            per_hour: 1,
        };
        let networks = Networks::new(share, [4, 16]);
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let mut taken = 0;
        for subnet in 0..1_000u32 {
            let address = format!("2001:db8:1:{subnet:x}::7").parse().unwrap();
            let all = networks.of(Some(address));
            if let Ok(one) = super::super::rate::Taken::all(all, now) {
                one.keep();
                taken += 1;
            }
        }
        assert_eq!(taken, 16);
    }
}
