//! The connections that are open. At capacity a new one closes the one that was idle longest, so
//! that idle connections keep nobody out. While none is idle, no connection opens.

use super::connection::{Closing, Connection, Stalled};
use super::rules::Rules;
use crate::config::network;
use crate::telemetry;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// How far a client is behind that may be ended to make room for others.
const BEHIND: Duration = Duration::from_millis(250);

pub struct Connections {
    pub rules: Rules,
    epoch: Instant,
    open: Mutex<Open>,
    /// Notified whenever the last one ends.
    ended: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    all: HashMap<u64, Entry>,
    /// Those that are not evicted, in all and by address.
    counted: usize,
    each: HashMap<IpAddr, usize>,
}

struct Entry {
    connection: Arc<Connection>,
    /// Told to close for another, and no longer counted.
    evicted: AtomicBool,
}

/// Why a connection does not open: too many are open, and none of them is idle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// Those of its address.
    Address,
    /// Those of all addresses.
    Total,
}

/// The slot of one connection, released when dropped.
pub struct Slot {
    connections: Arc<Connections>,
    connection: Arc<Connection>,
    id: u64,
}

impl Slot {
    pub fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }

    /// Counts the connection again if it was evicted: it stays open to finish an answer.
    pub fn count_again(&self) {
        let mut open = self.connections.lock();
        let entry = open.all.get(&self.id);
        if entry.is_some_and(|entry| entry.evicted.swap(false, Ordering::Relaxed)) {
            open.count(self.connection.address);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.connections.lock();
        if let Some(entry) = open.all.remove(&self.id)
            && !entry.evicted.load(Ordering::Relaxed)
        {
            open.uncount(entry.connection.address);
        }
        if open.all.is_empty() {
            self.connections.ended.notify_one();
        }
        metrics::gauge!(telemetry::CONNECTIONS).set(open.all.len() as f64);
    }
}

impl Open {
    fn count(&mut self, address: Option<IpAddr>) {
        self.counted += 1;
        if let Some(address) = address {
            *self.each.entry(address).or_default() += 1;
        }
    }

    fn uncount(&mut self, address: Option<IpAddr>) {
        self.counted -= 1;
        if let Some(address) = address
            && let Some(count) = self.each.get_mut(&address)
        {
            *count -= 1;
            if *count == 0 {
                self.each.remove(&address);
            }
        }
    }

    fn count_of(&self, address: IpAddr) -> usize {
        self.each.get(&address).copied().unwrap_or_default()
    }

    /// Closes the connection that was idle longest, of one address or of all, those of proxies
    /// last. Returns whether there was one.
    fn evict_idle(&mut self, address: Option<IpAddr>) -> bool {
        let idle = self.all.values().filter(|entry| {
            !entry.evicted.load(Ordering::Relaxed)
                && entry.connection.is_idle()
                && (address.is_none() || entry.connection.address == address)
        });
        let longest = idle.min_by_key(|entry| {
            let connection = &entry.connection;
            (connection.is_proxy, connection.activity().idle_since)
        });
        let Some(entry) = longest else { return false };
        entry.evicted.store(true, Ordering::Relaxed);
        entry.connection.close(Closing::Immediate);
        let address = entry.connection.address;
        self.uncount(address);
        true
    }
}

impl Connections {
    pub fn new(rules: Rules) -> Connections {
        Connections {
            rules,
            epoch: Instant::now(),
            open: Mutex::default(),
            ended: Notify::new(),
        }
    }

    /// The address that a connection counts for; `None` for a proxy.
    pub fn address(&self, peer: IpAddr) -> Option<IpAddr> {
        (!self.rules.is_proxy(peer)).then(|| network::caller(peer))
    }

    /// Opens a connection, for which idle ones are evicted.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn open(self: &Arc<Connections>, peer: IpAddr) -> Result<Slot, Full> {
        let address = self.address(peer);
        let mut open = self.lock();
        self.ensure_capacity(&mut open, address)?;
        let id = open.next;
        open.next += 1;
        open.count(address);
        let connection = Arc::new(Connection::new(address, self.epoch, self.rules.life));
        let entry = Entry {
            connection: Arc::clone(&connection),
            evicted: AtomicBool::new(false),
        };
        open.all.insert(id, entry);
        metrics::gauge!(telemetry::CONNECTIONS).set(open.all.len() as f64);
        drop(open);
        Ok(Slot {
            connections: Arc::clone(self),
            connection,
            id,
        })
    }

    /// Evicts idle connections until another fits. There may be several too many, because an
    /// evicted connection may stay open to finish an answer.
    fn ensure_capacity(&self, open: &mut Open, address: Option<IpAddr>) -> Result<(), Full> {
        while address.is_some_and(|one| open.count_of(one) >= self.rules.each) {
            if !open.evict_idle(address) {
                return Err(Full::Address);
            }
        }
        while open.counted >= self.rules.all {
            if !open.evict_idle(None) {
                return Err(Full::Total);
            }
        }
        Ok(())
    }

    /// Closes the connections that exceed a limit.
    pub fn sweep(&self, scarce: bool) {
        let now = self.now();
        for entry in self.lock().all.values() {
            match self.rules.exceeded(&entry.connection, now, scarce) {
                Some(Closing::Abort) => end_unread(&entry.connection),
                Some(closing) => entry.connection.close(closing),
                None => {}
            }
        }
    }

    /// Releases bytes by ending connections whose clients do not read, first those of the client
    /// that holds most, then those that are furthest behind.
    pub fn release(&self, bytes: usize) {
        let mut stalled = self.stalled();
        stalled.sort_by_key(|(stalled, _)| Reverse((stalled.held_by_caller, stalled.behind)));
        let mut released = 0;
        for (stalled, connection) in stalled {
            if released >= bytes {
                return;
            }
            end_unread(&connection);
            released += stalled.bytes;
        }
    }

    fn stalled(&self) -> Vec<(Stalled, Arc<Connection>)> {
        let (now, open) = (self.now(), self.lock());
        let all = open.all.values().map(|entry| &entry.connection);
        let not_ending = all.filter(|connection| !connection.is_aborted());
        let stalled = not_ending.filter_map(|connection| {
            let stalled = connection.stalled(BEHIND, now)?;
            Some((stalled, Arc::clone(connection)))
        });
        stalled.collect()
    }

    fn now(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Lets every connection finish what it is answering.
    pub fn close_all(&self) {
        for entry in self.lock().all.values() {
            entry.connection.close(Closing::Graceful);
        }
    }

    /// Waits until none is open.
    pub async fn all_ended(&self) {
        while !self.lock().all.is_empty() {
            self.ended.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        // Every change is whole, so a panic elsewhere leaves the state consistent.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end_unread(connection: &Connection) {
    metrics::counter!(telemetry::REFUSED, "reason" => "unread").increment(1);
    connection.end_unread();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::http::limits::buffers::{Buffers, Contents, Held};
    use crate::http::limits::callers::Counted;
    use crate::http::listen::connection::Answering;
    use axum::body::Body;

    fn connections(all: usize, each: usize) -> Arc<Connections> {
        let mut http = Config::defaults().unwrap().http;
        http.connections_each = each;
        http.trusted_proxies = vec![network::parse("10.0.0.1").unwrap()];
        Arc::new(Connections::new(Rules::new(&http, all)))
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    /// A connection that is being answered.
    fn busy(connections: &Arc<Connections>, peer: IpAddr) -> Result<(Slot, Answering), Full> {
        let slot = connections.open(peer)?;
        let answering = slot.connection().begin(false);
        Ok((slot, answering))
    }

    #[test]
    fn an_idle_connection_makes_room_and_a_busy_one_does_not() {
        let connections = connections(2, 2);
        let _busy = busy(&connections, address(1)).unwrap();
        let idle = connections.open(address(2)).unwrap();
        let full = Some(Full::Total);
        assert_eq!(connections.open(address(3)).err(), full, "not read yet");
        idle.connection().drained();
        let third = busy(&connections, address(3)).unwrap();
        assert_eq!(connections.open(address(4)).err(), full);
        drop(idle);
        assert_eq!(connections.open(address(4)).err(), full);
        drop(third);
        assert!(connections.open(address(4)).is_ok());
    }

    #[tokio::test]
    async fn an_evicted_connection_on_which_a_request_has_begun_counts_until_it_has_finished() {
        let connections = connections(1, 1);
        let open = |last| {
            let opened = connections.open(address(last));
            opened.inspect(|slot| slot.connection().drained())
        };
        let (first, second) = (open(1).unwrap(), open(2).unwrap());
        let answering = first.connection().begin(false);
        assert_eq!(first.connection().closing().await, Closing::Graceful);
        first.count_again();
        assert_eq!(open(3).err(), Some(Full::Total));
        assert_eq!(second.connection().closing().await, Closing::Immediate);
        drop((answering, first));
        assert!(open(3).is_ok());
    }

    #[test]
    fn one_address_has_its_share_and_a_proxy_only_the_total() {
        let connections = connections(6, 2);
        let busy = |peer| busy(&connections, peer);
        let one = [(); 5].map(|()| busy(address(1)));
        assert_eq!(one.iter().flatten().count(), 2);
        assert_eq!(busy(address(1)).err(), Some(Full::Address));
        let proxy = [(); 5].map(|()| busy(IpAddr::from([10, 0, 0, 1])));
        assert_eq!(proxy.iter().flatten().count(), 4);
        assert_eq!(busy(address(2)).err(), Some(Full::Total));
    }

    #[test]
    fn an_ipv6_customer_is_one_address() {
        let connections = connections(10, 1);
        let busy = |text: &str| busy(&connections, text.parse().unwrap());
        let _first = busy("2001:db8::1").unwrap();
        assert_eq!(busy("2001:db8::2").err(), Some(Full::Address));
        assert!(busy("2001:db8:0:1::1").is_ok());
    }

    /// A connection with a response of these bytes that is not read, and that response.
    fn unread(
        connections: &Arc<Connections>,
        buffers: &Arc<Buffers>,
        (last, caller): (u8, &Counted),
        bytes: usize,
    ) -> (Slot, Answering, Held) {
        let (slot, mut answering) = busy(connections, address(last)).unwrap();
        let mut held = Held::new(buffers, caller);
        assert!(held.add(Contents::Outcome, bytes));
        answering.answered(&Body::from(vec![0; bytes]), Some(held.holding()));
        (slot, answering, held)
    }

    #[test]
    fn unread_responses_of_who_holds_most_are_ended_first_and_read_ones_never() {
        let (connections, buffers) = (connections(10, 10), Arc::new(Buffers::new(1 << 20)));
        let (greedy, modest, reader) = (Some(Arc::default()), Some(Arc::default()), None);
        let held = [
            unread(&connections, &buffers, (1, &modest), 900),
            unread(&connections, &buffers, (2, &greedy), 600),
            unread(&connections, &buffers, (3, &reader), 5000),
            unread(&connections, &buffers, (2, &greedy), 600),
        ];
        let aborted = || {
            let aborted = |(slot, ..): &(Slot, _, _)| slot.connection().is_aborted();
            held.iter().map(aborted).collect::<Vec<_>>()
        };
        connections.release(1);
        assert_eq!(aborted(), [false; 4], "nobody is behind yet");
        std::thread::sleep(BEHIND);
        held[2].1.wrote(5000);
        connections.release(1);
        assert_eq!(aborted().iter().filter(|aborted| **aborted).count(), 1);
        connections.release(600);
        assert_eq!(aborted(), [false, true, false, true]);
        connections.release(5000);
        assert_eq!(aborted(), [true, true, false, true]);
    }
}
