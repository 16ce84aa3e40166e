//! The footer of every page: contact details and statements.

use super::Frame;
use crate::components::phone::tel;
use crate::components::{ContactLine, ContactWay, Footer, FooterLink};
use leptos::prelude::*;
use shared::paths;

pub fn footer(frame: &Frame) -> AnyView {
    let say = |key: &str| frame.wording.say(key);
    let language = frame.language();
    let link = |key: &str, href: String| FooterLink {
        href,
        text: say(key),
    };
    let footer = Footer {
        title: say("layout-footer-label"),
        links: vec![
            link(
                "layout-footer-accessibility",
                paths::accessibility(language),
            ),
            link("layout-footer-privacy", paths::privacy(language)),
            link("layout-footer-cookies", paths::cookies(language)),
            link("layout-footer-api", String::from(paths::API_OPENAPI)),
        ],
        owner: Some(say("layout-footer-made-with").into_any()),
        children: (!frame.hide_contact_line).then(|| contact(frame)),
    }
    .view();
    view! { <footer class="govuk-template__footer">{footer}</footer> }.into_any()
}

/// In the same position on every page (WCAG 2.2, 3.2.6).
fn contact(frame: &Frame) -> AnyView {
    let say = |key: &str| frame.wording.say(key);
    let authority = &frame.authority;
    let mut ways = Vec::new();
    for (place, line) in authority.phones.iter().enumerate() {
        let key = if place == 0 {
            "layout-contact-name-phone"
        } else {
            "layout-contact-name-out-of-hours"
        };
        ways.push(ContactWay {
            name: say(key),
            text: line.number.clone(),
            href: Some(tel("", &line.number)),
            note: Some(line.hours.clone()),
        });
    }
    if let Some(first) = authority.phones.first().filter(|_| authority.relay) {
        let mut text = String::from("18001 ");
        text.push_str(&first.number);
        ways.push(ContactWay {
            name: say("layout-contact-name-relay"),
            href: Some(tel("18001", &first.number)),
            text,
            note: Some(say("layout-contact-note-relay")),
        });
    }
    if let Some(email) = &authority.email {
        let mut href = String::from("mailto:");
        href.push_str(email);
        ways.push(ContactWay {
            name: say("layout-contact-name-email"),
            text: email.clone(),
            href: Some(href),
            note: None,
        });
    }
    if let Some(counter) = &authority.counter {
        ways.push(ContactWay {
            name: say("layout-contact-name-counter"),
            text: counter.lines.join(", "),
            href: None,
            note: Some(counter.hours.clone()),
        });
    }
    if let Some(website) = &authority.website {
        ways.push(ContactWay {
            name: say("layout-contact-name-website"),
            text: bare(website),
            href: Some(website.clone()),
            note: None,
        });
    }
    ContactLine {
        title: say("layout-contact-title"),
        level: 2,
        ways,
    }
    .view()
}

/// A web address without its scheme.
fn bare(website: &str) -> String {
    let text = website
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_end_matches('/');
    String::from(text.trim_start_matches("www."))
}
