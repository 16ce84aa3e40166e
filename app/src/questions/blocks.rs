//! A definition's paragraphs, lists, warnings and phone lines.

use crate::components::element::{element, together};
use crate::components::{InsetText, List, Phone as PhoneLine, WarningText};
use leptos::prelude::*;
use shared::council::Council;
use shared::journey::Journey;
use shared::service::block::{Block, Phone};
use shared::wording::Wording;

/// Finds the council for any postcode in the UK.
const FIND_COUNCIL: &str = "https://www.gov.uk/find-local-council";

/// The blocks whose condition holds, in order.
pub fn blocks<'a>(journey: Journey<'a>, all: &'a [Block], wording: &Wording) -> AnyView {
    each(&journey.blocks(all), wording)
}

/// These blocks, in order, each with the journey that fills in its texts.
pub fn each(chosen: &[(Journey<'_>, &Block)], wording: &Wording) -> AnyView {
    let mut views = Vec::new();
    for (journey, block) in chosen {
        views.push(one(*journey, block, wording));
    }
    together(views)
}

fn one(journey: Journey<'_>, block: &Block, wording: &Wording) -> AnyView {
    let words = |text| journey.fill(text, wording.language);
    let heading = block
        .heading
        .as_ref()
        .map(|text| element("h2", "govuk-heading-m", words(text)));
    let text = block
        .text
        .as_ref()
        .map(|text| element("p", "govuk-body", words(text)));
    let list = (!block.list.is_empty())
        .then(|| List::bullets(block.list.iter().map(words).collect()).view());
    let warning = block.warning.as_ref().map(|text| {
        WarningText {
            prefix: wording.say("layout-warning"),
            children: Some(words(text).into_any()),
            ..WarningText::default()
        }
        .view()
    });
    let inset = block.inset.as_ref().map(|text| {
        InsetText {
            children: Some(words(text).into_any()),
            ..InsetText::default()
        }
        .view()
    });
    let phone = block
        .phone
        .as_ref()
        .map(|line| phone(journey, line, wording));
    let link = block
        .link
        .as_ref()
        .map(|link| paragraph_link(link.href.clone(), words(&link.text)));
    let council = block
        .council_of
        .as_ref()
        .map(|address| council(journey, address, wording));
    let all = [heading, text, list, warning, inset, phone, link, council];
    together(all.into_iter().flatten().collect())
}

/// The council that an address lies in, with its website; where it is not known, how to find it.
fn council(journey: Journey<'_>, address: &str, wording: &Wording) -> AnyView {
    let (href, text) = match journey.council_of(address) {
        Some(Council {
            name,
            website: Some(website),
        }) => (
            website.clone(),
            wording.with("journey-council-website", &[("council", name)]),
        ),
        _ => (
            String::from(FIND_COUNCIL),
            wording.say("journey-council-find"),
        ),
    };
    paragraph_link(href, text)
}

/// A paragraph that is a link.
pub(super) fn paragraph_link(href: String, text: String) -> AnyView {
    let link = view! { <a class="govuk-link" href=href>{text}</a> };
    element("p", "govuk-body", link)
}

/// A phone line: whose it is, its number, its hours, and text relay.
fn phone(journey: Journey<'_>, line: &Phone, wording: &Wording) -> AnyView {
    let words = |text| journey.fill(text, wording.language);
    let number = words(&line.number);
    PhoneLine {
        label: words(&line.label),
        hours: line.hours.as_ref().map(words),
        relay: line
            .relay
            .then(|| wording.with("layout-phone-relay", &[("number", &number)])),
        number,
    }
    .view()
}
