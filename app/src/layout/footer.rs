//! The footer of every page: contact details and statements.

use super::Frame;
use crate::components::phone::tel;
use crate::components::{ContactLine, ContactWay, Footer, FooterLink};
use leptos::prelude::*;
use shared::paths;
use shared::question::postcode::unbroken;

pub fn footer(frame: &Frame) -> AnyView {
    let say = |key: &str| frame.wording.say(key);
    let language = frame.language();
    let link = |key: &str, href: String| FooterLink {
        href,
        text: say(key),
    };
    let mut links = vec![
        link(
            "layout-footer-accessibility",
            paths::accessibility(language),
        ),
        link("layout-footer-privacy", frame.privacy.clone()),
        link("layout-footer-cookies", paths::cookies(language)),
    ];
    let mut owner = None;
    if !frame.journey {
        let api = String::from(paths::API_OPENAPI);
        links.push(link("layout-footer-api", api));
        owner = Some(say("layout-footer-made-with").into_any());
    }
    let help = (!frame.hide_contact_line).then(|| match frame.journey {
        true => help_line(frame),
        false => contact(frame),
    });
    let footer = Footer {
        title: say("layout-footer-label"),
        links,
        owner,
        children: help,
        classes: if frame.journey {
            "app-footer--short"
        } else {
            ""
        },
    }
    .view();
    view! { <footer class="govuk-template__footer">{footer}</footer> }.into_any()
}

/// The way to a person in one line, where the contact details of other pages begin.
fn help_line(frame: &Frame) -> AnyView {
    let title = frame.wording.with(
        "layout-contact-title",
        &[("authority", &frame.authority.name)],
    );
    let line = frame.authority.phones.first().map(|line| {
        let relay = frame.authority.relay.then(|| {
            let text = frame
                .wording
                .with("layout-phone-relay", &[("number", &line.number)]);
            let href = tel("18001", &line.number);
            view! { <a class="app-footer__link" href=href>{text}</a> }.into_any()
        });
        view! {
            <a class="app-footer__link app-footer__phone" href=tel("", &line.number) translate="no">{line.number.clone()}</a>
            <span>{line.hours.clone()}</span>
            {relay}
        }
        .into_any()
    });
    view! {
        <div class="app-footer__help">
            <h2 class="app-footer__help-title">{title}</h2>
            {line}
        </div>
    }
    .into_any()
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
            text: unbroken(&counter.lines.join(", ")),
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
        title: frame
            .wording
            .with("layout-contact-title", &[("authority", &authority.name)]),
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
