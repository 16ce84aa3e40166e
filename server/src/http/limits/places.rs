//! Places: how many requests are served at the same time. A request takes one once its body has
//! arrived, so a slow client holds none.

use super::callers::{Caller, Counted, Share};
use std::sync::Arc;

/// Places beyond all others for health checks, which must not fail because many people come.
const FOR_CHECKS: usize = 16;

/// What a request takes a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Pages and files can be read while writes wait.
    Read,
    /// May not use the last quarter.
    Write,
    /// Health and metrics.
    Check,
}

pub(super) struct Places {
    taken: Share,
    all: usize,
    each: usize,
}

/// One place. Free again when dropped.
pub struct Place {
    places: Arc<Places>,
    caller: Counted,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken.give_back(1);
        if let Some(caller) = &self.caller {
            caller.places.give_back(1);
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

impl Places {
    pub fn new(all: usize, each: usize) -> Places {
        Places {
            taken: Share::default(),
            all,
            each,
        }
    }

    /// Takes a place, unless none is free or the caller has its share.
    pub fn take(places: &Arc<Places>, purpose: Purpose, caller: &Counted) -> Option<Place> {
        if !fits(caller, |caller| &caller.places, places.each) {
            return None;
        }
        let limit = match purpose {
            Purpose::Read => places.all,
            Purpose::Write => places.all - places.all / 4,
            Purpose::Check => places.all + FOR_CHECKS,
        };
        if !places.taken.take(1, limit) {
            if let Some(caller) = caller {
                caller.places.give_back(1);
            }
            return None;
        }
        Some(Place {
            places: Arc::clone(places),
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

    fn places(all: usize, each: usize) -> Arc<Places> {
        Arc::new(Places::new(all, each))
    }

    fn somebody() -> Counted {
        Some(Arc::default())
    }

    fn take(places: &Arc<Places>, purpose: Purpose, caller: &Counted, amount: usize) -> Vec<Place> {
        let taken = (0..amount).map_while(|_| Places::take(places, purpose, caller));
        taken.collect()
    }

    #[test]
    fn a_place_is_free_again_once_a_request_ends() {
        let (places, caller) = (places(1, 1), somebody());
        let first = Places::take(&places, Purpose::Read, &caller);
        assert!(first.is_some());
        assert!(Places::take(&places, Purpose::Read, &somebody()).is_none());
        assert_eq!(places.taken(), 1);
        drop(first);
        assert_eq!(places.taken(), 0);
        assert!(Places::take(&places, Purpose::Read, &caller).is_some());
    }

    #[test]
    fn one_caller_takes_no_more_than_its_share_unless_it_is_not_counted() {
        let places = places(100, 10);
        let held = take(&places, Purpose::Read, &somebody(), 100);
        assert_eq!(held.len(), 10);
        let others = take(&places, Purpose::Read, &None, 100);
        assert_eq!(others.len(), 90);
    }

    #[test]
    fn writes_leave_a_quarter_to_readers_and_all_leave_some_to_health_checks() {
        let places = places(100, 1);
        let crowd = |purpose| -> Vec<Place> {
            let all = (0..200).flat_map(|_| Places::take(&places, purpose, &somebody()));
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
        let (places, caller) = (places(100, 2), somebody());
        let held: Vec<Receiving> = (0..5).map_while(|_| places.receive(&caller)).collect();
        assert_eq!(held.len(), 2);
        drop(held);
        assert!(places.receive(&caller).is_some());
        assert!(places.receive(&None).is_some());
    }
}
