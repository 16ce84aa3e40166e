//! Buffers: the bytes of all bodies being received and all responses being sent.

use super::callers::{Counted, Share};
use std::sync::Arc;

/// What bytes are held for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// A body, which may not use the last quarter.
    Body,
    /// A response that can be refused, because nothing was changed.
    Reading,
    /// A response that must be sent: counted, but never refused.
    Outcome,
}

/// The bytes in use and their limits.
pub struct Buffers {
    used: Share,
    all: usize,
    each: usize,
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

    /// Adds bytes, and returns whether they fit.
    pub fn add(&mut self, contents: Contents, bytes: usize) -> bool {
        let Buffers { used, all, each } = &*self.buffers;
        let limit = match contents {
            Contents::Body => all - all / 4,
            Contents::Reading => *all,
            Contents::Outcome => usize::MAX,
        };
        let each = match contents {
            Contents::Outcome => usize::MAX,
            _ => *each,
        };
        if let Some(caller) = &self.caller
            && !caller.bytes.take(bytes, each)
        {
            return false;
        }
        if !used.take(bytes, limit) {
            if let Some(caller) = &self.caller {
                caller.bytes.give_back(bytes);
            }
            return false;
        }
        self.bytes += bytes;
        true
    }
}

impl Buffers {
    pub fn new(all: usize) -> Buffers {
        Buffers {
            used: Share::default(),
            all,
            each: all / 8,
        }
    }

    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// Whether more than half is in use. Then clients that send or read slowly have less time.
    pub fn is_scarce(&self) -> bool {
        self.used() > self.all / 2
    }

    /// Whether no bytes are left, so that a new request is refused.
    pub fn is_full(&self, contents: Contents) -> bool {
        match contents {
            Contents::Body => self.used() >= self.all - self.all / 4,
            Contents::Reading | Contents::Outcome => self.used() >= self.all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(buffers: &Arc<Buffers>, contents: Contents, bytes: usize) -> Option<Held> {
        let mut held = Held::new(buffers, &Some(Arc::default()));
        held.add(contents, bytes).then_some(held)
    }

    #[test]
    fn bodies_leave_a_quarter_to_responses_and_outcomes_are_always_held() {
        let buffers = Arc::new(Buffers::new(800));
        let bodies: Vec<Held> = (0..100)
            .map_while(|_| hold(&buffers, Contents::Body, 100))
            .collect();
        assert_eq!(bodies.len(), 6);
        assert!(buffers.is_full(Contents::Body) && !buffers.is_full(Contents::Reading));
        let responses = [(); 2].map(|()| hold(&buffers, Contents::Reading, 100));
        assert!(responses.iter().all(Option::is_some));
        assert!(hold(&buffers, Contents::Reading, 1).is_none());
        assert!(hold(&buffers, Contents::Outcome, 1000).is_some());
        drop((bodies, responses));
        assert_eq!(buffers.used(), 0);
    }

    #[test]
    fn one_caller_holds_an_eighth() {
        let buffers = Arc::new(Buffers::new(800));
        let mut held = Held::new(&buffers, &Some(Arc::default()));
        assert!(held.add(Contents::Body, 100));
        assert!(!held.add(Contents::Body, 1));
        assert!(!held.add(Contents::Reading, 1));
        assert!(held.add(Contents::Outcome, 1));
        assert_eq!(buffers.used(), 101);
        assert!(!buffers.is_scarce());
        drop(held);
        assert_eq!(buffers.used(), 0);
    }
}
