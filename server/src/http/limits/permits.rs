//! Permits: how many requests are served at the same time. A request takes one once its body has
//! arrived, so a slow client holds none.

use super::callers::{Caller, Counted, Share};
use std::sync::Arc;

/// Additional permits for health checks, which must not fail because the server is busy.
const FOR_CHECKS: usize = 16;

/// What a request takes a permit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// May use all, so that pages and files can be read while writes are refused.
    Read,
    /// May not use the last quarter.
    Write,
    /// Health and metrics.
    Check,
}

pub(super) struct Permits {
    taken: Share,
    all: usize,
    each: usize,
}

/// One permit, released when dropped.
pub struct Permit {
    permits: Arc<Permits>,
    caller: Counted,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.permits.taken.give_back(1);
        if let Some(caller) = &self.caller {
            caller.permits.give_back(1);
        }
    }
}

/// One body being received. Ends when dropped.
pub struct Receiving(Counted);

impl Drop for Receiving {
    fn drop(&mut self) {
        if let Some(caller) = &self.0 {
            caller.bodies.give_back(1);
        }
    }
}

impl Permits {
    pub fn new(all: usize, each: usize) -> Permits {
        Permits {
            taken: Share::default(),
            all,
            each,
        }
    }

    /// Takes a permit, unless none is left or the caller has used its share.
    pub fn take(permits: &Arc<Permits>, purpose: Purpose, caller: &Counted) -> Option<Permit> {
        if !fits(caller, |caller| &caller.permits, permits.each) {
            return None;
        }
        let limit = match purpose {
            Purpose::Read => permits.all,
            Purpose::Write => permits.all - permits.all / 4,
            Purpose::Check => permits.all + FOR_CHECKS,
        };
        if !permits.taken.take(1, limit) {
            if let Some(caller) = caller {
                caller.permits.give_back(1);
            }
            return None;
        }
        Some(Permit {
            permits: Arc::clone(permits),
            caller: caller.clone(),
        })
    }

    /// Lets a caller send a body, unless it is sending its share of them.
    pub fn receive(&self, caller: &Counted) -> Option<Receiving> {
        fits(caller, |caller| &caller.bodies, self.each).then(|| Receiving(caller.clone()))
    }

    pub fn taken(&self) -> usize {
        self.taken.get()
    }
}

fn fits(caller: &Counted, share: impl Fn(&Caller) -> &Share, each: usize) -> bool {
    caller
        .as_ref()
        .is_none_or(|caller| share(caller).take(1, each))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(all: usize, each: usize) -> Arc<Permits> {
        Arc::new(Permits::new(all, each))
    }

    fn somebody() -> Counted {
        Some(Arc::default())
    }

    fn take(
        permits: &Arc<Permits>,
        purpose: Purpose,
        caller: &Counted,
        amount: usize,
    ) -> Vec<Permit> {
        let taken = (0..amount).map_while(|_| Permits::take(permits, purpose, caller));
        taken.collect()
    }

    #[test]
    fn a_permit_is_free_again_once_a_request_ends() {
        let (permits, caller) = (permits(1, 1), somebody());
        let first = Permits::take(&permits, Purpose::Read, &caller);
        assert!(first.is_some());
        assert!(Permits::take(&permits, Purpose::Read, &somebody()).is_none());
        assert_eq!(permits.taken(), 1);
        drop(first);
        assert_eq!(permits.taken(), 0);
        assert!(Permits::take(&permits, Purpose::Read, &caller).is_some());
    }

    #[test]
    fn one_caller_takes_no_more_than_its_share_unless_it_is_not_counted() {
        let permits = permits(100, 10);
        let held = take(&permits, Purpose::Read, &somebody(), 100);
        assert_eq!(held.len(), 10);
        let others = take(&permits, Purpose::Read, &None, 100);
        assert_eq!(others.len(), 90);
    }

    #[test]
    fn writes_leave_a_quarter_to_readers_and_all_leave_some_to_health_checks() {
        let permits = permits(100, 1);
        let crowd = |purpose| -> Vec<Permit> {
            let all = (0..200).flat_map(|_| Permits::take(&permits, purpose, &somebody()));
            all.collect()
        };
        let writes = crowd(Purpose::Write);
        assert_eq!(writes.len(), 75);
        let reads = crowd(Purpose::Read);
        assert_eq!(reads.len(), 25);
        assert!(!crowd(Purpose::Check).is_empty());
    }

    #[test]
    fn a_caller_sends_its_share_of_bodies_at_the_same_time() {
        let (permits, caller) = (permits(100, 2), somebody());
        let held: Vec<Receiving> = (0..5).map_while(|_| permits.receive(&caller)).collect();
        assert_eq!(held.len(), 2);
        drop(held);
        assert!(permits.receive(&caller).is_some());
        assert!(permits.receive(&None).is_some());
    }
}
