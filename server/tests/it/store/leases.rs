//! Leases: what one process does at a time.

use super::each;
use super::samples::*;
use futures_util::future::join_all;
use server::store::*;

const NAME: &str = "retention";

fn claim(owner: u64, now: i64) -> LeaseClaim {
    LeaseClaim {
        name: NAME,
        owner: worker(owner),
        now: at(now),
        until: at(now + 60),
    }
}

#[tokio::test]
async fn of_many_claims_one_holds_a_lease_until_it_is_given_back_or_runs_out() {
    each(|store| async move {
        assert_eq!(store.last_done(NAME).await.unwrap(), None);
        store.note_lease(NAME, at(5)).await.unwrap();
        store.note_lease(NAME, at(9)).await.unwrap();
        let claims = (1..=6).map(|owner| {
            let store = store.clone();
            async move { (owner, store.take_lease(claim(owner, 10)).await.unwrap()) }
        });
        let claims = join_all(claims).await;
        let held: Vec<_> = claims.iter().filter(|(_, taken)| taken.is_some()).collect();
        assert_eq!(held.len(), 1, "{claims:?}");
        let (holder, last) = *held[0];
        assert_eq!(last, Some(at(5)));

        let other = holder % 6 + 1;
        let given = store.give_lease_back(NAME, worker(other), Some(at(20)));
        assert!(!given.await.unwrap(), "another gave it back");
        assert_eq!(store.last_done(NAME).await.unwrap(), Some(at(5)));
        // The holder died: the lease runs out.
        assert_eq!(store.take_lease(claim(other, 69)).await.unwrap(), None);
        let taken = store.take_lease(claim(other, 70)).await.unwrap();
        assert_eq!(taken, Some(at(5)));
        let late = store.give_lease_back(NAME, worker(holder), Some(at(71)));
        assert!(!late.await.unwrap());
        let given = store.give_lease_back(NAME, worker(other), Some(at(72)));
        assert!(given.await.unwrap());
        assert_eq!(store.last_done(NAME).await.unwrap(), Some(at(72)));
        let again = store.take_lease(claim(holder, 73)).await.unwrap();
        assert_eq!(again, Some(at(72)));
    })
    .await;
}
