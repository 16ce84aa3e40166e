//! Files of addresses: either every wrong line is named and nothing is imported, or all of it is.

use super::run::Run;
use super::{apps, assert_sound, mutate};
use server::gazetteer::read_csv;

const SAMPLE: &str = include_str!("../../../demo/addresses.csv");

#[tokio::test]
async fn csv() {
    let apps = apps().await;
    let mut run = Run::of("csv");
    let mut sound = 0;
    while let Some(mut random) = run.next() {
        let start = random.below(SAMPLE.lines().count());
        let heading = SAMPLE.lines().take(1);
        let some: Vec<&str> = heading.chain(SAMPLE.lines().skip(start).take(20)).collect();
        let mut text = some.join("\n");
        match random.below(3) {
            0 => text = mutate::text(&mut random, &text),
            1 => text = mutate::lines(&mut random, &text),
            _ => text = text.replacen(',', &mutate::token(&mut random), random.below(9)),
        }
        run.input(text.as_bytes());
        match read_csv(&text) {
            Err(mistakes) => {
                let numbered = |one: &String| one.starts_with("line ");
                assert!(
                    !mistakes.is_empty() && mistakes.iter().all(numbered),
                    "{mistakes:?}"
                );
            }
            Ok(rows) => {
                sound += 1;
                let app = &apps[random.below(apps.len())];
                let postcode = rows[0].postcode.clone();
                let count = rows.len() as u64;
                let stored = app.state.store.replace_addresses(rows).await.unwrap();
                assert_eq!(stored, count);
                let found = app.state.store.addresses(&postcode).await.unwrap();
                assert!(!found.is_empty(), "{postcode}");
                let query = form_urlencoded::Serializer::new(String::new())
                    .append_pair("postcode", &postcode)
                    .finish();
                let path = format!("/api/v1/addresses?{query}");
                assert_sound(&app.browser().get(&path).await);
            }
        }
    }
    assert!(sound > 0, "no file was sound");
}
