//! Versions and addresses.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::number;
use server::store::*;

#[tokio::test]
async fn a_version_is_stored_once_and_never_changed() {
    each(|store| async move {
        let row = VersionRow {
            version: "v1".to_owned(),
            service: "missed-bin".to_owned(),
            shape: "s1".to_owned(),
            schema: 1,
            text: r#"{"id":"missed-bin"}"#.to_owned(),
            kept_at: at(0),
        };
        assert_eq!(store.version("v1").await.unwrap(), None);
        store.keep_version(row.clone()).await.unwrap();
        let again = VersionRow {
            kept_at: at(9),
            text: "{}".to_owned(),
            ..row.clone()
        };
        store.keep_version(again).await.unwrap();
        assert_eq!(store.version("v1").await.unwrap(), Some(row.clone()));
        assert_eq!(store.versions().await.unwrap(), [row]);
    })
    .await;
}

fn address(uprn: &str, house: &str, postcode: &str) -> AddressRow {
    AddressRow {
        uprn: uprn.to_owned(),
        lines: vec![format!("{house} Example \"Street\""), "Loose".to_owned()],
        town: "Maidstone".to_owned(),
        postcode: postcode.to_owned(),
        area: "maidstone".to_owned(),
    }
}

#[tokio::test]
async fn addresses_are_replaced_as_a_whole_and_keep_their_order() {
    each(|store| async move {
        assert!(store.ready().await.is_ok());
        let old = vec![address("1", "1", "ME15 9XX")];
        assert_eq!(store.replace_addresses(old).await.unwrap(), 1);
        let mut new: Vec<_> = ["2", "10", "1"]
            .iter()
            .map(|house| address(&format!("77{house}"), house, "ME14 1XQ"))
            .collect();
        new.extend((0..4500).map(|n| address(&format!("88{n}"), &n.to_string(), "ME14 2AA")));
        assert_eq!(store.replace_addresses(new.clone()).await.unwrap(), 4503);
        assert!(store.addresses("ME159XX").await.unwrap().is_empty());
        assert_eq!(store.addresses("ME141XQ").await.unwrap(), new[..3]);
        assert_eq!(store.addresses("me14 1xq").await.unwrap(), new[..3]);
        assert_eq!(store.addresses("ME142AA").await.unwrap(), new[3..]);
    })
    .await;
}

/// Rows of an import that does not serve yet.
const IMPORTED: &str = "SELECT count(*) FROM gazetteer_addresses
    WHERE edition IN (SELECT edition FROM gazetteer_editions WHERE serves = 0)";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn others_write_between_the_batches_of_an_import_and_read_the_old_addresses_until_its_end() {
    const ROWS: u32 = 12_000;
    each_with_url(|importing, url| async move {
        let serving = open(&url, Migrate::Serve).await.unwrap();
        let gazetteer = |area: &str| -> Vec<AddressRow> {
            let rows = (0..ROWS).map(|n| AddressRow {
                area: area.to_owned(),
                ..address(&n.to_string(), &n.to_string(), &format!("ME{} 1AA", n % 97))
            });
            rows.collect()
        };
        let (old, new) = (gazetteer("maidstone"), gazetteer("swale"));
        importing.replace_addresses(old).await.unwrap();
        let count = serving.addresses("ME96 1AA").await.unwrap().len();
        let mut seen = Vec::new();
        let read = async |seen: &mut Vec<String>| {
            let found = serving.addresses("ME96 1AA").await.unwrap();
            assert_eq!(found.len(), count, "an import is seen in part");
            let area = &found[0].area;
            assert!(found.iter().all(|row| row.area == *area), "a mixture");
            if seen.last() != Some(area) {
                seen.push(area.clone());
            }
        };
        read(&mut seen).await;
        let import = tokio::spawn(async move { importing.replace_addresses(new).await });
        let mut between = 0;
        while !import.is_finished() {
            let before = number(&url, IMPORTED).await;
            let pause = pause(0, 60, PauseReason::Asked);
            serving.pause_destination("bins", pause).await.unwrap();
            let after = number(&url, IMPORTED).await;
            // Some rows were there before the write, and the import had not ended after it.
            between += u32::from(before > 0 && after > 0);
            read(&mut seen).await;
        }
        assert_eq!(import.await.unwrap().unwrap(), u64::from(ROWS));
        read(&mut seen).await;
        assert_eq!(seen, ["maidstone", "swale"]);
        assert!(between > 0, "no write between two batches");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_imports_at_once_the_later_one_serves_whole() {
    each_with_url(|store, url| async move {
        let other = open(&url, Migrate::Serve).await.unwrap();
        let rows = |area: &str| -> Vec<AddressRow> {
            let rows = (0..4_000).map(|n| AddressRow {
                area: area.to_owned(),
                ..address(&n.to_string(), "1", "ME14 1XQ")
            });
            rows.collect()
        };
        let (first, second) = (rows("maidstone"), rows("swale"));
        let first = tokio::spawn(async move { other.replace_addresses(first).await });
        let second = store.replace_addresses(second).await;
        let failed = [first.await.unwrap().is_err(), second.is_err()];
        assert!(!failed[0] || !failed[1], "both failed");
        let found = store.addresses("ME14 1XQ").await.unwrap();
        assert_eq!(found.len(), 4_000);
        let expected = if failed[1] { "maidstone" } else { "swale" };
        assert!(found.iter().all(|row| row.area == expected));
    })
    .await;
}
