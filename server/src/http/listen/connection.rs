//! What is known of one connection: the requests it is answering, the responses that are not
//! written yet, and when it was last used.

use super::unsent::{Pace, Unsent};
use crate::http::limits::buffers::Holding;
use axum::body::Body;
use hyper::body::Body as _;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// How a connection is told to close; a later variant is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Closing {
    /// Once it has finished what it is answering.
    Graceful = 1,
    /// At once, unless a request is being answered: then gracefully.
    Immediate = 2,
    /// At once, discarding what is not sent, in the kernel too.
    Abort = 3,
}

/// One connection. Times are milliseconds since `epoch`.
pub struct Connection {
    pub is_proxy: bool,
    /// The address it counts for; `None` for a proxy.
    pub address: Option<IpAddr>,
    epoch: Instant,
    opened: u64,
    life: Duration,
    is_http2: AtomicBool,
    /// Whether everything that had arrived has been read at least once.
    is_drained: AtomicBool,
    /// Requests that have begun and whose responses are not written.
    answering: AtomicUsize,
    /// When the last of them ended.
    idle_since: AtomicU64,
    /// When the first byte of the next head arrived; 0 before that.
    head_since: AtomicU64,
    unsent: Mutex<Vec<Arc<Unsent>>>,
    /// When bytes of a response were last written, and how its client keeps up with all of them.
    moved: AtomicU64,
    pace: Pace,
    closing: AtomicU8,
    closing_set: Notify,
}

/// What is released when a connection whose client does not read ends.
pub struct Stalled {
    /// How much the client holds in all, on every connection.
    pub held_by_caller: usize,
    pub behind: Duration,
    pub bytes: usize,
}

/// When a connection was last used.
pub struct Activity {
    pub idle_since: u64,
    pub head_since: Option<u64>,
    pub is_http2: bool,
}

impl Connection {
    pub fn new(address: Option<IpAddr>, epoch: Instant, life: Duration) -> Connection {
        let opened = millis(epoch);
        Connection {
            is_proxy: address.is_none(),
            address,
            epoch,
            opened,
            life,
            is_http2: AtomicBool::new(false),
            is_drained: AtomicBool::new(false),
            answering: AtomicUsize::new(0),
            idle_since: AtomicU64::new(opened),
            // The first head is due as soon as the connection opens.
            head_since: AtomicU64::new(opened.max(1)),
            unsent: Mutex::default(),
            moved: AtomicU64::new(opened),
            pace: Pace::default(),
            closing: AtomicU8::new(0),
            closing_set: Notify::new(),
        }
    }

    /// Begins to answer a request.
    pub fn begin(self: &Arc<Connection>, is_http2: bool) -> Answering {
        self.answering.fetch_add(1, Ordering::Relaxed);
        self.head_since.store(0, Ordering::Relaxed);
        self.is_http2.store(is_http2, Ordering::Relaxed);
        Answering {
            connection: Arc::clone(self),
            unsent: None,
        }
    }

    /// Notes that bytes arrived.
    pub fn read(&self) {
        let is_head = !self.is_answering()
            && self.head_since.load(Ordering::Relaxed) == 0
            && !self.is_http2.load(Ordering::Relaxed);
        if is_head {
            self.head_since.store(self.now().max(1), Ordering::Relaxed);
        }
    }

    /// Notes that everything that has arrived has been read.
    pub fn drained(&self) {
        self.is_drained.store(true, Ordering::Relaxed);
    }

    pub fn is_answering(&self) -> bool {
        self.answering.load(Ordering::Relaxed) > 0
    }

    /// Whether the connection waits for a request. A new one is not idle before it has been read,
    /// because its client may have sent the request already.
    pub fn is_idle(&self) -> bool {
        !self.is_answering() && self.is_drained.load(Ordering::Relaxed)
    }

    pub fn activity(&self) -> Activity {
        let head_since = self.head_since.load(Ordering::Relaxed);
        Activity {
            idle_since: self.idle_since.load(Ordering::Relaxed),
            head_since: (head_since != 0).then_some(head_since),
            is_http2: self.is_http2.load(Ordering::Relaxed),
        }
    }

    pub fn oldest_unsent(&self) -> Option<Arc<Unsent>> {
        lock(&self.unsent).first().cloned()
    }

    /// For how long nothing of a response that is at least so old has been written.
    pub fn silent(&self, response: &Unsent, now: u64) -> Duration {
        let moved = self.moved.load(Ordering::Relaxed);
        Duration::from_millis(now.saturating_sub(response.since.max(moved)))
    }

    /// How far the client is behind with all responses together.
    pub fn behind(&self, now: u64) -> Duration {
        self.pace.behind(now)
    }

    /// What this connection holds of the buffers, if its client is so far behind with a response.
    /// A proxy reads for many clients; it is behind only if it reads nothing at all.
    pub fn stalled(&self, least: Duration, now: u64) -> Option<Stalled> {
        let unsent = lock(&self.unsent);
        let behind = |one: &Unsent| match self.is_proxy {
            true => self.silent(one, now),
            false => one.pace.behind(now),
        };
        let held = || unsent.iter().filter(|one| one.holding.is_some());
        let behind = held().map(|one| behind(one)).max()?;
        let holdings = || held().flat_map(|one| &one.holding);
        (behind >= least).then(|| Stalled {
            held_by_caller: holdings().map(Holding::of_caller).max().unwrap_or_default(),
            behind,
            bytes: holdings().map(|holding| holding.bytes).sum(),
        })
    }

    /// Ends the connection because its client does not read, which is remembered.
    pub fn end_unread(&self) {
        for response in lock(&self.unsent).iter() {
            if let Some(holding) = &response.holding {
                holding.note_unread();
            }
        }
        self.close(Closing::Abort);
    }

    pub fn age(&self, now: u64) -> Duration {
        Duration::from_millis(now.saturating_sub(self.opened))
    }

    /// Tells the connection to close. A stronger variant replaces a weaker one.
    pub fn close(&self, closing: Closing) {
        self.closing.fetch_max(closing as u8, Ordering::Relaxed);
        self.closing_set.notify_one();
    }

    /// Waits until the connection is told to close. A request may have begun since then.
    pub async fn closing(&self) -> Closing {
        self.closing_set.notified().await;
        match self.closing.load(Ordering::Relaxed) {
            3.. => Closing::Abort,
            2 if !self.is_answering() => Closing::Immediate,
            _ => Closing::Graceful,
        }
    }

    pub fn is_aborted(&self) -> bool {
        self.closing.load(Ordering::Relaxed) == Closing::Abort as u8
    }

    fn now(&self) -> u64 {
        millis(self.epoch)
    }
}

/// A request from its head until its response is written or its connection ends.
pub struct Answering {
    connection: Arc<Connection>,
    unsent: Option<Arc<Unsent>>,
}

impl Answering {
    /// Whether the connection should close after this response. An idle connection is left to its
    /// client, which may be sending the next request at this moment.
    pub fn is_last(&self) -> bool {
        let connection = &self.connection;
        connection.age(connection.now()) > connection.life
    }

    /// Notes that the response is ready to be written.
    pub fn answered(&mut self, body: &Body, holding: Option<Holding>) {
        let Some(bytes) = body.size_hint().exact().filter(|bytes| *bytes > 0) else {
            return;
        };
        let now = self.connection.now();
        let response = Arc::new(Unsent {
            since: now,
            bytes,
            pace: Pace::begun(now),
            holding,
        });
        let mut unsent = lock(&self.connection.unsent);
        if unsent.is_empty() {
            self.connection.pace.begin(now);
        }
        unsent.push(Arc::clone(&response));
        self.unsent = Some(response);
    }

    /// Notes that bytes of the response's body were written.
    pub fn wrote(&self, bytes: usize) {
        self.wrote_at(bytes, self.connection.now());
    }

    pub(super) fn wrote_at(&self, bytes: usize, now: u64) {
        let bytes = bytes as u64;
        self.connection.moved.store(now, Ordering::Relaxed);
        self.connection.pace.read(bytes, now);
        if let Some(unsent) = &self.unsent {
            unsent.pace.read(bytes, now);
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        let connection = &self.connection;
        if let Some(response) = &self.unsent {
            lock(&connection.unsent).retain(|one| !Arc::ptr_eq(one, response));
        }
        connection
            .idle_since
            .store(connection.now(), Ordering::Relaxed);
        connection.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

fn millis(epoch: Instant) -> u64 {
    u64::try_from(epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Every change is whole, so a panic elsewhere leaves the state consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
