//! A move between boroughs: one reference, two councils, each with its own notice and status.

use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::{two_boroughs, walk};
use serde_json::json;
use server::clock::Clock as _;
use server::store::DeliveryKind;
use shared::reference::Reference;
use shared::status::Status;

#[tokio::test]
async fn a_move_between_boroughs_is_two_deliveries_under_one_reference() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at("maidstone.localhost:3000");
        let check = walk(
            &mut browser,
            "council-tax-change-of-address",
            &two_boroughs(),
        )
        .await;
        let words = check.page().main();
        for notice in [
            "final council tax bill",
            "open a council tax account",
            "Maidstone",
            "Swale",
        ] {
            assert!(words.contains(notice), "{notice}: {words}");
        }
        // The wording for a move within one borough.
        let one = "close one council tax account and open another";
        assert!(
            include_str!("../../../../shared/services/council-tax-change-of-address.toml")
                .contains(one)
        );
        assert!(!words.contains(one), "{words}");
        let sent = browser.submit(&check, &[]).await;
        let (reference, path) = (
            Reference::parse(&sent.reference()).unwrap(),
            sent.location().to_owned(),
        );

        let submission = app
            .state
            .store
            .submission(reference)
            .await
            .unwrap()
            .unwrap();
        let parts: Vec<_> = submission
            .parts
            .iter()
            .map(|part| (part.id.as_str(), part.authority.as_str()))
            .collect();
        assert_eq!(parts.len(), 2);
        assert!(parts.contains(&("leaving", "maidstone")), "{parts:?}");
        assert!(parts.contains(&("arriving", "swale")), "{parts:?}");
        let deliveries = app
            .state
            .store
            .deliveries_of(submission.row.id)
            .await
            .unwrap();
        let requests = deliveries
            .iter()
            .filter(|one| one.kind == DeliveryKind::Request)
            .count();
        assert_eq!(requests, 2);

        app.drain().await;
        let effects = app.effects().await;
        assert_eq!(effects.len(), 2, "{effects:?}");
        assert!(
            effects
                .iter()
                .all(|effect| effect["reference"] == reference.to_string())
        );

        // One borough reports its part done; the other part does not change.
        let now = app.clock.now();
        let data = json!({"reference": reference.to_string(), "part": "leaving", "status": "done", "at": now.to_string()});
        let callback = Callback {
            destination: "revenues",
            id: "c1",
            data: data.clone(),
            signed_at: now.as_second(),
        };
        callback.send(&mut app.browser()).await.is(204);
        let submission = app
            .state
            .store
            .submission(reference)
            .await
            .unwrap()
            .unwrap();
        let status = |id: &str| {
            submission
                .parts
                .iter()
                .find(|part| part.id == id)
                .unwrap()
                .status
        };
        assert_eq!(status("leaving"), Status::Done);
        assert_eq!(status("arriving"), Status::Accepted);
        // A status without a part is ambiguous.
        let mut unsaid = data.clone();
        unsaid.as_object_mut().unwrap().remove("part");
        let callback = Callback {
            destination: "revenues",
            id: "c2",
            data: unsaid,
            signed_at: now.as_second(),
        };
        callback.send(&mut app.browser()).await.is(422);
        let mut other = data;
        other["part"] = "arriving".into();
        other["status"] = "in_progress".into();
        let callback = Callback {
            destination: "revenues",
            id: "c3",
            data: other,
            signed_at: now.as_second(),
        };
        callback.send(&mut app.browser()).await.is(204);

        // Each status email names its part; the confirmation covers all.
        app.drain().await;
        let mails = mails(app.folder.path());
        let of = |council: &str| {
            let part = format!("the part of your request that {council} deals with");
            mails.iter().filter(|mail| mail.contains(&part)).count()
        };
        assert_eq!(of("Maidstone Borough Council"), 1, "{mails:?}");
        assert_eq!(of("Swale Borough Council"), 1, "{mails:?}");
        assert_eq!(mails.len(), 3, "{mails:?}");
        // One part has ended, not the request.
        let ended = "Maidstone Borough Council has finished its part of your";
        assert!(mails.iter().any(|mail| mail.contains(ended)), "{mails:?}");
        assert!(
            mails.iter().all(|mail| !mail.contains("is closed")),
            "{mails:?}"
        );
        // The first names the service and which council deals with which part.
        let title = "Subject: We have your change of address for council tax";
        let first = mails.iter().find(|mail| mail.contains(title)).unwrap();
        for line in [
            "Council tax at the old address: Maidstone Borough Council, 01632 960 200",
            "Council tax at the new address: Swale Borough Council, 01632 960 300",
        ] {
            assert!(first.contains(line), "{first}");
        }

        let page = browser.get(&path).await.is(200).page().main();
        for words in [
            "Maidstone",
            "Swale",
            "final council tax bill",
            "open a council tax account",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}

/// The emails sent, with soft line breaks removed.
fn mails(folder: &std::path::Path) -> Vec<String> {
    std::fs::read_dir(folder.join("mail"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .map(|mail| mail.replace("=\r\n", "").replace("\r\n", " "))
        .collect()
}

#[tokio::test]
async fn the_same_old_and_new_address_is_an_error() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("maidstone.localhost:3000");
    let mut page =
        crate::support::journeys::start(&mut browser, "council-tax-change-of-address").await;
    let typed = two_boroughs();
    for fields in typed.iter().take(4) {
        page = browser.next_page(&page, fields).await;
    }
    page = browser
        .next_page(
            &page,
            &[
                ("new_address-postcode", "ME14 9ZA"),
                ("_action", "find-address"),
            ],
        )
        .await;
    let wrong = browser
        .submit(&page, &[("new_address-uprn", "100099000037")])
        .await
        .is(422);
    assert_eq!(wrong.page().mistakes().len(), 1);
    assert!(
        wrong.page().mistakes()[0].contains("different"),
        "{:?}",
        wrong.page().mistakes()
    );
    // The error links to the button for entering another address.
    let shown = wrong.page();
    let link = shown.all(".govuk-error-summary__list a")[0];
    let place = link.attr("href").unwrap();
    let there = shown.all(&format!("main form {place}"));
    assert_eq!(there.len(), 1, "{place}");
    assert_eq!(there[0].value().name(), "button");
    let pressed = [("_action", there[0].attr("value").unwrap())];
    let pressed = browser.submit(&wrong, &pressed).await;
    let response = browser.follow(pressed).await.is(200);
    assert!(response.page().form().has("new_address-postcode"));
    assert!(response.page().mistakes().is_empty());
}
