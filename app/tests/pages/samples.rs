//! One sample of every page, in one language.

pub use super::councils::{authority, councils};
use super::journey::{CheckAnswersView, NoticeView, OutcomeView, QuestionView, Travel};
use app::document::document;
use app::layout::{Assets, Authority, Frame, Section, ServiceName, Stay};
use app::pages::*;
use app::questions::{Lookup, Notice};
use leptos::prelude::AnyView;
use shared::answers::{Answers, FieldError, Typed};
use shared::api::address::FoundAddress;
use shared::channel::Channel;
use shared::date::Date;
use shared::facts::Facts;
use shared::journey::navigation::AddressStep;
use shared::journey::{Journey, SummaryRow};
use shared::language::Language;
use shared::paths::{self, JourneyPaths};
use shared::reference::Reference;
use shared::service::Definition;
use shared::status::Status;
use shared::wording::Wording;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page by name: its complete title, and its body.
pub type Sample = (String, Frame, Box<dyn FnOnce() -> AnyView>);

pub struct Samples {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    pub bin: Arc<Definition>,
    pub pothole: Arc<Definition>,
    pub move_home: Arc<Definition>,
    pub all: Vec<Sample>,
}

pub const DRAFT: &str = "0198f1c2-7a4e-7c3a-9d53-2f1c1b7e0a11";

pub fn definition(name: &str) -> Arc<Definition> {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/services")
        .join(name);
    Arc::new(toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

pub fn facts() -> Facts {
    Facts {
        today: Date::new(2026, 11, 23).unwrap(),
        minute: 10 * 60,
        holidays: Vec::new(),
        authority: "maidstone".to_owned(),
        channel: Channel::Web,
        signed_in: false,
        began: None,
        lenient: false,
    }
}

impl Samples {
    pub fn new(wording: Arc<Wording>) -> Samples {
        Samples {
            authority: Arc::new(authority(wording.language)),
            wording,
            bin: definition("missed-bin.toml"),
            pothole: definition("pothole.toml"),
            move_home: definition("council-tax-change-of-address.toml"),
            all: Vec::new(),
        }
    }

    fn frame(&self, title: &str, section: Section, service: Option<&Definition>) -> Frame {
        let language = self.wording.language;
        let other = match language {
            Language::En => Language::Cy,
            Language::Cy => Language::En,
        };
        let speaks = service.is_none_or(|service| service.speaks(Language::Cy));
        Frame {
            wording: self.wording.clone(),
            authority: self.authority.clone(),
            assets: Arc::new(Assets {
                style: Some("main.css".to_owned()),
                page_script: Some("page.js".to_owned()),
                boot_script: Some("boot.js".to_owned()),
                icon: Some("favicon.svg".to_owned()),
                ..Assets::default()
            }),
            title: title.to_owned(),
            index: section == Section::Home,
            section,
            privacy: paths::privacy(language),
            service: service.map(|service| ServiceName {
                title: service.title.get(language).to_owned(),
                lang: service.lang(language),
                href: paths::service(language, &service.id),
            }),
            alternates: if speaks {
                vec![(other, paths::home(other))]
            } else {
                Vec::new()
            },
            demo: true,
            journey: false,
            hide_contact_line: false,
            island: (section == Section::Services && service.is_some()).then(Vec::new),
            has_style: false,
            stay: Stay::default(),
        }
    }

    /// A page outside a journey.
    pub fn add(
        &mut self,
        name: &str,
        title: String,
        section: Section,
        service: Option<&Definition>,
        view: impl FnOnce() -> AnyView + 'static,
    ) {
        let title = Frame::title_of(&self.wording, &self.authority, &title);
        let frame = self.frame(&title, section, service);
        self.all.push((name.to_owned(), frame, Box::new(view)));
    }

    fn add_journey(
        &mut self,
        name: &str,
        title: String,
        service: &Definition,
        view: impl FnOnce() -> AnyView + 'static,
    ) {
        let frame = Frame {
            journey: true,
            stay: Stay::WithDraft {
                service: service.id.clone(),
                seconds_left: Some(7_200),
            },
            ..self.frame(&title, Section::Services, Some(service))
        };
        self.all.push((name.to_owned(), frame, Box::new(view)));
    }

    pub fn travel(&self, definition: &Arc<Definition>, answers: Answers) -> Travel {
        Travel {
            wording: self.wording.clone(),
            paths: JourneyPaths::of_resident(self.wording.language, &definition.id),
            definition: definition.clone(),
            answers,
            facts: facts(),
            draft: Some(DRAFT.to_owned()),
            notices: Vec::new(),
            opened: 1_795_000_000,
            authority: self.authority.name.clone(),
            councils: councils(),
        }
    }

    /// A question page; with `checked` it shows its errors.
    pub fn question(
        &mut self,
        name: &str,
        definition: &Arc<Definition>,
        page: &str,
        answers: Answers,
        checked: bool,
        change: impl FnOnce(&mut QuestionView),
    ) {
        let facts = facts();
        let errors: Vec<FieldError> = if checked {
            let journey = Journey::new(definition, &answers, &facts);
            let page = definition.page(page).expect("the page is there");
            journey.check_page(page)
        } else {
            Vec::new()
        };
        let mut view = QuestionView {
            travel: self.travel(definition, answers),
            page: page.to_owned(),
            errors,
            lookups: Vec::new(),
            seen: "af63dc4c8601ec8c".to_owned(),
            changing: false,
        };
        change(&mut view);
        let title = view.title();
        self.add_journey(name, title, definition, move || view.view());
    }

    pub fn outcome(
        &mut self,
        name: &str,
        definition: &Arc<Definition>,
        outcome: &str,
        answers: Answers,
    ) {
        let view = OutcomeView {
            travel: self.travel(definition, answers),
            outcome: outcome.to_owned(),
        };
        let title = view.title();
        let rings = definition
            .outcome(outcome)
            .is_some_and(app::questions::rings_now);
        self.add_journey(name, title, definition, move || view.view());
        if let Some((_, frame, _)) = self.all.last_mut() {
            frame.hide_contact_line = rings;
        }
    }

    pub fn notice(&mut self, name: &str, service: &Arc<Definition>, id: &str, answers: Answers) {
        let view = NoticeView {
            travel: self.travel(service, answers),
            notice: id.to_owned(),
        };
        let title = view.title();
        self.add_journey(name, title, service, move || view.view());
    }

    pub fn check(&mut self, name: &str, definition: &Arc<Definition>, answers: Answers) {
        let view = CheckAnswersView {
            travel: self.travel(definition, answers),
        };
        let title = view.title();
        self.add_journey(name, title, definition, move || view.view());
    }
}

pub fn draw(frame: &Frame, body: AnyView) -> AnyView {
    document(frame, body)
}

pub fn text(value: &str) -> Typed {
    Typed::Text(value.to_owned())
}

pub fn parts(pairs: &[(&str, &str)]) -> Typed {
    Typed::Parts(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

pub fn answers(pairs: Vec<(&str, Typed)>) -> Answers {
    Answers {
        typed: pairs
            .into_iter()
            .map(|(id, typed)| (id.to_owned(), typed))
            .collect::<BTreeMap<_, _>>(),
        ..Answers::default()
    }
}

pub fn home_address() -> Typed {
    parts(&[
        ("postcode", "ME14 9ZA"),
        ("uprn", "90000000012"),
        ("line1", "12 Wealden Row"),
        ("town", "Maidstone"),
        ("area", "maidstone"),
    ])
}

pub fn found(count: usize) -> Lookup {
    Lookup {
        question: "address".to_owned(),
        step: AddressStep::Choose,
        addresses: (1..=count)
            .map(|n| FoundAddress {
                uprn: format!("9000000{n:04}"),
                lines: vec![format!("{n} Wealden Row")],
                town: "Maidstone".to_owned(),
                postcode: "ME14 9ZA".to_owned(),
                area: "maidstone".to_owned(),
            })
            .collect(),
        unavailable: false,
    }
}

pub fn bin_answers() -> Answers {
    answers(vec![
        ("address", home_address()),
        (
            "bins",
            Typed::Many(vec!["recycling".to_owned(), "food".to_owned()]),
        ),
        (
            "missed_on",
            parts(&[("day", "20"), ("month", "11"), ("year", "2026")]),
        ),
        ("assisted", text("no")),
        ("out_in_time", text("yes")),
        ("reason", text("none")),
        ("name", text("Ada Example")),
        ("email", text("ada@example.com")),
        ("phone", text("")),
    ])
}

pub fn conflict() -> Notice {
    let row = |line: &str| {
        vec![SummaryRow {
            page: "bins".to_owned(),
            question: Some("bins".to_owned()),
            name: "Bins missed".to_owned(),
            lines: vec![line.to_owned()],
        }]
    };
    Notice::Conflict {
        saved: row("Rubbish"),
        typed: row("Recycling"),
    }
}

pub fn reference() -> Reference {
    Reference::from_random(&(1..40).collect::<Vec<u8>>()).unwrap()
}

pub fn moment(day: u32, minute: u16) -> Moment {
    Moment {
        date: Date::new(2026, 11, day).unwrap(),
        minute,
        rfc3339: format!("2026-11-{day:02}T{:02}:{:02}:00Z", minute / 60, minute % 60),
    }
}

pub fn part(status: Status, delivery: Delivery, title: &str, authority: &str) -> RequestPart {
    let mut timeline = vec![Event {
        status: Status::Received,
        at: moment(23, 9 * 60 + 15),
        note: None,
        code: None,
    }];
    if status != Status::Received {
        timeline.push(Event {
            status: Status::Accepted,
            at: moment(23, 9 * 60 + 16),
            note: None,
            code: None,
        });
        timeline.push(Event {
            status,
            at: moment(24, 14 * 60),
            note: Some("The crew will come back on Wednesday.".to_owned()),
            code: None,
        });
    }
    RequestPart {
        title: title.to_owned(),
        authority: Arc::new(Authority {
            name: authority.to_owned(),
            ..super::councils::authority(Language::En)
        }),
        status,
        delivery,
        their_reference: (status != Status::Received).then(|| "WM-204417".to_owned()),
        timeline,
        privacy: Some("We use your answers to collect your bins.".to_owned()),
    }
}
