//! What a visitor reads.

use super::doorstep::Doorstep;
use super::office::{Office, about, event};
use serde_json::{Value, json};

/// A definition with every kind of question.
fn form() -> Value {
    json!({
        "id": "missed-bin",
        "title": {"en": "Report a missed bin", "cy": "Bin"},
        "parameters": {
            "all": {"out_by": "7am"},
            "tunbridge-wells": {"out_by": {"en": "6:30am", "cy": "6:30yb"}},
        },
        "pages": [
            {"id": "a", "questions": [
                {"id": "bin", "label": "Which bin?", "kind": {"radios": {"options": [
                    {"id": "refuse", "label": "Rubbish"},
                    {"id": "recycling", "label": {"en": "Recycling", "cy": "Ailgylchu"}},
                ]}}},
                {"id": "more", "label": "More", "short": "Other bins", "kind": {"checkboxes": {
                    "options": [{"id": "food", "label": "Food waste"}]}}},
                {"id": "out", "label": "Was it out by {out_by}?", "kind": "yes-no"},
                {"id": "own", "label": "Own words", "kind": {"yes-no": {"yes": "It was"}}},
            ]},
            {"id": "b", "questions": [
                {"id": "day", "label": "Day", "kind": "date"},
                {"id": "paid", "label": "Paid", "kind": "money"},
                {"id": "bags", "label": "Bags", "kind": "whole-number"},
                {"id": "home", "label": "Home", "kind": "address"},
                {"id": "place", "label": "Place", "kind": "location"},
                {"id": "text", "label": "Anything else?", "kind": {"textarea": {"limit": 9}}},
                {"id": "true", "label": "Declaration", "kind": {"declaration": {
                    "statement": "It is true."}}},
                {"id": "unasked", "label": "Unasked", "kind": "text"},
            ]},
        ],
        "outcomes": [{"id": "not-ours", "title": "Ask the owner", "kind": "elsewhere",
            "pass": "It is a public road", "body": []}],
        "recipients": [
            {"id": "leaving", "title": "The old address", "privacy": ""},
            {"id": "arriving", "title": "The new address", "privacy": ""},
        ],
    })
}

fn answers() -> Value {
    json!({
        "bin": "recycling",
        "more": ["food", "glass"],
        "out": "no",
        "own": "yes",
        "day": "2026-09-18",
        "paid": 123_456,
        "bags": 1_000,
        "home": {"lines": ["1 Quince Orchard Road"], "town": "Maidstone",
            "postcode": "ME14 9ZA", "uprn": "100099000037"},
        "place": {"description": "By the <bridge>", "lat": 51.27, "lon": 0.52},
        "text": "One\nTwo",
        "true": "yes",
        "newer": "as it came",
    })
}

#[tokio::test]
async fn answers_are_in_words_in_the_order_they_were_asked() {
    let doorstep = Doorstep::start().await;
    doorstep.publish("missed-bin", "0a1b2c", form());
    let office = Office::start(Some(doorstep.url.clone())).await;
    let mut event = event("message-1");
    event["data"]["answers"] = answers();
    event["data"]["acknowledged"] = json!(["not-ours", "something"]);
    office.post("waste", &event).await;
    let page = office.page("/requests/MB-000001").await;
    assert_eq!(page.words("h1"), ["Report a missed bin ABC-DEFG-HJK"]);
    let expected = [
        ("Which bin?", "Recycling"),
        ("Other bins", "Food waste glass"),
        ("Was it out by 6:30am?", "No"),
        ("Own words", "It was"),
        ("Day", "Friday 18 September 2026"),
        ("Paid", "£1,234.56"),
        ("Bags", "1,000"),
        (
            "Home",
            "1 Quince Orchard Road Maidstone ME14 9ZA UPRN 100099000037",
        ),
        ("Place", "By the <bridge> Pin: 51.27, 0.52"),
        ("Anything else?", "One Two"),
        ("Declaration", "Confirmed: It is true."),
        ("newer", "as it came"),
        (
            "Acknowledged",
            "It is a public road (“Ask the owner”) something",
        ),
        ("Channel", "web"),
        ("Write to them in", "English"),
        ("Received by Doorstep", "3:13:19pm, 21 September 2026"),
    ];
    let rows = page.rows("main > .answers");
    let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(rows, expected);
    let link = page.all("a[href='http://localhost:3000/requests/ABCDEFGHJK']");
    assert_eq!(link.len(), 1, "no link to the resident's page");
    // A version never changes, so it is read once.
    office.page("/requests/MB-000001").await;
    let front = office.page("/").await;
    assert_eq!(front.words(".cards h3"), ["Report a missed bin"]);
    let key = ("missed-bin".to_owned(), "0a1b2c".to_owned());
    assert_eq!(doorstep.asked(), [key]);
    office.running.stop().await;
}

#[tokio::test]
async fn without_the_form_the_ids_are_shown_and_the_page_says_where_the_words_are() {
    let doorstep = Doorstep::start().await;
    let office = Office::start(Some(doorstep.url.clone())).await;
    office.post("waste", &event("message-1")).await;
    let page = office.page("/requests/MB-000001").await;
    assert_eq!(page.value("main > .answers", "bin"), "recycling");
    let path = "GET /api/v1/services/missed-bin?version=0a1b2c";
    assert!(page.main().contains(path), "{}", page.main());
    assert!(page.main().contains("does not give their words now"));
    // Once it can be read, the words are there.
    doorstep.publish("missed-bin", "0a1b2c", form());
    let page = office.page("/requests/MB-000001").await;
    assert_eq!(page.value("main > .answers", "Which bin?"), "Recycling");
    office.running.stop().await;
}

#[tokio::test]
async fn requests_are_listed_newest_first_with_service_council_reference_and_time() {
    let office = Office::start(None).await;
    office.post("waste", &about("AAA-AAAA-AAA")).await;
    office.advance(60);
    office.post("waste", &about("BBB-BBBB-BBB")).await;
    let page = office.page("/").await;
    let rows = page.rows(".cards li");
    let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("Reference", "BBB-BBBB-BBB"),
            ("Came", "3:14:20pm, 21 September 2026"),
            ("Council and team", "Tunbridge Wells (waste): Accepted"),
            ("Reference", "AAA-AAAA-AAA"),
            ("Came", "3:13:20pm, 21 September 2026"),
            ("Council and team", "Tunbridge Wells (waste): Accepted"),
        ]
    );
    assert_eq!(page.words(".cards h3"), ["missed-bin", "missed-bin"]);
    office.running.stop().await;
}

#[tokio::test]
async fn older_requests_are_on_pages_of_their_own() {
    let office = Office::start(None).await;
    for number in 0..45 {
        office.post("waste", &about(&format!("N{number:02}"))).await;
    }
    let mut references = Vec::new();
    let mut path = "/".to_owned();
    let mut pages = 0;
    loop {
        let page = office.page(&path).await;
        let rows = page.rows(".cards li").into_iter();
        references.extend(
            rows.filter(|(name, _)| name == "Reference")
                .map(|(_, value)| value),
        );
        pages += 1;
        let Some(older) = page.all("a[href^='/?before=']").first().copied() else {
            break;
        };
        path = older.attr("href").unwrap().to_owned();
    }
    let expected: Vec<String> = (0..45)
        .rev()
        .map(|number| format!("N{number:02}"))
        .collect();
    assert_eq!(references, expected);
    assert_eq!(pages, 3);
    office.running.stop().await;
}

#[tokio::test]
async fn the_parts_of_a_request_are_on_one_page_and_are_answered_apart() {
    let doorstep = Doorstep::start().await;
    let service = "council-tax-change-of-address";
    doorstep.publish(service, "0a1b2c", form());
    let office = Office::start(Some(doorstep.url.clone())).await;
    for (part, authority) in [("leaving", "swale"), ("arriving", "maidstone")] {
        let mut event = event(&format!("message-{part}"));
        event["data"]["service"] = json!(service);
        event["data"]["part"] = json!(part);
        event["data"]["authority"] = json!(authority);
        office.deliver("revenues", &event).await.unwrap().is(200);
    }
    let front = office.page("/").await;
    assert_eq!(front.words(".cards h3").len(), 1);
    let page = office.page("/requests/MB-000002").await;
    assert_eq!(
        page.words("section h2"),
        ["Swale: The old address", "Maidstone: The new address"]
    );
    assert_eq!(page.all("main > ul a").len(), 2);
    let page = office.press(&page, "MB-000002/finish", &[]).await;
    assert_eq!(
        page.words("section .status"),
        ["Accepted", "Done"],
        "{}",
        page.main()
    );
    let callbacks = doorstep.received(1).await;
    assert_eq!(callbacks[0].destination, "revenues");
    assert_eq!(callbacks[0].data("part"), "arriving");
    assert_eq!(callbacks[0].data("their_reference"), "MB-000002");
    office.running.stop().await;
}

#[tokio::test]
async fn whatever_a_message_says_is_text_on_the_page() {
    let hostile = "\"><script>alert('x')</script>&amp;";
    let doorstep = Doorstep::start().await;
    let mut form = form();
    form["title"] = json!(hostile);
    form["pages"][0]["questions"][0]["label"] = json!(hostile);
    doorstep.publish("missed-bin", "0a1b2c", form);
    let office = Office::start(Some(doorstep.url.clone())).await;
    let mut event = event(hostile);
    for name in [
        "reference",
        "part",
        "authority",
        "channel",
        "language",
        "more",
    ] {
        event["data"][name] = json!(hostile);
    }
    event["data"]["answers"] = json!({"bin": hostile, hostile: {hostile: [hostile]}});
    event["source"] = json!("javascript:alert(1)");
    office.post("waste", &event).await;
    for path in ["/", "/requests/MB-000001"] {
        let response = office.fetch(path).await.is(200);
        let policy = response.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"));
        assert_eq!(response.header("x-content-type-options"), "nosniff");
        let page = response.page();
        assert!(page.all("script").is_empty(), "{path}");
        assert!(!page.source().contains("<script"), "{path}");
        assert!(page.main().contains(hostile), "{path}: {}", page.main());
        assert!(page.all("a[href^='javascript']").is_empty(), "{path}");
    }
    office.running.stop().await;
}

#[tokio::test]
async fn no_page_loads_again_by_itself_and_each_offers_to() {
    let office = Office::start(None).await;
    office.post("waste", &event("message-1")).await;
    for path in ["/", "/requests/MB-000001"] {
        let page = office.page(path).await;
        assert!(page.all("[http-equiv]").is_empty(), "{path}");
        let link = page.all(&format!("a[href='{path}']"));
        assert!(!link.is_empty(), "{path} does not lead to itself");
        assert!(page.words("a").contains(&"Show new".to_owned()), "{path}");
        assert_eq!(page.all("h1").len(), 1, "{path}");
        assert!(!page.words("title")[0].is_empty());
        // Each field has a label, each id is there once.
        for field in page.all("input:not([type=hidden]), textarea") {
            let id = field.attr("id").unwrap();
            assert_eq!(page.all(&format!("label[for='{id}']")).len(), 1, "{id}");
            assert_eq!(page.all(&format!("[id='{id}']")).len(), 1, "{id}");
        }
    }
    let style = office.fetch("/style.css").await.is(200);
    assert!(style.header("content-type").starts_with("text/css"));
    for path in ["/requests/MB-000009", "/requests/1", "/nothing"] {
        office.fetch(path).await.is(404);
    }
    office.running.stop().await;
}
