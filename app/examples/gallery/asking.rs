//! Two pages with every form component.

use crate::pages::{back, main_of};
use app::components::*;
use leptos::prelude::*;

fn wrong(text: &str) -> Option<ErrorMessage> {
    Some(ErrorMessage::new("Error".into(), text.into()))
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
