//! Four pages with the remaining components: information, lists and page layout.

use app::components::*;
use leptos::prelude::*;

pub fn back() -> AnyView {
    BackLink {
        href: "#".into(),
        text: "Back".into(),
        classes: "",
    }
    .view()
}

pub fn main_of(before: AnyView, body: AnyView) -> AnyView {
    view! {
        {before}
        <main class="govuk-main-wrapper" id="main">
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">{body}</div>
            </div>
        </main>
    }
    .into_any()
}

pub fn start() -> AnyView {
    let banner = NotificationBanner {
        title: "Important".into(),
        heading: Some("Collections are a day later in the week after the bank holiday.".into()),
        ..Default::default()
    };
    let list = List::bullets(vec![
        "the postcode of the property".into(),
        "the day the bin should have been collected".into(),
    ]);
    let go = Button {
        text: "Start now".into(),
        href: Some("#".into()),
        start: true,
        ..Default::default()
    };
    let warning = WarningText {
        prefix: "Warning".into(),
        children: Some("If somebody is in danger, ring 999. Do not use this form.".into_any()),
        classes: "",
    };
    let inset = InsetText {
        children: Some("It takes about 3 minutes. You do not need an account.".into_any()),
        ..Default::default()
    };
    let body = view! {
        {banner.view()}
        <h1 class="govuk-heading-xl">"Report a missed bin"</h1>
        <p class="govuk-body-l">"Tell us when we did not empty your bin, and we will come back for it."</p>
        {inset.view()}
        <p class="govuk-body">"You will need:"</p>
        {list.view()}
        {warning.view()}
        {go.view()}
        <h2 class="govuk-heading-m">"Other ways to report it"</h2>
        <p class="govuk-body">"Ring us, or visit the Link on King Street."</p>
    }
    .into_any();
    let trail = Breadcrumbs {
        label: "Breadcrumb".into(),
        items: vec![
            Breadcrumb {
                text: "Home".into(),
                href: Some("/".into()),
            },
            Breadcrumb {
                text: "All services".into(),
                href: Some("/services".into()),
            },
        ],
        ..Default::default()
    };
    main_of(trail.view(), body)
}

fn answers() -> AnyView {
    let row = |key: &str, value: &str, change: bool| SummaryRow {
        key: key.into(),
        value: Some(value.to_string().into_any()),
        actions: if change {
            vec![SummaryAction {
                href: "#".into(),
                text: "Change".into(),
                hidden: key.to_lowercase(),
            }]
        } else {
            vec![]
        },
        classes: "",
    };
    SummaryList {
        rows: vec![
            row("Bin", "Food waste", true),
            row("Address", "1 Invented Street, Maidstone, ME99 1AA", true),
            row("Sent", "22 November 2026", false),
        ],
        ..Default::default()
    }
    .view()
}

pub fn confirmation() -> AnyView {
    let reference = Reference {
        text: "K7F-2MQX-84D".into(),
    };
    let panel = Panel {
        title: "We have your report".into(),
        body: Some(view! { "Your reference"<br/>{reference.view()} }.into_any()),
        ..Default::default()
    };
    let tracking = InsetText {
        children: Some(view! { "No email? Keep this tracking code: "{Reference { text: "WREN-4419".into() }.view()} }.into_any()),
        ..Default::default()
    };
    let body = view! {
        {panel.view()}
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">"We will come back for your bin by the end of Wednesday 25 November. Leave it out."</p>
        {tracking.view()}
        <h2 class="govuk-heading-m">"What you told us"</h2>
        {answers()}
        <p class="govuk-body app-screen-only"><a class="govuk-link" href="#">"Print this page"</a></p>
    }
    .into_any();
    main_of(().into_any(), body)
}

pub fn status() -> AnyView {
    let done = NotificationBanner {
        title: "Success".into(),
        success: true,
        heading: Some("Thank you. We have read what you wrote.".into()),
        ..Default::default()
    };
    let entry = |title: &str, at: &str, state| TimelineEntry {
        title: title.into(),
        at: at.into(),
        datetime: "2026-11-22T09:12:00Z".into(),
        state,
        note: None,
    };
    let timeline = Timeline {
        level: 3,
        entries: vec![
            entry(
                "We have your report",
                "22 November 2026, 9:12am",
                TimelineState::Done,
            ),
            TimelineEntry {
                note: Some(
                    view! { <p class="govuk-body">"Crew 4 has it on Wednesday's round."</p> }
                        .into_any(),
                ),
                ..entry(
                    "The waste team is working on it",
                    "22 November 2026, 11:40am",
                    TimelineState::Current,
                )
            },
            TimelineEntry {
                at: "By Wednesday 25 November".into(),
                datetime: "2026-11-25".into(),
                ..entry("Done", "", TimelineState::Next)
            },
        ],
    };
    let tag = Tag {
        text: "In progress".into(),
        classes: "govuk-tag--blue",
    };
    let number = |text: &str| Cell {
        numeric: true,
        ..Cell::from(text.to_string())
    };
    let table = Table {
        caption: "What each contact costs".into(),
        caption_classes: "govuk-table__caption--m",
        head: vec![
            Cell::from("Channel".to_string()),
            number("Contacts"),
            number("Each"),
        ],
        rows: vec![
            vec![
                Cell::from("Web".to_string()),
                number("1,204"),
                number("£0.15"),
            ],
            vec![
                Cell::from("Phone".to_string()),
                number("310"),
                number("£2.83"),
            ],
        ],
        first_cell_is_header: true,
        classes: "",
    };
    let body = view! {
        {done.view()}
        <span class="govuk-caption-l">"Missed bin, K7F-2MQX-84D"</span>
        <h1 class="govuk-heading-l">"Your report"</h1>
        <p class="govuk-body">{tag.view()}</p>
        {timeline.view()}
        {answers()}
        {table.view()}
    }
    .into_any();
    main_of(back(), body)
}

pub fn services() -> AnyView {
    let search = SearchField {
        action: "/services".into(),
        name: "q",
        label: "Search services".into(),
        hint: Some("For example, missed bin or council tax".into()),
        value: String::new(),
        button: "Search".into(),
    };
    let letter = |letter: &str, items: &[(&str, &str)]| {
        LinkList {
            marker: Some(letter.into()),
            id: Some(letter.into()),
            items: items
                .iter()
                .map(|(text, about)| LinkListItem {
                    href: "#".into(),
                    text: (*text).into(),
                    description: Some((*about).into()),
                    ..LinkListItem::default()
                })
                .collect(),
        }
        .view()
    };
    let topic = |text: &str, services: &[&str], more: Option<&str>| TopicListItem {
        text: text.into(),
        href: "#".into(),
        services: services
            .iter()
            .map(|service| LinkListItem {
                href: "#".into(),
                text: (*service).into(),
                ..LinkListItem::default()
            })
            .collect(),
        more: more.map(Into::into),
    };
    let topics = TopicList {
        topics: vec![
            topic("Bins and recycling", &["Report a missed bin"], None),
            topic(
                "Roads, pavements and street lights",
                &["Report a pothole or road fault", "Report a dropped kerb"],
                Some("See all 14 services in ‘Roads, pavements and street lights’"),
            ),
        ],
    };
    let body = view! {
        <h1 class="govuk-heading-xl">"All services"</h1>
        {search.view()}
        <h2 class="govuk-heading-m">"Services by topic"</h2>
        {topics.view()}
        {letter("B", &[("Bin, missed", "Tell us when we did not empty your bin."), ("Bulky waste", "Have large things taken away.")])}
        {letter("C", &[("Council tax: change of address", "Tell us when you move into, within or out of the borough.")])}
        {letter("P", &[("Pothole or road fault", "Report a hole, a broken sign or a street light that is out.")])}
    }
    .into_any();
    main_of(().into_any(), body)
}
