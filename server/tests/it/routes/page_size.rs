//! No page is larger than 256 kB, whatever was typed, and a page does not grow with other pages.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{cancel, start};
use crate::support::page::Form;
use crate::support::response::TestResponse;
use crate::support::wording;
use serde_json::{Value, json};
use std::fmt::Write;
use tempfile::TempDir;

/// The most bytes of a page.
const MOST: usize = 256 * 1024;

const PAGES: usize = 12;
const QUESTIONS: usize = 12;

/// A long form: a choice, pages of optional texts with the largest limit there is, an address.
fn definition() -> String {
    let mut text = String::from(
        "id = \"worst\"\ntitle = \"The worst form\"\nsummary = \"Long.\"\nauthorities = [\"kent\"]\n\
         lawful_basis = \"public-task\"\nspecial_category = false\nretention_days = 10\n\
         classification = \"official\"\nnext.by = \"Soon.\"\nnext.body = [{ text = \"We read it.\" }]\n\
         start.minutes = 2\n\n\
         [[pages]]\nid = \"way\"\n[[pages.questions]]\nid = \"way\"\nkind = \"yes-no\"\n\
         label = \"The long way?\"\nerrors.required = \"Select yes\"\n\n",
    );
    for page in 0..PAGES {
        let title = format!("title = \"Texts {page}\"");
        let _ = write!(text, "[[pages]]\nid = \"p{page}\"\n{title}\n");
        if page == 1 {
            text.push_str("when = { chose = { question = \"way\", any_of = [\"yes\"] } }\n");
        }
        for question in 0..QUESTIONS {
            let _ = write!(
                text,
                "[[pages.questions]]\nid = \"q{page}_{question}\"\noptional = true\n\
                 kind = {{ textarea = {{ limit = 10000 }} }}\nlabel = \"Text {question}\"\n\n"
            );
        }
    }
    text.push_str(
        "[[pages]]\nid = \"home\"\ntitle = \"Home\"\n[[pages.questions]]\nid = \"home\"\n\
         kind = \"address\"\nabout = \"you\"\noptional = true\nlabel = \"Address\"\n\n\
         [[pages.questions]]\nid = \"nickname\"\nkind = { text = { max = 10 } }\n\
         optional = true\nlabel = \"Nickname\"\n",
    );
    text
}

async fn app() -> (TestApp, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("worst.toml"), definition()).unwrap();
    let path = folder.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    let mistakes = app.state.catalogue.reload();
    let mistakes: String = mistakes.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{mistakes}");
    (app, folder)
}

#[track_caller]
fn small(response: &TestResponse) {
    let size = response.body.len();
    assert!(size <= MOST, "{}: {size} bytes", response.status);
}

/// A text as a body holds it with as little escaping as possible.
fn bare(text: &str) -> String {
    let text = text.replace('%', "%25").replace('&', "%26");
    text.replace('+', "%2B")
}

/// Posts the form with as little escaping as possible, so that it holds the most.
async fn post_bare(browser: &mut Browser, form: &Form) -> TestResponse {
    let pair = |(name, value): &(String, String)| format!("{name}={}", bare(value));
    let body = form.fields.iter().map(pair).collect::<Vec<_>>().join("&");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let body = body.into_bytes();
    assert!(body.len() <= 131_072, "{}", body.len());
    browser.fetch("POST", &form.action, &kind, body).await
}

fn draft_of(page: &TestResponse) -> String {
    page.page().form().value("_draft").to_owned()
}

async fn page_of(browser: &mut Browser, draft: &str, page: &str) -> TestResponse {
    let path = format!("/services/worst/{page}?d={draft}");
    browser.get(&path).await.is(200)
}

/// Begins the long way.
async fn begin(browser: &mut Browser) -> (String, TestResponse) {
    let first = start(browser, "worst").await;
    let page = browser.next_page(&first, &[("way", "yes")]).await;
    (draft_of(&page), page)
}

#[tokio::test]
async fn no_page_of_the_worst_form_with_the_worst_text_is_larger_than_256_kb() {
    let (app, _folder) = app().await;
    // Escaped to six bytes in a field, to five and to a tag on check answers, to six in JSON.
    let worst = ["\"", "&", "<\n", "a\n", "\u{1}", "🙂", "\\", "\u{85}x"];
    for unit in worst {
        let mut browser = app.browser();
        let (draft, first) = begin(&mut browser).await;
        let most = |count: usize| unit.repeat(count / unit.chars().count());
        // One answer as long as may be kept: it is stored and shown on every page that has it.
        let long = most(10_000);
        let saved = browser.submit(&first, &[("q0_0", &long)]).await;
        let is_sound = !unit.starts_with(char::is_control);
        assert_eq!(saved.status, if is_sound { 303 } else { 422 }, "{unit:?}");
        small(&saved);
        // Another tab typed as much: both are shown.
        let other = browser
            .submit(&first, &[("q0_0", &format!("Another {}", most(9_990)))])
            .await;
        small(&other.is(409));
        // As much as a body holds, in every field: refused, shown as far as a page can.
        let second = page_of(&mut browser, &draft, "p0").await;
        let fill = unit.repeat(127_000 / QUESTIONS / bare(unit).len());
        let names: Vec<String> = (0..QUESTIONS).map(|at| format!("q0_{at}")).collect();
        let fields: Vec<(&str, &str)> = names
            .iter()
            .map(|name| (name.as_str(), fill.as_str()))
            .collect();
        let filled = second.page().form().filled(&fields);
        small(&post_bare(&mut browser, &filled).await.is(422));
        for page in ["way", "p0", "p1", "home", "check-answers"] {
            let path = format!("/services/worst/{page}?d={draft}");
            let shown = browser.get(&path).await;
            small(&browser.follow(shown).await.is(200));
        }
        small(
            &browser
                .get(&format!("/api/v1/drafts/{draft}?service=worst"))
                .await
                .is(200),
        );
    }
}

#[tokio::test]
async fn check_answers_is_small_with_all_the_text_that_a_draft_holds() {
    let (app, _folder) = app().await;
    for unit in ["&", "<", "a\n", "é"] {
        let mut browser = app.browser();
        let (_, mut page) = begin(&mut browser).await;
        let text = unit.repeat(1_300 / unit.chars().count());
        let mut refused = 0;
        for at in 0..PAGES {
            let name = format!("q{at}_0");
            let wide = format!("q{at}_1");
            let before = page.clone();
            let pressed = browser
                .submit(&page, &[(&name, &text), (&wide, &text)])
                .await;
            small(&pressed);
            let again = pressed.status == 422;
            refused += usize::from(again);
            page = match again {
                true => browser.next_page(&before, &[]).await,
                false => browser.follow(pressed).await.is(200),
            };
        }
        assert!(refused < PAGES, "{unit:?}: nothing was kept");
        let check = browser.next_page(&page, &[]).await;
        assert!(check.page().main().contains(unit.trim()));
        assert!(!check.page().forms().is_empty());
        small(&check);
    }
}

#[tokio::test]
async fn a_page_carries_no_answers_of_other_pages() {
    let (app, _folder) = app().await;
    let mut browser = app.browser();
    let (draft, mut page) = begin(&mut browser).await;
    let empty = page_of(&mut browser, &draft, "p0").await.body.len();
    for at in 0..6 {
        let text = format!("Words of page {at}. {}", "Long. ".repeat(1_000));
        page = browser
            .next_page(&page, &[(&format!("q{at}_3"), &text)])
            .await;
        assert!(!page.text().contains("Words of page"), "after page {at}");
        let grown = page.body.len().abs_diff(empty);
        assert!(grown < 2_000, "page {at} grew by {grown} bytes");
    }
    // The island fetches the answers, and nobody else can.
    let path = format!("/api/v1/drafts/{draft}?service=worst");
    let own = browser.get(&path).await.is(200);
    assert_eq!(own.header("cache-control"), "no-store");
    let typed = &own.json()["answers"]["typed"];
    assert!(
        typed["q4_3"]
            .as_str()
            .unwrap()
            .starts_with("Words of page 4.")
    );
    for other in [
        path.replace("worst", "pothole"),
        path.replace("?service=worst", ""),
    ] {
        browser.get(&other).await.is(404);
    }
    let mut stranger = app.browser();
    start(&mut stranger, "worst").await;
    assert!(!stranger.get(&path).await.is(404).text().contains("Words"));
}

#[tokio::test]
async fn a_text_is_kept_beyond_its_limit_up_to_a_bound() {
    let (app, _folder) = app().await;
    let mut browser = app.browser();
    let (draft, _) = begin(&mut browser).await;
    let home = page_of(&mut browser, &draft, "p0").await;
    // A question without long answers keeps 10,000 characters, one with a limit of 10,000 four
    // times that, of which a draft keeps 64 kB.
    for (page, name, typed, kept) in [
        ("home", "nickname", 12_000, 10_000),
        ("p0", "q0_0", 42_000, 40_000),
    ] {
        let form = match page {
            "home" => walk_to(&mut browser, home.clone(), "home").await,
            _ => page_of(&mut browser, &draft, page).await,
        };
        let long = "x".repeat(typed);
        let wrong = browser.submit(&form, &[(name, &long)]).await.is(422);
        assert_eq!(wrong.page().form().value(name).len(), kept, "{name}");
        let path = format!("/services/worst/{page}?d={draft}");
        let again = browser.get(&path).await.is(200).page().form();
        assert_eq!(again.value(name).len(), kept, "{name}");
    }
}

/// Continues without answers until this page.
async fn walk_to(browser: &mut Browser, mut page: TestResponse, id: &str) -> TestResponse {
    while !page.page().form().action.contains(&format!("/{id}?")) {
        page = browser.next_page(&page, &[]).await;
    }
    page
}

#[tokio::test]
async fn more_text_than_a_draft_keeps_is_refused_in_words_and_still_shown() {
    let (app, _folder) = app().await;
    let mut browser = app.browser();
    let (draft, first) = begin(&mut browser).await;
    let text = "y".repeat(9_000);
    let names: Vec<String> = (0..6).map(|at| format!("q0_{at}")).collect();
    let fields: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), text.as_str()))
        .collect();
    let second = browser.next_page(&first, &fields).await;
    let long = "z".repeat(10_000);
    let refused = browser
        .submit(
            &second,
            &[("q1_0", "short"), ("q1_7", &long), ("q1_8", &long)],
        )
        .await
        .is(422);
    let shown = refused.page();
    let words = wording::phrase("error-too-much-text");
    let (before, _) = words.split_once('{').unwrap();
    let before = before.trim_end_matches(['\u{2068}', '‘']);
    assert_eq!(shown.mistakes().len(), 1);
    assert!(
        shown.mistakes()[0].starts_with(before),
        "{:?}",
        shown.mistakes()
    );
    let link = shown.all(".govuk-error-summary__list a")[0].attr("href");
    assert!(matches!(link, Some("#q1_7" | "#q1_8")), "{link:?}");
    for (name, typed) in [("q1_0", "short"), ("q1_7", &long), ("q1_8", &long)] {
        assert_eq!(shown.form().value(name), typed);
    }
    // Letters that a browser sends as nine bytes each are not too much for a body.
    let letters = "অ".repeat(10_000);
    let fields = [("q1_7", letters.as_str()), ("q1_8", letters.as_str())];
    let refused = browser.submit(&second, &fields).await.is(422);
    assert_eq!(refused.page().form().value("q1_8"), letters);
    // Nothing of it was stored, and what was stored before is still there.
    let stored = page_of(&mut browser, &draft, "p1").await.page().form();
    assert_eq!(stored.value("q1_0"), "");
    let before = page_of(&mut browser, &draft, "p0").await.page().form();
    assert_eq!(before.value("q0_5"), text);
    // The same through the API, for the island and for programs.
    let path = format!("/api/v1/drafts/{draft}/pages/p1");
    let empty = [("if-match", "\"cbf29ce484222325\"")];
    let body =
        json!({"service": "worst", "language": "en", "answers": {"q1_7": long, "q1_8": long}});
    let refused = browser.json("PUT", &path, &empty, &body).await.is(422);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert!(refused.json()["detail"].as_str().unwrap().contains("64 kB"));
    let mut answers = json!({"way": "yes"});
    for at in 0..9 {
        answers[format!("q0_{at}")] = Value::from(text.clone());
    }
    let request = json!({"service": "worst", "answers": answers});
    let refused = browser.request("k", &request).await.is(422).json();
    assert!(refused["detail"].as_str().unwrap().contains("64 kB"));
    app.assert_no_request().await;
    // Shortened, it goes on.
    let shorter = browser
        .submit(&second, &[("q1_0", "short"), ("q1_7", &long)])
        .await;
    assert!(
        shorter.location().contains("/p2?"),
        "{}",
        shorter.location()
    );
}

#[tokio::test]
async fn many_unknown_questions_do_not_make_a_large_response() {
    let app = TestApp::new().await;
    let mut answers = serde_json::Map::new();
    for at in 0..9_000 {
        answers.insert(format!("u{at}"), Value::from(""));
    }
    let body = json!({"service": "pothole", "answers": answers});
    let refused = app.browser().request("k", &body).await.is(422);
    assert!(refused.body.len() < 16_000, "{}", refused.body.len());
}

#[tokio::test]
async fn a_long_comment_is_shown_again_in_a_small_page() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let pressed = cancel(&mut browser, &first).await;
    let form = browser.follow(pressed).await.is(200);
    let long = "&".repeat(40_000);
    let wrong = browser
        .submit(&form, &[("rating", "2"), ("comment", &long)])
        .await
        .is(422);
    small(&wrong);
    assert_eq!(wrong.page().form().value("comment").len(), 10_000);
}
