//! New connections that wait for room while every open one is being answered.

use super::connections::{Connections, Full, Slot};
use crate::telemetry;
use std::collections::{HashSet, VecDeque};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How often those that wait try to open.
pub const RETRY: Duration = Duration::from_millis(10);

/// New connections in the order they were accepted. Each holds a socket, so
/// [`Rules`](super::rules::Rules) limits how many wait, in all and of one address, and how long.
pub struct WaitQueue<T> {
    connections: Arc<Connections>,
    waiting: VecDeque<Waiting<T>>,
}

struct Waiting<T> {
    socket: T,
    peer: IpAddr,
    /// The address it counts for; `None` for a proxy.
    address: Option<IpAddr>,
    /// Why it did not open.
    full: Full,
    until: Instant,
}

impl<T> WaitQueue<T> {
    pub fn new(connections: Arc<Connections>) -> WaitQueue<T> {
        WaitQueue {
            connections,
            waiting: VecDeque::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Opens a new connection or, if there is no room, lets it wait. If too many wait already, it
    /// is refused.
    pub fn open(&mut self, socket: T, peer: IpAddr) -> Option<(T, Slot)> {
        let address = self.connections.address(peer);
        let full = match self.waited_for(address) {
            Some(full) => full,
            None => match self.connections.open(peer) {
                Ok(slot) => return Some((socket, slot)),
                Err(full) => full,
            },
        };
        if self.may_wait(address) {
            self.waiting.push_back(Waiting {
                socket,
                peer,
                address,
                full,
                until: Instant::now() + self.connections.rules.wait,
            });
        } else {
            refuse();
        }
        None
    }

    /// Opens those that fit now, in order, and refuses those whose time to wait is over.
    pub fn retry(&mut self) -> Vec<(T, Slot)> {
        let now = Instant::now();
        let mut opened = Vec::new();
        let mut is_full = false;
        let mut full_addresses = HashSet::new();
        for mut waiting in std::mem::take(&mut self.waiting) {
            let tried = if is_full {
                Err(Full::Total)
            } else if full_addresses.contains(&waiting.address) {
                Err(Full::Address)
            } else {
                self.connections.open(waiting.peer)
            };
            waiting.full = match tried {
                Ok(slot) => {
                    opened.push((waiting.socket, slot));
                    continue;
                }
                Err(full) => full,
            };
            match waiting.full {
                Full::Address => _ = full_addresses.insert(waiting.address),
                Full::Total => is_full = true,
            }
            if now < waiting.until {
                self.waiting.push_back(waiting);
            } else {
                refuse();
            }
        }
        opened
    }

    /// Why a new connection of this address does not open: it must not overtake those that wait.
    fn waited_for(&self, address: Option<IpAddr>) -> Option<Full> {
        let mut waiting = self.waiting.iter();
        if waiting.clone().any(|one| one.full == Full::Total) {
            return Some(Full::Total);
        }
        let is_waited_for = waiting.any(|one| one.address == address);
        is_waited_for.then_some(Full::Address)
    }

    fn may_wait(&self, address: Option<IpAddr>) -> bool {
        let rules = &self.connections.rules;
        let of_address = self.waiting.iter().filter(|one| one.address == address);
        self.waiting.len() < rules.waiting
            && (address.is_none() || of_address.count() < rules.waiting_each)
    }
}

fn refuse() {
    metrics::counter!(telemetry::REFUSED, "reason" => "connections").increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::http::listen::connection::{Answering, Closing};
    use crate::http::listen::rules::Rules;
    use metrics_exporter_prometheus::PrometheusBuilder;

    fn queue(change: impl FnOnce(&mut Rules)) -> WaitQueue<u8> {
        let mut rules = Rules::new(&Config::defaults().unwrap().http, 1);
        rules.waiting = 10;
        rules.waiting_each = 10;
        change(&mut rules);
        WaitQueue::new(Arc::new(Connections::new(rules)))
    }

    fn peer(address: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, address])
    }

    /// A connection of this address that is being answered.
    fn busy(queue: &mut WaitQueue<u8>, address: u8) -> (Slot, Answering) {
        let (_, slot) = queue.open(0, peer(address)).unwrap();
        slot.connection().drained();
        let answering = slot.connection().begin(false);
        (slot, answering)
    }

    fn retry(queue: &mut WaitQueue<u8>) -> Vec<u8> {
        let opened = queue.retry().into_iter();
        opened.map(|(socket, _)| socket).collect()
    }

    /// How many connections were refused meanwhile.
    fn refused(act: impl FnOnce()) -> usize {
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, act);
        let rendered = recorder.handle().render();
        let name = format!("{}{{reason=\"connections\"}} ", telemetry::REFUSED);
        let count = rendered.lines().find_map(|line| line.strip_prefix(&name));
        count.map_or(0, |count| count.parse().unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_connection_waits_until_another_ends() {
        let mut queue = queue(|_| {});
        let (slot, answering) = busy(&mut queue, 1);
        let refused = refused(|| assert!(queue.open(2, peer(2)).is_none()));
        assert_eq!(refused, 0);
        assert!(retry(&mut queue).is_empty());
        tokio::time::advance(Duration::from_millis(400)).await;
        drop((answering, slot));
        assert_eq!(retry(&mut queue), [2]);
        assert!(queue.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_connection_waits_until_another_is_idle() {
        let mut queue = queue(|_| {});
        let (slot, answering) = busy(&mut queue, 1);
        assert!(queue.open(2, peer(2)).is_none());
        drop(answering);
        assert_eq!(retry(&mut queue), [2]);
        assert_eq!(slot.connection().closing().await, Closing::Immediate);
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_connection_is_refused_once_its_time_to_wait_is_over() {
        let mut queue = queue(|_| {});
        let _busy = busy(&mut queue, 1);
        assert!(queue.open(2, peer(2)).is_none());
        tokio::time::advance(Duration::from_millis(499)).await;
        assert_eq!(refused(|| assert!(retry(&mut queue).is_empty())), 0);
        assert!(!queue.is_empty());
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(refused(|| assert!(retry(&mut queue).is_empty())), 1);
        assert!(queue.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn those_that_wait_open_in_order() {
        let mut queue = queue(|_| {});
        let first = busy(&mut queue, 1);
        assert!(queue.open(2, peer(2)).is_none());
        drop(first);
        assert!(queue.open(3, peer(3)).is_none(), "another waits already");
        let opened = queue.retry();
        assert!(matches!(&opened[..], [(2, _)]));
        // The first is not read yet, so the second does not evict it.
        assert!(retry(&mut queue).is_empty());
        drop(opened);
        assert_eq!(retry(&mut queue), [3]);
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_has_its_share_holds_up_no_other() {
        let mut queue = queue(|rules| (rules.all, rules.each) = (3, 1));
        let first = busy(&mut queue, 1);
        assert!(queue.open(2, peer(1)).is_none());
        assert!(queue.open(3, peer(1)).is_none());
        let _other = busy(&mut queue, 2);
        assert!(retry(&mut queue).is_empty());
        drop(first);
        let opened = queue.retry();
        assert!(matches!(&opened[..], [(2, _)]));
        let _another = busy(&mut queue, 3);
        assert!(!queue.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn the_number_that_waits_is_limited_in_all_and_of_one_address() {
        let mut queue = queue(|rules| (rules.waiting, rules.waiting_each) = (3, 2));
        let _busy = busy(&mut queue, 1);
        let mut refused = |address| refused(|| assert!(queue.open(0, peer(address)).is_none()));
        assert_eq!([2, 2, 2, 3, 4].map(&mut refused), [0, 0, 1, 0, 1]);
    }
}
