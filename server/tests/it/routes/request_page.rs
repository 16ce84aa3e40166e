//! The content of a request's page: in the right language, with the phone lines of the councils
//! that deal with it, and nothing out of date.

use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, pothole, send, two_boroughs};
use crate::support::page::Page;
use crate::support::smtp::smtp;
use crate::support::wording;
use serde_json::{Value, json};
use server::clock::Clock as _;

const HOST: &str = "maidstone.localhost:3000";
const MOVE: &str = "council-tax-change-of-address";

/// The language in which a screen reader reads this text.
fn language_of(page: &Page, words: &str) -> String {
    let holds =
        |element: &scraper::ElementRef<'_>| element.text().collect::<String>().contains(words);
    let innermost = page.all("*").into_iter().filter(holds).last();
    let innermost = innermost.unwrap_or_else(|| panic!("{words} is missing: {}", page.main()));
    let above = innermost.ancestors().filter_map(scraper::ElementRef::wrap);
    [innermost]
        .into_iter()
        .chain(above)
        .find_map(|element| element.attr("lang").map(str::to_owned))
        .unwrap()
}

async fn send_status(app: &TestApp, destination: &'static str, id: &'static str, data: Value) {
    let callback = Callback {
        destination,
        id,
        data,
        signed_at: app.clock.now().as_second(),
    };
    callback.send(&mut app.browser()).await.is(204);
}

#[tokio::test]
async fn english_text_on_a_welsh_request_page_is_marked_as_english() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, MOVE, &two_boroughs()).await;
    app.drain().await;
    let note = "Bydd bil yn dod.";
    let data = json!({
        "reference": sent.reference(), "part": "leaving", "status": "in_progress",
        "note": note, "at": app.clock.now().to_string(),
    });
    send_status(&app, "revenues", "c1", data).await;
    let path = format!("/cy{}", sent.location());
    let page = browser.get(&path).await.is(200).page();
    assert_eq!(page.all("html")[0].attr("lang"), Some("cy"));
    for words in [
        "Change of address for council tax",
        "Council tax at the old address",
        "Council tax at the new address",
        "final council tax bill. It does this as a public task",
        "Keep paying the bills you have",
        "Expect the new or final bill",
        "Swale Borough Council will open a council tax account",
    ] {
        assert_eq!(language_of(&page, words), "en", "{words}");
    }
    let name = page.all(".govuk-service-navigation__link")[0];
    assert_eq!(
        name.attr("lang"),
        Some("en"),
        "the service name in the header"
    );
    for words in ["Mae gennym eich cais", "Cyngor Bwrdeistref Swale", note] {
        assert_eq!(language_of(&page, words), "cy", "{words}");
    }
    let english = browser.get(sent.location()).await.is(200).page();
    assert!(english.all("main [lang]").is_empty());
    // A service with Welsh texts needs no `lang` attributes.
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let path = format!("/cy{}", sent.location());
    let welsh = browser.get(&path).await.is(200).page();
    assert!(welsh.all("main [lang]").is_empty());
    app.deliver_all().await;
}

#[tokio::test]
async fn english_services_in_welsh_lists_are_marked_as_english() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let title = "Report a pothole or road fault";
    for path in ["/cy", "/cy/services", "/cy/privacy"] {
        let page = app.browser().get(path).await.is(200).page();
        assert_eq!(language_of(&page, title), "en", "{path}");
        let own = "Rhoi gwybod am fin na chafodd ei gasglu";
        assert_eq!(language_of(&page, own), "cy", "{path}");
    }
    let mut browser = app.browser();
    let sent = send(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let page = browser.follow(sent).await.is(200).page();
    let links = page.all("main a[href^='/feedback/']");
    let path = format!("/cy{}", links[0].attr("href").unwrap());
    let page = browser.get(&path).await.is(200).page();
    assert_eq!(language_of(&page, title), "en");
}

#[tokio::test]
async fn no_council_name_follows_a_mutating_word_in_welsh() {
    let app = TestApp::new().await;
    let path = "/cy/services/missed-bin";
    let main = app.browser().get(path).await.is(200).page().main();
    assert!(
        main.contains("Yn darparu’r gwasanaeth hwn: Cyngor Bwrdeistref Maidstone"),
        "{main}"
    );
    // A preposition would mutate the C, so each name begins a text or follows punctuation.
    let mut names = 0;
    for (at, _) in main.match_indices("Cyngor Bwrdeistref") {
        let before = main[..at].trim_end().chars().next_back();
        assert!(before.is_none_or(|c| !c.is_alphabetic()), "{main}");
        names += 1;
    }
    assert_eq!(names, 3, "{main}");
}

#[tokio::test]
async fn the_receipt_heading_is_shown_only_until_the_status_changes() {
    let promise = wording::phrase("page-sent-email");
    let app = TestApp::with_office(&[]).await;
    for (status, confirmed) in [
        ("in_progress", true),
        ("needs_you", false),
        ("done", false),
        ("refused", false),
        ("withdrawn", false),
    ] {
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let fresh = browser.get(sent.location()).await.is(200).page().main();
        assert!(fresh.contains(&promise), "{fresh}");
        app.drain().await;
        let data = json!({
            "reference": sent.reference(), "status": status, "note": "So it is.",
            "at": app.clock.now().to_string(),
        });
        send_status(&app, "waste", status, data).await;
        let later = browser.get(sent.location()).await.is(200).page();
        let heading = if confirmed {
            "We have your report"
        } else {
            "Your missed bin report"
        };
        assert_eq!(later.heading(), heading, "{status}");
        let main = later.main();
        assert_eq!(main.contains(&promise), confirmed, "{status}");
        // News comes first; how to return to the page is still shown.
        let (note, return_link) = (main.find("So it is."), main.find("Show your tracking code"));
        assert_eq!(note.unwrap() > return_link.unwrap(), confirmed, "{main}");
    }
    app.deliver_all().await;
}

#[tokio::test]
async fn an_email_that_gave_up_is_promised_by_no_page() {
    let (port, _) = smtp("550 no such person").await;
    let port = port.to_string();
    let settings = [
        ("DOORSTEP__EMAIL__HOST", "127.0.0.1"),
        ("DOORSTEP__EMAIL__PORT", port.as_str()),
        ("DOORSTEP__EMAIL__TLS", "off"),
    ];
    let app = TestApp::with_office(&settings).await;
    app.leave_undelivered("no such mailbox");
    let promise = wording::phrase("page-sent-email");
    let failed = wording::phrase_with("page-sent-email-failed", &[("noun", "report")]);
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let main = browser.get(sent.location()).await.is(200).page().main();
    assert!(main.contains(&promise) && !main.contains(&failed), "{main}");
    app.deliver_all().await;
    let main = browser.get(sent.location()).await.is(200).page().main();
    assert!(main.contains(&failed) && !main.contains(&promise), "{main}");
    // Later, on the page of the status.
    let data = json!({
        "reference": sent.reference(), "status": "done", "at": app.clock.now().to_string(),
    });
    send_status(&app, "waste", "c1", data).await;
    app.deliver_all().await;
    let main = browser.get(sent.location()).await.is(200).page().main();
    assert!(main.contains(&failed) && !main.contains(&promise), "{main}");
}

#[tokio::test]
async fn each_of_two_councils_has_its_own_phone_line() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let lines = |page: &Page| -> Vec<(String, String)> {
        let labels = page.words("main .app-phone__label");
        let numbers = page.words("main .app-phone__number");
        labels.into_iter().zip(numbers).collect()
    };
    let pair = |name: &str, number: &str| (name.to_owned(), number.to_owned());
    let maidstone = pair("Maidstone Borough Council", "01632 960 200");
    let swale = pair("Swale Borough Council", "01632 960 300");
    // Whichever host the request was made on.
    for host in [HOST, "swale.localhost:3000", "localhost:3000"] {
        let mut browser = app.browser_at(host);
        let sent = send(&mut browser, MOVE, &two_boroughs()).await;
        let page = browser.get(sent.location()).await.is(200).page();
        let shown = lines(&page);
        // In the order of the move, without a third line of a single council.
        assert_eq!(shown, [maidstone.clone(), swale.clone()], "{host}");
        assert!(
            page.main()
                .contains("call the council that deals with that part")
        );
        let hours = page.words("main .app-phone__hours");
        assert!(hours.len() >= 2, "{hours:?}");
    }
    // A single council's line is shown as well, whichever host the request was made on.
    for host in [HOST, "swale.localhost:3000", "localhost:3000"] {
        let mut browser = app.browser_at(host);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let page = browser.get(sent.location()).await.is(200).page();
        assert_eq!(lines(&page), std::slice::from_ref(&maidstone), "{host}");
        assert!(
            page.main()
                .contains("call us and have the reference number")
        );
    }
}

#[tokio::test]
async fn a_wrong_second_fact_stays_in_the_field() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let mut stranger = app.browser_at(HOST);
    let typed = "ada.perrin@\"example<org";
    let direct = stranger.get(sent.location()).await.is(200);
    let find = stranger.get("/requests").await.is(200);
    let reference = sent.reference();
    for (page, reference) in [
        (&direct, ""),
        (&find, reference.as_str()),
        (&find, "nonsense"),
    ] {
        let fields = [("reference", reference), ("fact", typed)];
        let wrong = stranger.submit(page, &fields).await.is(422);
        assert_eq!(wrong.header("cache-control"), "no-store");
        assert_eq!(wrong.page().form().value("fact"), typed, "{reference}");
        assert!(
            !wrong.text().contains("example<org"),
            "input is rendered as markup"
        );
        // It is not shown to anyone else.
        let again = stranger.get(&page.page().form().action).await.is(200);
        assert_eq!(again.page().form().value("fact"), "");
    }
    let long = "x".repeat(5_000);
    let wrong = stranger.submit(&direct, &[("fact", &long)]).await.is(422);
    assert_eq!(wrong.page().form().value("fact").len(), 254);
}
