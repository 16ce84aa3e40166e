//! What is known of one connection: the requests it is answering, the responses that are not
//! written yet, and when it was last used.

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
    /// Requests that have begun, and those of them whose responses are not written.
    begun: AtomicUsize,
    answering: AtomicUsize,
    /// When the last of them ended.
    idle_since: AtomicU64,
    /// When the first byte of the next head arrived; 0 before that.
    head_since: AtomicU64,
    /// Bytes written.
    written: AtomicU64,
    unsent: Mutex<Vec<Unsent>>,
    progress: Mutex<Progress>,
    closing: AtomicU8,
    closing_set: Notify,
}

/// A response that is not written.
#[derive(Debug, Clone, Copy)]
pub struct Unsent {
    id: usize,
    pub since: u64,
    pub bytes: u64,
}

/// What the last sweep saw of `written`.
#[derive(Default)]
struct Progress {
    written: u64,
    at: u64,
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
            begun: AtomicUsize::new(0),
            answering: AtomicUsize::new(0),
            idle_since: AtomicU64::new(opened),
            // The first head is due as soon as the connection opens.
            head_since: AtomicU64::new(opened.max(1)),
            written: AtomicU64::new(0),
            unsent: Mutex::default(),
            progress: Mutex::default(),
            closing: AtomicU8::new(0),
            closing_set: Notify::new(),
        }
    }

    /// Begins to answer a request.
    pub fn begin(self: &Arc<Connection>, is_http2: bool) -> Answering {
        self.answering.fetch_add(1, Ordering::Relaxed);
        let id = self.begun.fetch_add(1, Ordering::Relaxed);
        self.head_since.store(0, Ordering::Relaxed);
        self.is_http2.store(is_http2, Ordering::Relaxed);
        Answering {
            connection: Arc::clone(self),
            id,
            is_unsent: false,
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

    /// Notes that bytes were written.
    pub fn wrote(&self, bytes: usize) {
        self.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// When a sweep last saw that bytes were written.
    pub fn moved(&self, now: u64) -> u64 {
        let mut progress = lock(&self.progress);
        let written = self.written.load(Ordering::Relaxed);
        if progress.written != written {
            *progress = Progress { written, at: now };
        }
        progress.at
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

    pub fn oldest_unsent(&self) -> Option<Unsent> {
        lock(&self.unsent).first().copied()
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
    id: usize,
    is_unsent: bool,
}

impl Answering {
    /// Whether the connection should close after this response. An idle connection is left to its
    /// client, which may be sending the next request at this moment.
    pub fn is_last(&self) -> bool {
        let connection = &self.connection;
        connection.age(connection.now()) > connection.life
    }

    /// Notes that the response is ready to be written.
    pub fn answered(&mut self, body: &Body) {
        let Some(bytes) = body.size_hint().exact().filter(|bytes| *bytes > 0) else {
            return;
        };
        self.is_unsent = true;
        lock(&self.connection.unsent).push(Unsent {
            id: self.id,
            since: self.connection.now(),
            bytes,
        });
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        let connection = &self.connection;
        if self.is_unsent {
            let mut unsent = lock(&connection.unsent);
            if let Some(at) = unsent.iter().position(|unsent| unsent.id == self.id) {
                unsent.remove(at);
            }
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
