//! Counts of wrong second facts.

use super::each;
use super::samples::{at, hash};
use server::store::GuessRow;

fn row(key: &str, until: i64) -> GuessRow {
    GuessRow {
        key: hash(key),
        until: at(until),
    }
}

#[tokio::test]
async fn wrong_guesses_add_up_and_are_forgotten_when_they_no_longer_count() {
    each(|store| async move {
        let keys = [hash("a"), hash("b"), hash("c")];
        assert_eq!(store.guesses(&keys).await.unwrap(), []);
        let both = vec![row("a", 60), row("b", 10)];
        store.count_guess(both, at(0)).await.unwrap();
        store.count_guess(vec![row("a", 90)], at(30)).await.unwrap();
        let mut found = store.guesses(&keys).await.unwrap();
        found.sort_by_key(|row| row.until);
        assert_eq!(found, [row("b", 10), row("a", 120)]);
        // Long after, a count begins anew.
        store
            .count_guess(vec![row("b", 510)], at(500))
            .await
            .unwrap();
        let found = store.guesses(&[hash("b")]).await.unwrap();
        assert_eq!(found, [row("b", 510)]);
        assert_eq!(store.forget_guesses(at(200)).await.unwrap(), 1);
        assert_eq!(store.guesses(&keys).await.unwrap(), [row("b", 510)]);
    })
    .await;
}

#[tokio::test]
async fn concurrent_guesses_are_all_counted() {
    each(|store| async move {
        let guesses = (0..20).map(|_| {
            let store = store.clone();
            async move { store.count_guess(vec![row("a", 60)], at(0)).await.unwrap() }
        });
        futures_util::future::join_all(guesses).await;
        let found = store.guesses(&[hash("a")]).await.unwrap();
        assert_eq!(found, [row("a", 20 * 60)]);
    })
    .await;
}
