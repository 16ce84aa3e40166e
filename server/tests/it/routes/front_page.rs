//! A council's front page: its topics, its announcements, its brand, and the ways on from it.

use crate::support::app::TestApp;
use crate::support::journeys::start;
use crate::support::response::TestResponse;
use jiff::SignedDuration;
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

async fn app_with(files: &[(&str, &str)]) -> (TestApp, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    assert_eq!(app.state.catalogue.mistakes(), 0);
    (app, folder)
}

fn service(id: usize, topic: &str) -> String {
    format!(
        "id = \"s{id}\"\ntitle = \"Service {id}\"\nsummary = \"Ask for it.\"\n{topic}\n\
         authorities = [\"maidstone\"]\nlawful_basis = \"public-task\"\nspecial_category = false\n\
         retention_days = 10\nclassification = \"official\"\nstart.minutes = 2\nnext.by = \"Soon.\"\n\
         next.body = [{{ text = \"We read it.\" }}]\n[[pages]]\nid = \"only\"\n[[pages.questions]]\n\
         id = \"only\"\nkind = \"yes-no\"\nlabel = \"Yes?\"\nerrors.required = \"Select yes\"\n"
    )
}

#[tokio::test]
async fn the_front_page_leads_with_the_promise_and_lists_services_by_topic() {
    let app = TestApp::new().await;
    for (host, heading) in [
        ("localhost", "One place for Kent and your borough"),
        ("swale.localhost", "One place for Swale and Kent"),
    ] {
        let home = app.browser_at(host).get("/").await.is(200);
        assert_eq!(home.page().heading(), heading);
        let main = home.page().main();
        assert!(main.contains("do not need to know which council does what"));
        assert_eq!(
            home.page().words("main h3"),
            [
                "Bins and recycling",
                "Roads, pavements and street lights",
                "Council tax"
            ]
        );
        let links = home.page().all("main h3 a[href='/topics/waste']").len();
        assert_eq!(links, 1);
    }
    let mut browser = app.browser();
    let topic = browser.get("/topics/waste").await.is(200);
    assert_eq!(topic.page().heading(), "Bins and recycling");
    let services = topic.page().all("main a[href^='/services/']").len();
    assert_eq!(services, 1);
    let welsh = browser.get("/cy/topics/waste").await.is(200);
    assert_eq!(welsh.page().heading(), "Biniau ac ailgylchu");
    // A topic nobody has, and one without services.
    browser.get("/topics/moonlight").await.is(404);
    browser.get("/topics/housing").await.is(404);
}

#[tokio::test]
async fn hundreds_of_services_leave_the_front_page_short() {
    let mut texts = Vec::new();
    for id in 0..300 {
        let topic = match id % 3 {
            0 => "topic = \"housing\"",
            1 => "topic = \"planning\"",
            _ => "",
        };
        texts.push((format!("s{id}.toml"), service(id, topic)));
    }
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let (app, _folder) = app_with(&files).await;
    let mut browser = app.browser_at("maidstone.localhost");
    let home = browser.get("/").await.is(200);
    assert!(home.body.len() < 20_000, "{} bytes", home.body.len());
    let main = home.page().main();
    assert!(main.contains("See all 100 services in ‘Housing’"), "{main}");
    assert!(main.contains("Other services"), "{main}");
    let housing = browser.get("/topics/housing").await.is(200);
    assert_eq!(housing.page().all("main a[href^='/services/s']").len(), 100);
    let all = browser.get("/services").await.is(200);
    assert_eq!(all.page().all("main a[href^='/services/']").len(), 303);
    assert!(all.body.len() < 256 * 1024);
}

const SNOW: &str = r#"
[[announcements]]
authorities = ["maidstone"]
services = ["missed-bin"]
from = "2026-11-18 18:00"
until = "2026-11-18 19:00"
text = { en = "Bins are late <today>.", cy = "Mae’r biniau’n hwyr heddiw." }
link = { text = { en = "New days", cy = "Diwrnodau newydd" }, href = "https://maidstone.gov.uk/bins" }
"#;

fn banner(response: &TestResponse) -> String {
    response.page().words(".govuk-notification-banner").concat()
}

#[tokio::test]
async fn an_announcement_is_shown_without_a_build_and_ends_by_itself() {
    let (app, folder) = app_with(&[]).await;
    let mut maidstone = app.browser_at("maidstone.localhost");
    let mut swale = app.browser_at("swale.localhost");
    let mut kent = app.browser();
    assert_eq!(banner(&maidstone.get("/").await.is(200)), "");
    let file = folder.path().join("announcements.toml");
    std::fs::write(&file, SNOW).unwrap();
    assert_eq!(app.state.catalogue.reload(), []);
    let home = maidstone.get("/").await.is(200);
    assert!(banner(&home).contains("Bins are late <today>. New days"));
    assert!(!home.text().contains("<today>"), "not escaped");
    let link = "main a[href='https://maidstone.gov.uk/bins']";
    assert_eq!(home.page().all(link).len(), 1);
    let welsh = maidstone.get("/cy").await.is(200);
    assert!(banner(&welsh).contains("Mae’r biniau’n hwyr heddiw. Diwrnodau newydd"));
    let bins = "/services/missed-bin";
    assert!(banner(&maidstone.get(bins).await).contains("Bins are late"));
    // The county's site names whose news it is; other boroughs and services do not show it.
    let county = banner(&kent.get(bins).await);
    assert!(
        county.contains("Maidstone Borough Council: Bins are late"),
        "{county}"
    );
    assert_eq!(banner(&kent.get("/").await), "");
    for path in ["/", bins] {
        assert_eq!(banner(&swale.get(path).await.is(200)), "", "{path}");
    }
    let tax = "/services/council-tax-change-of-address";
    assert_eq!(banner(&maidstone.get(tax).await.is(200)), "");
    // A journey that has begun is not interrupted.
    assert_eq!(banner(&start(&mut maidstone, "missed-bin").await), "");

    // A file with a mistake replaces nothing.
    std::fs::write(&file, SNOW.replace("until", "untill")).unwrap();
    assert_eq!(app.state.catalogue.reload().len(), 2);
    assert_eq!(app.state.catalogue.mistakes(), 2);
    assert!(banner(&maidstone.get("/").await).contains("Bins are late"));
    assert!(app.state.catalogue.current().get("announcements").is_none());

    app.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(banner(&maidstone.get("/").await.is(200)), "");
    std::fs::remove_file(&file).unwrap();
    assert_eq!(app.state.catalogue.reload(), []);
    assert_eq!(app.state.catalogue.mistakes(), 0);
}

#[tokio::test]
async fn english_news_on_a_welsh_page_is_marked_as_english() {
    let english = SNOW.replace(", cy = \"Mae’r biniau’n hwyr heddiw.\"", "");
    let (app, _folder) = app_with(&[("announcements.toml", &english)]).await;
    let welsh = app
        .browser_at("maidstone.localhost")
        .get("/cy")
        .await
        .is(200);
    let page = welsh.page();
    let marked = page.words(".govuk-notification-banner [lang=en]").concat();
    assert!(marked.contains("Bins are late"), "{marked}");
}

#[tokio::test]
async fn a_reference_alone_leads_to_its_request() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let home = browser.get("/").await.is(200);
    let form = home.page().form_to("/requests");
    assert!(!form.has("fact"));
    let typed = form.clone().filled(&[("reference", "222-2222-222")]);
    let found = browser.send(&typed).await.is(303);
    assert_eq!(found.header("location"), "/requests/2222222222");
    // Which tells nothing before a second fact was given.
    let asked = browser.follow(found).await.is(200);
    assert_eq!(asked.page().heading(), "Is this your request?");
    let blank = browser.send(&form).await.is(303);
    assert_eq!(blank.header("location"), "/requests");
    let wrong = form.filled(&[("reference", "7KD-2MPX")]);
    let wrong = browser.send(&wrong).await.is(422);
    let message = "Check the reference number. It has 10 letters and numbers, like 7KD‑2MPX‑9QF";
    assert_eq!(wrong.page().mistakes(), [message]);
    let again = wrong.page().form_to("/requests");
    assert_eq!(again.value("reference"), "7KD-2MPX");
    assert!(again.has("fact"));
}

#[tokio::test]
async fn a_search_that_finds_nothing_goes_on_on_the_councils_own_website() {
    let app = TestApp::new().await;
    let query = "/services?q=zeppelin+%26+mast%3Fx%3D1";
    let kent = app.browser().get(query).await.is(200);
    let page = kent.page();
    let own = "main a[href^='https://www.kent.gov.uk/search']";
    let links = page.all(own);
    let href = links[0].attr("href").unwrap();
    assert!(
        href.ends_with("query=zeppelin%20%26%20mast%3Fx%3D1"),
        "{href}"
    );
    assert!(
        page.main()
            .contains("Search the website of Kent County Council for ‘zeppelin & mast?x=1’")
    );
    assert!(page.main().contains("01632 960 101"));
    // Without a search of its own, its website.
    let swale = app.browser_at("swale.localhost").get(query).await.is(200);
    assert_eq!(
        swale
            .page()
            .all("main a[href='https://swale.gov.uk/']")
            .len(),
        1
    );
    // Nothing is offered where something was found and the council has no search.
    let found = app
        .browser_at("swale.localhost")
        .get("/services?q=potholl")
        .await
        .is(200);
    assert_eq!(found.page().all("main a[href^='https://swale']").len(), 0);
    assert_eq!(
        found.page().all("main a[href='/services/pothole']").len(),
        1
    );
}

/// The demonstration settings with a brand for the first council.
fn branded(folder: &Path, brand: &str) -> String {
    let all = include_str!("../../../doorstep.toml");
    let councils = &all[all.find("[[authorities]]").unwrap()..];
    let own = include_str!("../../../demo/doorstep.toml");
    let accent = "accent = \"#7a2f68\"\n";
    let mut text = String::new();
    let councils = councils.replacen(accent, &format!("{accent}{brand}\n"), 1);
    let _ = write!(text, "{own}\n{councils}");
    let file = folder.join("branded.toml");
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[tokio::test]
async fn a_council_has_its_own_logo_and_icon() {
    let folder = tempfile::tempdir().unwrap();
    let image = |name: &str, inside: &str| {
        let file = folder.path().join(name);
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\">";
        std::fs::write(&file, format!("{head}<!-- note -->{inside}</svg>")).unwrap();
        file.display().to_string()
    };
    let logo = image("logo.svg", "<rect width=\"120\" height=\"40\"/>");
    let icon = image("icon.svg", "<circle r=\"9\"/>");
    let brand = format!("logo = \"{logo}\"\nicon = \"{icon}\"");
    let settings = branded(folder.path(), &brand);
    let app = TestApp::with(&[("DOORSTEP_CONFIG", &settings)]).await;
    let mut browser = app.browser();
    for (path, name) in [("/", "Kent County Council"), ("/cy", "Cyngor Sir Caint")] {
        let home = browser.get(path).await.is(200);
        let page = home.page();
        let shown = page.all("header img");
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].attr("alt"), Some(name));
        assert_eq!(
            (shown[0].attr("width"), shown[0].attr("height")),
            (Some("120"), Some("40"))
        );
        let icons = page.all("link[rel=icon]");
        for (href, part) in [
            (shown[0].attr("src"), "<rect "),
            (icons[0].attr("href"), "<circle "),
        ] {
            let served = browser.get(href.unwrap()).await.is(200);
            assert_eq!(served.header("content-type"), "image/svg+xml");
            assert!(
                served
                    .header("content-security-policy")
                    .starts_with("default-src 'none'")
            );
            assert!(served.text().contains(part), "{}", served.text());
            assert!(!served.text().contains("note"));
        }
    }
    // Another council has none, so its name is shown.
    let other = app.browser_at("swale.localhost").get("/").await.is(200);
    assert!(other.page().all("header img").is_empty());
    assert!(
        other
            .page()
            .words("header")
            .concat()
            .contains("Swale Borough Council")
    );
}

#[test]
fn a_brand_that_cannot_be_used_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.svg");
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n<script/></svg>";
    std::fs::write(&bad, text).unwrap();
    let errors = |brand: &str, accent: &str| {
        let file = branded(folder.path(), brand);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("#7a2f68", accent, 1)).unwrap();
        let variables = [
            ("DOORSTEP_CONFIG".to_owned(), file),
            ("DOORSTEP__DEMO".to_owned(), "true".to_owned()),
        ];
        let found = server::config::Config::from_variables(&variables).err();
        let found = found.unwrap_or_default().into_iter();
        found.map(|one| one.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(errors("", "#7a2f68"), [""; 0]);
    let found = errors("", "#e0a526");
    assert_eq!(
        found[0],
        "authorities[0].brand.accent: #e0a526 on #ffffff has a contrast of 2.19:1; WCAG 2.2 asks \
         for 4.5:1"
    );
    let logo = errors(&format!("logo = \"{}\"", bad.display()), "#7a2f68");
    assert_eq!(logo.len(), 1, "{logo:?}");
    assert!(
        logo[0].contains("bad.svg: line 2: <script> is not allowed"),
        "{logo:?}"
    );
    let icon = errors("icon = \"/nowhere/icon.svg\"", "#7a2f68");
    assert!(
        icon[0].contains("brand.icon: names /nowhere/icon.svg"),
        "{icon:?}"
    );
}

#[tokio::test]
async fn in_a_journey_the_footer_is_one_line_of_help() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("maidstone.localhost");
    let before = browser.get("/services/missed-bin").await.is(200);
    let full = before.page().words("footer").concat();
    for part in ["Bargeman Street", "help@maidstone", "For developers"] {
        assert!(full.contains(part), "{part}: {full}");
    }
    let question = start(&mut browser, "missed-bin").await;
    let short = question.page().words("footer").concat();
    for part in [
        "Need help?",
        "01632 960 200",
        "8:30am",
        "18001",
        "Privacy",
        "Accessibility",
    ] {
        assert!(short.contains(part), "{part}: {short}");
    }
    for part in [
        "Bargeman Street",
        "help@maidstone",
        "For developers",
        "Doorstep",
    ] {
        assert!(!short.contains(part), "{part}: {short}");
    }
    // With the council's name, it is less than two thirds as heavy, on every question page.
    let (short, full) = (footer(&question).len(), footer(&before).len());
    assert!(short * 3 < full * 2, "{short} of {full} bytes");
}

fn footer(response: &TestResponse) -> String {
    let text = response.text();
    let (start, end) = (
        text.find("<footer").unwrap(),
        text.find("</footer>").unwrap(),
    );
    text[start..end].to_owned()
}
