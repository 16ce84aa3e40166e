//! Six pages that together hold every component.

use app::components::*;
use leptos::prelude::*;

fn back() -> AnyView {
    BackLink {
        href: "#".into(),
        text: "Back".into(),
        classes: "",
    }
    .view()
}

fn wrong(text: &str) -> Option<ErrorMessage> {
    Some(ErrorMessage::new("Error".into(), text.into()))
}

fn main_of(before: AnyView, body: AnyView) -> AnyView {
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

fn press(text: &str) -> AnyView {
    let go = Button {
        text: text.into(),
        once: true,
        ..Default::default()
    };
    let clear = Button {
        text: "Clear my answers".into(),
        classes: "govuk-button--secondary",
        ..Default::default()
    };
    view! { <div class="govuk-button-group">{go.view()}{clear.view()}</div> }.into_any()
}

pub fn question() -> AnyView {
    let summary = ErrorSummary {
        title: "There is a problem".into(),
        errors: vec![
            ErrorLink {
                href: Some("#missed_on-day".into()),
                text: "The day the bin was missed must be in the past".into(),
            },
            ErrorLink {
                href: Some("#email".into()),
                text: "Enter an email address in the correct format, like name@example.com".into(),
            },
        ],
        ..Default::default()
    };
    let part = |name, label: &str, value: &str| DatePart {
        name,
        label: label.into(),
        value: value.into(),
        ..Default::default()
    };
    let date = DateInput {
        id: "missed_on".into(),
        name: "missed_on".into(),
        legend: Some(Legend::heading(
            "When should your bin have been collected?".into(),
        )),
        hint: Some("For example, 14 11 2026".into()),
        error: wrong("The day the bin was missed must be in the past"),
        parts: vec![
            part("day", "Day", "31"),
            part("month", "Month", "12"),
            part("year", "Year", "2026"),
        ],
        ..Default::default()
    };
    let email = Input {
        id: "email".into(),
        name: "email".into(),
        label: Label {
            text: "Email address".into(),
            classes: "govuk-label--m",
            heading: false,
        },
        hint: Some("We only use this to tell you what happens with your report".into()),
        error: wrong("Enter an email address in the correct format, like name@example.com"),
        value: "sam@example".into(),
        kind: "email",
        autocomplete: Some("email"),
        ..Default::default()
    };
    let cost = Input {
        id: "cost".into(),
        name: "cost".into(),
        label: "What did it cost, in pounds?".to_string().into(),
        prefix: Some("£".into()),
        classes: "govuk-input--width-5",
        inputmode: Some("decimal"),
        ..Default::default()
    };
    let note = CharacterCount {
        textarea: Textarea {
            id: "note".into(),
            name: "note".into(),
            label: Label {
                text: "Anything else the crew should know".into(),
                classes: "govuk-label--m",
                heading: false,
            },
            hint: Some("Do not include personal or financial information".into()),
            value: "It is behind the blue gate.".into(),
            ..Default::default()
        },
        limit: Some(200),
        description: "You can enter up to 200 characters".into(),
        ..Default::default()
    };
    let help = Details {
        summary: "I do not know the day".into(),
        children: Some("Look up your collection days, then come back.".into_any()),
        ..Default::default()
    };
    let step = Step {
        text: "Question 2 of about 5".into(),
        percent: Some(40),
    };
    let body = view! {
        {summary.view()}
        {step.view()}
        <form novalidate=true>
            {date.view()}{help.view()}{email.view()}{cost.view()}{note.view()}{press("Continue")}
        </form>
    }
    .into_any();
    main_of(back(), body)
}

pub fn choices() -> AnyView {
    let choice = |value: &str, text: &str, hint: &str| Choice {
        value: value.into(),
        text: text.into(),
        hint: Some(hint.to_string()).filter(|hint| !hint.is_empty()),
        ..Default::default()
    };
    let phone = Input {
        id: "phone".into(),
        name: "phone".into(),
        label: "Phone number".to_string().into(),
        kind: "tel",
        classes: "govuk-input--width-20",
        ..Default::default()
    };
    let radios = Radios {
        id: "bin".into(),
        name: "bin".into(),
        legend: Some(Legend::heading("Which bin was missed?".into())),
        hint: Some("Report each bin on its own".into()),
        items: vec![
            choice("refuse", "Refuse", "The black bin with a grey lid"),
            Choice {
                checked: true,
                conditional: Some(phone.view()),
                ..choice("food", "Food waste", "The small brown caddy")
            },
            Choice {
                divider: Some("or".into()),
                ..choice("none", "I do not know", "")
            },
        ],
        ..Default::default()
    };
    let boxes = Checkboxes {
        id: "why".into(),
        name: "why".into(),
        legend: Some(Legend::group("Was anything in the way?".into())),
        error: wrong("Select what was in the way, or select that nothing was"),
        items: vec![
            choice("car", "A parked car", ""),
            Choice {
                checked: true,
                ..choice("works", "Roadworks", "")
            },
            Choice {
                divider: Some("or".into()),
                exclusive: true,
                ..choice("nothing", "No, nothing was in the way", "")
            },
        ],
        ..Default::default()
    };
    let select = Select {
        id: "address".into(),
        name: "address".into(),
        label: Label {
            text: "Choose your address".into(),
            classes: "govuk-label--m",
            heading: false,
        },
        items: vec![
            SelectItem {
                text: "12 addresses found".into(),
                value: Some(String::new()),
                selected: true,
                disabled: false,
            },
            SelectItem {
                text: "1 Invented Street".into(),
                ..Default::default()
            },
        ],
        ..Default::default()
    };
    let welsh = Radios {
        id: "long".into(),
        name: "long".into(),
        legend: Some(Legend::group("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Donaudampfschifffahrtsgesellschaftskapitänsmütze".into())),
        items: vec![choice("a", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", ""), choice("b", "Nage", "")],
        classes: "govuk-radios--small",
        ..Default::default()
    };
    let body =
        view! { {radios.view()}{boxes.view()}{select.view()}{welsh.view()}{press("Parhau")} }
            .into_any();
    main_of(back(), body)
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
                })
                .collect(),
        }
        .view()
    };
    let body = view! {
        <h1 class="govuk-heading-xl">"All services"</h1>
        {search.view()}
        {letter("B", &[("Bin, missed", "Tell us when we did not empty your bin."), ("Bulky waste", "Have large things taken away.")])}
        {letter("C", &[("Council tax: change of address", "Tell us when you move into, within or out of the borough.")])}
        {letter("P", &[("Pothole or road fault", "Report a hole, a broken sign or a street light that is out.")])}
    }
    .into_any();
    main_of(().into_any(), body)
}
