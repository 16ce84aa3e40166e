//! Buffers: the bytes of all bodies being received and all responses being sent.
//!
//! Three quarters are for everybody; a caller may hold an eighth of what is free of them (a dynamic
//! threshold, as Choudhury and Hahne describe for shared buffers). So each share shrinks as more is
//! held, and however many callers hold all they may, a part stays free. A newcomer, which holds
//! next to nothing and has read its earlier responses, may use that part, and the last quarter for
//! responses. If there is no room, it waits a moment while responses that nobody reads are ended.

use super::callers::{Caller, Counted, Share};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

/// The part of what is free that one caller may hold.
const SHARE: usize = 8;
/// The part of all bytes that a newcomer may hold: 32 kB of 64 MB, a few pages.
const LITTLE: usize = 2048;
/// The part of all bytes that is released for others at once.
const RELEASED: usize = 16;

/// How long a newcomer waits for room, and how often it looks.
const WAIT: Duration = Duration::from_secs(1);
const LOOK: Duration = Duration::from_millis(10);
/// How many requests wait, in all and of one caller.
const MOST_WAITING: usize = 4096;
const MOST_WAITING_EACH: usize = 4;

/// What bytes are held for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// A body, which may not use the last quarter.
    Body,
    /// A response that can be refused, because nothing was changed.
    Reading,
    /// The words of a refusal, which have another eighth.
    Refusal,
    /// A response that must be sent: counted, but never refused.
    Outcome,
}

/// The bytes in use and their limits.
pub struct Buffers {
    used: Share,
    all: usize,
    waiting: Share,
    /// How many bytes are to be released for those that wait.
    wanted: AtomicUsize,
    is_wanted: Notify,
}

/// What one response holds, and for whom.
#[derive(Clone)]
pub struct Holding {
    caller: Counted,
    pub bytes: usize,
}

impl Holding {
    /// The bytes of everything its caller holds; of one that is not counted, only this response.
    pub fn of_caller(&self) -> usize {
        match &self.caller {
            Some(caller) => caller.bytes.get(),
            None => self.bytes,
        }
    }

    /// Notes that its connection was ended because the response was not read.
    pub fn note_unread(&self) {
        if let Some(caller) = &self.caller {
            caller.note_unread(Instant::now().into_std());
        }
    }
}

/// Bytes that are held, released when dropped.
pub struct Held {
    buffers: Arc<Buffers>,
    caller: Counted,
    bytes: usize,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.buffers.used.give_back(self.bytes);
        if let Some(caller) = &self.caller {
            caller.bytes.give_back(self.bytes);
        }
    }
}

impl Held {
    /// Holds no bytes yet.
    pub fn new(buffers: &Arc<Buffers>, caller: &Counted) -> Held {
        Held {
            buffers: Arc::clone(buffers),
            caller: caller.clone(),
            bytes: 0,
        }
    }

    pub fn holding(&self) -> Holding {
        Holding {
            caller: self.caller.clone(),
            bytes: self.bytes,
        }
    }

    /// Adds bytes, and returns whether they fit.
    pub fn add(&mut self, contents: Contents, bytes: usize) -> bool {
        let fits = bytes == 0 || self.take(contents, bytes);
        if fits {
            self.bytes += bytes;
        }
        fits
    }

    /// Adds bytes, for which a newcomer waits.
    pub async fn add_or_wait(&mut self, contents: Contents, bytes: usize) -> bool {
        let (buffers, caller, own) = (Arc::clone(&self.buffers), self.caller.clone(), self.bytes);
        let add = || self.add(contents, bytes);
        buffers.wait((contents, bytes), &caller, own, add).await
    }

    fn take(&self, contents: Contents, bytes: usize) -> bool {
        let Buffers { used, .. } = &*self.buffers;
        let limit = self.buffers.limit(contents);
        if let Some(caller) = &self.caller {
            let most = self.buffers.most(contents, caller);
            let fits = |held| most.allows(held, self.bytes, bytes);
            if !caller.bytes.take_if(bytes, fits) {
                return false;
            }
        }
        let fits = used.take(bytes, limit);
        if !fits && let Some(caller) = &self.caller {
            caller.bytes.give_back(bytes);
        }
        if used.get() > self.buffers.all && contents == Contents::Outcome {
            self.buffers.want(Contents::Reading, 0);
        }
        fits
    }
}

impl Buffers {
    pub fn new(all: usize) -> Buffers {
        Buffers {
            used: Share::default(),
            all,
            waiting: Share::default(),
            wanted: AtomicUsize::default(),
            is_wanted: Notify::new(),
        }
    }

    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// Whether more than half is in use. Then clients that send or read slowly have less time.
    pub fn is_scarce(&self) -> bool {
        self.used() > self.all / 2
    }

    /// Whether a new request of this caller can hold anything; waits as
    /// [`add_or_wait`](Held::add_or_wait).
    pub async fn has_room(&self, contents: Contents, caller: &Counted) -> bool {
        let has_room = || {
            let most = caller.as_ref().map(|caller| self.most(contents, caller));
            let may = most.is_none_or(|most| most.allows(held_by(caller), 0, 1));
            may && self.used() < self.limit(contents)
        };
        self.wait((contents, 1), caller, 0, has_room).await
    }

    /// Waits until somebody wants room, and returns how many bytes should be released.
    pub async fn wanted(&self) -> usize {
        self.is_wanted.notified().await;
        self.wanted.swap(0, Ordering::Relaxed)
    }

    fn limit(&self, contents: Contents) -> usize {
        match contents {
            Contents::Body => self.all - self.all / 4,
            Contents::Reading => self.all,
            Contents::Refusal => self.all + self.all / 8,
            Contents::Outcome => usize::MAX,
        }
    }

    /// What a caller may hold now.
    fn most(&self, contents: Contents, caller: &Caller) -> Most {
        let free = self.limit(Contents::Body).saturating_sub(self.used());
        Most {
            share: match contents {
                Contents::Outcome => usize::MAX,
                _ => free / SHARE,
            },
            little: self.little(caller),
        }
    }

    /// What a newcomer may hold besides this request; `None` for a caller that is none.
    fn little(&self, caller: &Caller) -> Option<usize> {
        let is_newcomer = !caller.was_unread(Instant::now().into_std());
        is_newcomer.then_some(self.all / LITTLE)
    }

    /// Tries until it succeeds or the time is over. Only a newcomer waits, so that one that holds
    /// much makes nobody wait longer. `own` is what the caller holds for this request.
    async fn wait(
        &self,
        wanted: (Contents, usize),
        caller: &Counted,
        own: usize,
        mut succeeds: impl FnMut() -> bool,
    ) -> bool {
        if succeeds() {
            return true;
        }
        if let Some(caller) = caller
            && !self
                .most(wanted.0, caller)
                .is_newcomer(caller.bytes.get(), own)
        {
            return false;
        }
        let Some(_waiting) = Waiting::begin(self, caller) else {
            return false;
        };
        let until = Instant::now() + WAIT;
        while Instant::now() < until {
            self.want(wanted.0, wanted.1);
            sleep(LOOK).await;
            if succeeds() {
                return true;
            }
        }
        false
    }

    /// Asks for room for these bytes, and for as many as come at once.
    fn want(&self, contents: Contents, bytes: usize) {
        let over = (self.used() + bytes).saturating_sub(self.limit(contents));
        let wanted = over + self.all / RELEASED;
        self.wanted.fetch_max(wanted, Ordering::Relaxed);
        self.is_wanted.notify_one();
    }
}

/// What a caller may hold.
struct Most {
    share: usize,
    little: Option<usize>,
}

impl Most {
    /// Whether a caller that holds so many bytes, `own` of them for this request, may add some.
    fn allows(&self, held: usize, own: usize, bytes: usize) -> bool {
        self.is_newcomer(held, own) || held.saturating_add(bytes) <= self.share
    }

    fn is_newcomer(&self, held: usize, own: usize) -> bool {
        let others = held.saturating_sub(own);
        self.little.is_some_and(|little| others <= little)
    }
}

fn held_by(caller: &Counted) -> usize {
    caller.as_ref().map_or(0, |caller| caller.bytes.get())
}

/// One request that waits for room. Ends when dropped.
struct Waiting<'b> {
    buffers: &'b Buffers,
    caller: &'b Counted,
}

impl<'b> Waiting<'b> {
    fn begin(buffers: &'b Buffers, caller: &'b Counted) -> Option<Waiting<'b>> {
        let each = caller.as_ref().map(|caller| &caller.waiting);
        if !each.is_none_or(|each| each.take(1, MOST_WAITING_EACH)) {
            return None;
        }
        if !buffers.waiting.take(1, MOST_WAITING) {
            if let Some(each) = each {
                each.give_back(1);
            }
            return None;
        }
        Some(Waiting { buffers, caller })
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.buffers.waiting.give_back(1);
        if let Some(caller) = self.caller {
            caller.waiting.give_back(1);
        }
    }
}

#[cfg(test)]
mod tests;
