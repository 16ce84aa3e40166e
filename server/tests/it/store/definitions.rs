//! Versions and addresses.

use super::each;
use super::samples::*;
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
