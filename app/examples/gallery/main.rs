//! Writes every component to plain files, to be checked in a browser at 390 and 1280 pixels.
//!
//! `cargo run -p app --features ssr --example gallery -- FOLDER` writes one file per page to the
//! folder; copy the compiled stylesheet there as `main.css`.

mod asking;
mod pages;

use app::components::*;
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

type Page = fn() -> AnyView;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .unwrap_or_else(|| "gallery".into()),
    );
    std::fs::create_dir_all(&folder)?;
    let pages: [(&str, Page); 6] = [
        ("question", asking::question),
        ("choices", asking::choices),
        ("start", pages::start),
        ("confirmation", pages::confirmation),
        ("status", pages::status),
        ("services", pages::services),
    ];
    for (name, page) in pages {
        let body = html(|| frame(page()));
        let document = format!(
            "<!DOCTYPE html><html class=\"govuk-template\" lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{name}</title><link rel=\"stylesheet\" href=\"main.css\"></head><body class=\"govuk-template__body\">{body}</body></html>"
        );
        std::fs::write(folder.join(format!("{name}.html")), document)?;
    }
    Ok(())
}

fn html(view: impl FnOnce() -> AnyView) -> String {
    let context = Arc::new(SsrSharedContext::new_islands()) as Arc<dyn SharedContext + Send + Sync>;
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// The document around every page.
fn frame(page: AnyView) -> AnyView {
    let skip = SkipLink {
        href: "#main".into(),
        text: "Skip to main content".into(),
        ..Default::default()
    };
    let header = GenericHeader {
        url: "/".into(),
        name: "Maidstone Borough Council".into(),
        ..Default::default()
    };
    let languages = LanguageNavigation {
        label: "Language".into(),
        items: vec![
            LanguageLink {
                language: "en".into(),
                text: "English".into(),
                ..Default::default()
            },
            LanguageLink {
                language: "cy".into(),
                text: "Cymraeg".into(),
                href: Some("/cy".into()),
                description: None,
            },
        ],
        classes: "",
    };
    let navigation = ServiceNavigation {
        label: "Service information".into(),
        service_name: "Report a missed bin".into(),
        service_url: Some("/services/missed-bin".into()),
        menu: "Menu".into(),
        items: vec![
            NavigationItem {
                text: "All services".into(),
                href: Some("/services".into()),
                ..Default::default()
            },
            NavigationItem {
                text: "Find a request".into(),
                href: Some("/requests".into()),
                ..Default::default()
            },
        ],
        collapse: Some(false),
        end: Some(languages.view()),
        end_inline: true,
        ..Default::default()
    };
    let phase = PhaseBanner {
        tag: "Demonstration".into(),
        children: Some("The addresses here are invented.".into_any()),
        classes: "",
    };
    let footer = Footer {
        title: "Support links".into(),
        links: ["Accessibility", "Privacy", "Cookies"]
            .into_iter()
            .map(|text| FooterLink {
                href: format!("/{text}"),
                text: text.into(),
            })
            .collect(),
        owner: Some("Maidstone Borough Council, Maidstone House, King Street".into_any()),
        children: Some(
            ContactLine {
                title: "Talk to a person".into(),
                level: 2,
                ways: vec![
                    way(
                        "Telephone",
                        "01632 960 001",
                        "tel:+441632960001",
                        "Monday to Friday, 9am to 5pm",
                    ),
                    way(
                        "Text relay",
                        "18001 01632 960 001",
                        "tel:1800101632960001",
                        "If you cannot hear or speak on the phone",
                    ),
                    way(
                        "Something dangerous at night",
                        "01632 960 002",
                        "tel:+441632960002",
                        "Any time, day or night",
                    ),
                ],
            }
            .view(),
        ),
        classes: "",
    };
    view! {
        {skip.view()}
        <header>{header.view()}{navigation.view()}</header>
        <div class="govuk-width-container">
            {phase.view()}
            {page}
        </div>
        <footer>{footer.view()}</footer>
    }
    .into_any()
}

fn way(name: &str, text: &str, href: &str, note: &str) -> ContactWay {
    ContactWay {
        name: name.into(),
        text: text.into(),
        href: Some(href.into()),
        note: Some(note.into()),
    }
}
