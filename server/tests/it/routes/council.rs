//! "Which council serves me?"

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::page::Page;

/// What the page says about a postcode, asked from the front page.
async fn ask(browser: &mut Browser, postcode: &str) -> Page {
    let home = browser.get("/").await.is(200);
    let form = home.page().form_to("/council");
    let form = form.filled(&[("postcode", postcode)]);
    let answer = browser.send(&form).await.is(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.headers.get("set-cookie").is_none());
    answer.page()
}

#[tokio::test]
async fn a_postcode_is_answered_with_every_council_that_serves_it() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    // Any spelling of it.
    let page = ask(&mut browser, " me149za ").await;
    assert_eq!(
        page.words("main h3"),
        ["Maidstone Borough Council", "Kent County Council"]
    );
    let main = page.main();
    for part in [
        "Councils that serve ME14 9ZA",
        "Bins and recycling",
        "Roads, pavements",
        "01632 960 200",
        "01632 960 101",
        "Monday to Friday",
        "18001",
    ] {
        assert!(main.contains(part), "{part}: {main}");
    }
    assert!(!main.contains("more than one district"), "{main}");
    let hrefs: Vec<_> = page
        .all("main a")
        .iter()
        .filter_map(|a| a.attr("href"))
        .collect();
    assert!(hrefs.contains(&"https://maidstone.gov.uk/"), "{hrefs:?}");
    assert!(hrefs.contains(&"tel:01632960200"), "{hrefs:?}");
    assert!(!hrefs.iter().any(|href| href.contains("find-local-council")));
    // The title stays in the history of a shared computer, the postcode does not.
    assert_eq!(
        page.title(),
        "2 councils – Which council serves me? – Kent County Council"
    );
}

#[tokio::test]
async fn a_postcode_of_two_boroughs_names_both_and_their_addresses() {
    let app = TestApp::new().await;
    let page = ask(&mut app.browser(), "ME9 9ZX").await;
    let names = page.words("main h3");
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(names[2], "Kent County Council");
    assert!(names.contains(&"Maidstone Borough Council".to_owned()));
    assert!(names.contains(&"Swale Borough Council".to_owned()));
    assert!(page.main().contains("more than one district"));
    // Each borough with its own addresses, the county without.
    let addresses = page.words("main details");
    assert_eq!(addresses.len(), 2);
    let own: Vec<Vec<String>> = page
        .all("main details ul")
        .iter()
        .map(|list| list.text().map(str::to_owned).collect())
        .collect();
    assert!(own.iter().all(|list| !list.is_empty()));
    assert!(own[0].iter().all(|address| !own[1].contains(address)));
}

#[tokio::test]
async fn outside_the_boroughs_the_council_is_named_if_the_data_knows_it() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("swale.localhost");
    let district = ask(&mut browser, "CT1 9ZA").await;
    assert_eq!(
        district.words("main h3"),
        ["Canterbury City Council", "Kent County Council"]
    );
    let link = "main a[href='https://www.canterbury.gov.uk/']";
    assert_eq!(district.all(link).len(), 1);
    // Medway is no part of the county.
    let medway = ask(&mut browser, "ME4 9ZA").await;
    assert_eq!(medway.words("main h3"), ["Medway Council"]);
    assert!(
        !medway.main().contains("01632 960 101"),
        "{}",
        medway.main()
    );
    let sussex = ask(&mut browser, "TN34 9ZA").await;
    assert_eq!(sussex.words("main h3"), ["Hastings Borough Council"]);
    let outside = ask(&mut browser, "SE9 9ZA").await;
    assert!(outside.words("main h3").is_empty());
    assert!(outside.main().contains("do not serve SE9 9ZA"));
    let unknown = ask(&mut browser, "ME14 9ZQ").await;
    assert!(unknown.words("main h3").is_empty());
    assert!(unknown.main().contains("We do not know ME14 9ZQ"));
    assert!(unknown.main().contains("01632 960 300"), "the site's line");
    for page in [&outside, &unknown] {
        let link = "main a[href='https://www.gov.uk/find-local-council']";
        assert_eq!(page.all(link).len(), 1, "{}", page.main());
    }
}

#[tokio::test]
async fn a_wrong_postcode_is_explained_and_kept() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let page = browser.get("/council").await.is(200);
    assert!(page.page().mistakes().is_empty());
    for (typed, message) in [
        ("", "Enter a postcode"),
        ("ME14 \"<b>", "Enter a full UK postcode, like ME14 9ZA"),
    ] {
        let wrong = browser.submit(&page, &[("postcode", typed)]).await.is(422);
        assert_eq!(wrong.page().mistakes(), [message]);
        assert_eq!(wrong.page().form().value("postcode"), typed);
        assert!(wrong.page().title().starts_with("Error: "));
        assert_eq!(wrong.header("cache-control"), "no-store");
    }
    // It is never read from a URL, where it would be kept.
    let named = browser.get("/council?postcode=ME14+9ZA").await.is(200);
    assert!(named.page().words("main h3").is_empty());
    let welsh = browser.get("/cy/council").await.is(200);
    assert_eq!(welsh.page().heading(), "Pa gyngor sy’n fy ngwasanaethu i?");
}
