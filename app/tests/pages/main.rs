//! Checks every page in both languages, from sample data: its structure and its text.
//!
//! With `DOORSTEP_PAGES=FOLDER` the pages are also written to that folder, to be viewed.
#![cfg(feature = "ssr")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so by stopping"
)]

mod councils;
mod every;
mod journey;
mod kinds;
mod leaving;
mod places;
mod question_pages;
mod requests;
mod samples;

use app::wording::WordingByLanguage;
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::prelude::*;
use scraper::{ElementRef, Html, Selector};
use shared::language::Language;
use shared::wording::Wording;
use std::collections::BTreeSet;
use std::sync::Arc;

struct RenderedPage {
    name: String,
    title: String,
    text: String,
    page: Html,
}

fn render(view: impl FnOnce() -> AnyView) -> String {
    let context = Arc::new(SsrSharedContext::new_islands()) as Arc<dyn SharedContext + Send + Sync>;
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    app::document::without_markers(&html)
}

fn wording(language: Language) -> Arc<Wording> {
    WordingByLanguage::load().unwrap().of(language).clone()
}

fn render_all(language: Language) -> Vec<RenderedPage> {
    let folder = std::env::var_os("DOORSTEP_PAGES").map(std::path::PathBuf::from);
    every::every(wording(language))
        .into_iter()
        .map(|(name, frame, view)| {
            let title = frame.title.clone();
            let text = render(|| samples::draw(&frame, view()));
            if let Some(folder) = &folder {
                let file = folder.join(format!("{}-{name}.html", language.code()));
                std::fs::write(file, &text).unwrap();
            }
            RenderedPage {
                name: format!("{} {name}", language.code()),
                title,
                page: Html::parse_document(&text),
                text,
            }
        })
        .collect()
}

fn both() -> Vec<RenderedPage> {
    let mut all = render_all(Language::En);
    all.extend(render_all(Language::Cy));
    all
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

#[test]
fn every_page_has_a_sample() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages");
    let samples = concat!(
        include_str!("every.rs"),
        include_str!("leaving.rs"),
        include_str!("places.rs"),
        include_str!("requests.rs")
    );
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = match path.is_dir() {
            true => path.join("mod.rs"),
            false => path,
        };
        let source = std::fs::read_to_string(file).unwrap();
        for block in source.split("\nimpl ").skip(1) {
            let (page, methods) = block.split_once(' ').unwrap();
            if methods.contains("pub fn view(self)") {
                pages += 1;
                assert!(samples.contains(page), "{page} has no sample");
            }
        }
    }
    assert!(pages >= 13, "only {pages} pages were found in {folder}");
}

#[test]
fn every_page_has_one_h1_one_main_a_title_and_its_language() {
    for page in both() {
        let name = &page.name;
        assert_eq!(all(&page.page, "h1").len(), 1, "{name}: one h1");
        assert!(!text_of(all(&page.page, "h1")[0]).is_empty(), "{name}");
        assert_eq!(all(&page.page, "main#main-content").len(), 1, "{name}");
        assert!(!page.title.is_empty(), "{name}");
        assert_eq!(text_of(all(&page.page, "title")[0]), page.title, "{name}");
        let html = all(&page.page, "html")[0];
        assert_eq!(html.value().attr("lang"), Some(&name[..2]), "{name}");
        let heading_levels: Vec<u8> = all(&page.page, "main h1, main h2, main h3, main h4")
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        for pair in heading_levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: a level is skipped");
        }
    }
}

#[test]
fn every_field_has_a_label_and_every_id_is_unique() {
    for page in both() {
        let name = &page.name;
        let mut ids = BTreeSet::new();
        for element in all(&page.page, "[id]") {
            let id = element.value().attr("id").unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{name}: id {id} twice");
        }
        let labels: BTreeSet<String> = all(&page.page, "label[for]")
            .iter()
            .filter_map(|label| label.value().attr("for"))
            .map(str::to_owned)
            .collect();
        for field in all(&page.page, "input:not([type=hidden]), textarea, select") {
            let id = field.value().attr("id").unwrap_or_default();
            assert!(labels.contains(id), "{name}: no label for {id:?}");
        }
        for element in all(&page.page, "[aria-describedby]") {
            for id in element.value().attr("aria-describedby").unwrap().split(' ') {
                assert!(
                    ids.contains(id),
                    "{name}: described by {id}, which is not there"
                );
            }
        }
        for form in all(&page.page, "form[method=post]") {
            assert!(form.value().attr("action").is_some(), "{name}");
        }
    }
}

#[test]
fn the_error_summary_links_to_fields_and_the_title_says_error() {
    let mut with_mistakes = 0;
    for page in both() {
        let name = &page.name;
        let links = all(&page.page, ".govuk-error-summary__list a");
        let says_error = page.title.starts_with("Error:") || page.title.starts_with("Gwall:");
        let listed = !all(&page.page, ".govuk-error-summary").is_empty();
        assert_eq!(listed, says_error, "{name}: {}", page.title);
        if name.contains("-error") {
            assert!(!links.is_empty(), "{name} has no mistake to show");
        }
        for link in &links {
            with_mistakes += 1;
            let id = link.value().attr("href").unwrap().trim_start_matches('#');
            let target = all(&page.page, &format!("[id='{id}']"));
            assert_eq!(target.len(), 1, "{name}: #{id} leads nowhere");
            let kind = target[0].value().name();
            assert!(
                ["input", "textarea", "select", "button"].contains(&kind),
                "{name}: #{id} is a {kind}"
            );
            let text = text_of(*link);
            let beside = all(&page.page, ".govuk-error-message");
            assert!(
                beside
                    .iter()
                    .any(|message| text_of(*message).ends_with(&text)),
                "{name}: '{text}' is not said beside its field"
            );
        }
        assert_eq!(
            links.len(),
            all(&page.page, ".govuk-error-message").len(),
            "{name}"
        );
    }
    assert!(with_mistakes > 30);
}

#[test]
fn no_page_shows_a_key_or_an_unfilled_placeholder() {
    let keys: Vec<String> = wording(Language::En).phrases.keys().cloned().collect();
    for page in both() {
        let name = &page.name;
        let body = all(&page.page, "body")[0];
        let text = body.text().collect::<Vec<_>>().join("\n");
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let looks_like_key = [
                "page-", "journey-", "layout-", "error-", "status-", "problem-", "date-", "answer-",
            ]
            .iter()
            .any(|prefix| bare.starts_with(prefix));
            assert!(!looks_like_key, "{name} says {bare}");
            assert!(!keys.iter().any(|key| key == bare), "{name} says {bare}");
        }
        let placeholder = text
            .match_indices('{')
            .map(|(at, _)| text[at..].chars().take(30).collect::<String>())
            .next();
        assert_eq!(placeholder, None, "{name}");
        assert!(!page.title.contains('{'), "{name}: {}", page.title);
    }
}

#[test]
fn no_page_has_an_inline_script_or_a_style_of_its_own() {
    for page in both() {
        let name = &page.name;
        assert!(all(&page.page, "[style], style+style").is_empty(), "{name}");
        for script in all(&page.page, "script") {
            assert!(script.value().attr("src").is_some(), "{name}");
            assert_eq!(text_of(script), "", "{name}");
        }
        for element in all(&page.page, "*") {
            for (attribute, _) in element.value().attrs() {
                assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            }
        }
        assert!(!page.text.contains("javascript:"), "{name}");
    }
}

#[test]
fn input_is_escaped_and_kept() {
    let pages = render_all(Language::En);
    let find = |name: &str| pages.iter().find(|page| page.name == name).unwrap();
    let manual = find("en address-manual-error");
    let line1 = all(&manual.page, "#address-line1")[0];
    assert_eq!(line1.value().attr("value"), Some("1 <High> Street"));
    let none = find("en services-none");
    let main = text_of(all(&none.page, "main")[0]);
    assert!(main.contains("<licence>"), "{main}");
    assert!(!none.text.contains("<licence>"));
}

#[test]
fn a_journey_page_has_its_draft_and_one_way_to_give_up() {
    let mut checked = 0;
    for page in both() {
        if page.name.contains("address-") || page.name.ends_with(" date") {
            checked += 1;
            assert_eq!(
                all(&page.page, "form input[name=_draft]").len(),
                1,
                "{}",
                page.name
            );
            let draft = samples::DRAFT;
            let cancel = all(&page.page, &format!("main a[href$='/leave?d={draft}']"));
            assert_eq!(cancel.len(), 1, "{}", page.name);
            assert!(all(&page.page, "form[action$='/clear']").is_empty());
            assert!(all(&page.page, "form[action$='/leave']").is_empty());
            assert_eq!(all(&page.page, "main form input[name=_base]").len(), 1);
        }
    }
    assert!(checked >= 20, "{checked}");
}

#[test]
fn only_the_confirmation_shows_the_tracking_code_and_references_are_not_translated() {
    let (mut confirmations, mut references) = (0, 0);
    for page in both() {
        let shows = page.text.contains("K7PM-2XQD-9RTW");
        confirmations += usize::from(shows);
        assert_eq!(shows, page.name.contains(" confirmation"), "{}", page.name);
        for reference in all(&page.page, ".app-reference") {
            references += 1;
            assert_eq!(
                reference.value().attr("translate"),
                Some("no"),
                "{}",
                page.name
            );
        }
    }
    assert_eq!(confirmations, 4, "delivered and held, in each language");
    assert!(references > 0);
}

#[test]
fn a_request_page_says_what_applies_to_its_status_and_nothing_else() {
    let pages = render_all(Language::En);
    let main = |name: &str| {
        let page = pages.iter().find(|page| page.name == name).unwrap();
        text_of(all(&page.page, "main")[0])
    };
    let by = "We aim to come back by Thursday 26 November 2026.";
    let late = "We aimed to be done by 26 November 2026. We are sorry that it is late.";
    let steps = "What happens next";
    let (not_sorted, now) = ("It is not sorted", "What you can do now");
    for (name, said) in [
        ("en confirmation", &[by, steps][..]),
        ("en status", &[by, steps]),
        ("en status-late", &[late, steps]),
        ("en status-done", &[not_sorted]),
        ("en status-refused", &[now]),
        ("en status-parts", &[by, steps, now]),
    ] {
        let main = main(name);
        for words in [by, late, steps, not_sorted, now] {
            assert_eq!(
                main.contains(words),
                said.contains(&words),
                "{name}: {words}"
            );
        }
    }
    let subject = "Missed bin: recycling, food waste, Friday 20 November, ";
    assert!(main("en status").contains(&format!("{subject}12 Wealden Row")));
    assert!(main("en status-late").contains(&format!("{subject}ME14 …")));
    assert!(!main("en status-late").contains("Wealden"));
}

#[test]
fn a_danger_to_life_page_shows_only_999_and_keeps_the_footer() {
    let pages = render_all(Language::En);
    let page = pages
        .iter()
        .find(|page| page.name == "en outcome-999")
        .unwrap();
    let numbers: Vec<_> = all(&page.page, "a[href^='tel:']")
        .iter()
        .map(|link| link.value().attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(numbers, ["tel:999"]);
    let links = all(&page.page, "main a:not([href^='tel:'])");
    let links: Vec<_> = links.iter().map(|link| link.value().attr("href")).collect();
    assert_eq!(links, [Some("https://999bsl.co.uk")]);
    assert!(all(&page.page, "footer a").len() > 2, "the footer is kept");
}

#[test]
fn the_enter_key_is_continue_also_where_an_address_stands_among_other_questions() {
    let button = Selector::parse("form.app-form button").unwrap();
    let all = render_all(Language::En);
    let page = all.iter().find(|one| one.name.ends_with("address-among"));
    let buttons: Vec<_> = page.unwrap().page.select(&button).collect();
    assert!(buttons.len() > 2, "the address has buttons of its own");
    assert_eq!(buttons[0].attr("name"), None, "Enter presses the first");
    assert_eq!(buttons[0].attr("tabindex"), Some("-1"));
}

#[test]
fn a_page_without_answers_has_no_field_that_a_browser_could_fill_again() {
    let mut checked = 0;
    for page in both() {
        if page.name.contains("missing-") {
            checked += 1;
            let fields = all(&page.page, "input, textarea, select, form");
            assert!(fields.is_empty(), "{}", page.name);
            let calls = all(&page.page, "main a[href^='tel:']").len();
            assert_eq!(
                calls > 0,
                page.name.ends_with("no-cookies"),
                "{}",
                page.name
            );
        }
    }
    assert_eq!(checked, 2 * 5);
}

#[test]
fn only_a_page_of_a_form_asks_before_its_time_is_up() {
    let mut with_draft = 0;
    for page in both() {
        let asks = !all(&page.page, "dialog#stay").is_empty();
        let body = all(&page.page, "body")[0];
        assert_eq!(body.value().attr("data-stay") == Some("draft"), asks);
        assert_eq!(page.text.contains("<noscript><aside"), asks);
        with_draft += usize::from(asks);
    }
    assert!(with_draft > 20);
}
