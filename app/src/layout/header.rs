//! The top of every page.

use super::{Frame, Section};
use crate::components::service_navigation::Here;
use crate::components::{
    GenericHeader, LanguageLink, LanguageNavigation, NavigationItem, PhaseBanner,
    ServiceNavigation, SkipLink,
};
use leptos::prelude::*;
use shared::language::Language;
use shared::paths;

pub fn skip_link(frame: &Frame) -> AnyView {
    SkipLink {
        href: String::from("#main-content"),
        text: frame.wording.say("layout-skip"),
        classes: "",
    }
    .view()
}

pub fn header(frame: &Frame) -> AnyView {
    let name = frame.authority.name.clone();
    let logo = match frame.assets.logo.clone() {
        Some(logo) => view! {
            <img class="app-logo" src=logo.href alt=name width=logo.width.to_string() height=logo.height.to_string() translate="no"/>
        }
        .into_any(),
        None => view! { <span translate="no">{name}</span> }.into_any(),
    };
    let wordmark = GenericHeader {
        url: paths::home(frame.language()),
        logo: Some(logo),
        ..GenericHeader::default()
    }
    .view();
    let phase = frame.demo.then(|| phase(frame));
    view! {
        <header class="govuk-template__header">
            {wordmark}
            {navigation(frame)}
            {phase}
        </header>
    }
    .into_any()
}

fn navigation(frame: &Frame) -> AnyView {
    let say = |key: &str| frame.wording.say(key);
    let language = frame.language();
    let item = |key: &str, href: String, section: Section| NavigationItem {
        text: say(key),
        href: Some(href),
        here: if frame.section == section {
            Here::Section
        } else {
            Here::Elsewhere
        },
    };
    let (service_name, service_lang, service_url) = match &frame.service {
        Some(service) => (service.title.clone(), service.lang, service.href.clone()),
        None => (say("layout-product"), None, paths::home(language)),
    };
    // Inside a service there are no navigation links: on a phone the question comes first.
    let items = if frame.service.is_some() {
        Vec::new()
    } else {
        vec![
            item(
                "layout-nav-services",
                paths::services(language),
                Section::Services,
            ),
            item(
                "layout-nav-requests",
                paths::requests(language),
                Section::Requests,
            ),
        ]
    };
    let end = (!frame.alternates.is_empty()).then(|| languages(frame));
    ServiceNavigation {
        label: say("layout-navigation"),
        service_name,
        service_lang,
        service_url: Some(service_url),
        menu: say("layout-menu"),
        menu_label: Some(say("layout-menu-label")),
        items,
        // Two short links need no menu button.
        collapse: Some(false),
        end,
        end_inline: true,
        ..ServiceNavigation::default()
    }
    .view()
}

fn languages(frame: &Frame) -> AnyView {
    let items = Language::ALL.into_iter().filter_map(|language| {
        let href = frame
            .alternates
            .iter()
            .find(|(other, _)| *other == language)
            .map(|(_, href)| href.clone());
        if href.is_none() && language != frame.language() {
            return None;
        }
        Some(LanguageLink {
            language: String::from(language.code()),
            text: frame.wording.say(match language {
                Language::En => "layout-language-en",
                Language::Cy => "layout-language-cy",
            }),
            href,
            description: None,
        })
    });
    LanguageNavigation {
        label: frame.wording.say("layout-language-label"),
        items: items.collect(),
        classes: "",
    }
    .view()
}

fn phase(frame: &Frame) -> AnyView {
    PhaseBanner {
        tag: frame.wording.say("layout-phase-demo"),
        children: Some(frame.wording.say("layout-phase-demo-text").into_any()),
        classes: "",
    }
    .view()
}
