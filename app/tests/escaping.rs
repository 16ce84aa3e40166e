//! Typed text is shown unchanged and is never interpreted as markup.
#![cfg(test)]

use app::components::*;
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::prelude::*;
use scraper::{Html, Selector};
use std::sync::Arc;

fn html(view: impl FnOnce() -> AnyView) -> String {
    let context = Arc::new(SsrSharedContext::new_islands()) as Arc<dyn SharedContext + Send + Sync>;
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// The value of the textarea after a browser parses the page.
fn typed_in_textarea(value: &str) -> String {
    let html = html(|| {
        Textarea {
            id: "a".into(),
            name: "a".into(),
            value: value.into(),
            ..Default::default()
        }
        .view()
    });
    let page = Html::parse_fragment(&html);
    let field = page
        .select(&Selector::parse("textarea").unwrap())
        .next()
        .unwrap();
    field.text().collect()
}

#[test]
fn a_textarea_preserves_its_text_exactly() {
    for value in [
        "",
        " ",
        "one\ntwo",
        "\nafter an empty line",
        "\n\n",
        "a <b> & </textarea><script>",
        "<!-- -->",
        "&amp;",
        "dŵr 💧",
    ] {
        assert_eq!(typed_in_textarea(value), value, "{value:?}");
    }
}

#[test]
fn input_is_never_rendered_as_markup() {
    let evil = "\"><script>alert(1)</script>";
    let page = html(|| {
        let input = Input {
            id: "a".into(),
            name: "a".into(),
            value: evil.into(),
            ..Default::default()
        };
        let error = ErrorMessage::new("Error".into(), evil.into());
        let radios = Radios {
            id: "r".into(),
            name: "r".into(),
            error: Some(error),
            items: vec![Choice {
                value: evil.into(),
                text: evil.into(),
                hint: Some(evil.into()),
                ..Default::default()
            }],
            ..Default::default()
        };
        let summary = SummaryList {
            rows: vec![SummaryRow {
                key: evil.into(),
                value: Some(evil.to_string().into_any()),
                ..Default::default()
            }],
            ..Default::default()
        };
        let errors = ErrorSummary {
            errors: vec![ErrorLink {
                href: Some("#a".into()),
                text: evil.into(),
            }],
            ..Default::default()
        };
        let search = SearchField {
            name: "q",
            value: evil.into(),
            ..Default::default()
        };
        (
            input.view(),
            radios.view(),
            summary.view(),
            errors.view(),
            search.view(),
        )
            .into_any()
    });
    let parsed = Html::parse_fragment(&page);
    let count = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count("script"), 0, "{page}");
    // All of it is there: in the label, hint and error of the radio, in the row and its name, and
    // in the summary; and as the value of each field.
    let text: String = parsed.root_element().text().collect();
    assert_eq!(text.matches(evil).count(), 6, "{page}");
    let fields = Selector::parse("input").unwrap();
    let values = parsed.select(&fields).map(|field| field.attr("value"));
    assert_eq!(values.collect::<Vec<_>>(), [Some(evil); 3], "{page}");
}

#[test]
fn references_and_numbers_are_excluded_from_browser_translation() {
    let reference = html(|| {
        Reference {
            text: "K7F-2MQX-84D".into(),
        }
        .view()
    });
    assert!(reference.contains("translate=\"no\""), "{reference}");
    let line = html(|| {
        let way = ContactWay {
            text: "01632 960 001".into(),
            href: Some("tel:+441632960001".into()),
            ..Default::default()
        };
        ContactLine {
            ways: vec![way],
            ..Default::default()
        }
        .view()
    });
    assert!(
        line.contains("translate=\"no\"") && line.contains("href=\"tel:+441632960001\""),
        "{line}"
    );
}
