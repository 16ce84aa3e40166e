//! The list of samples: every page, in every state.

use super::samples::*;
use super::{kinds, question_pages};
use app::layout::{Section, ServiceName};
use app::pages::*;
use shared::date::Date;
use shared::paths;
use shared::status::Status;
use shared::wording::Wording;
use std::sync::Arc;

pub fn every(wording: Arc<Wording>) -> Vec<Sample> {
    let mut all = Samples::new(wording);
    question_pages::questions(&mut all);
    kinds::kinds(&mut all);
    places(&mut all);
    requests(&mut all);
    statements(&mut all);
    errors(&mut all);
    all.all
}

fn entries(all: &Samples) -> Vec<ServiceEntry> {
    let language = all.wording.language;
    [&all.bin, &all.pothole, &all.move_home]
        .map(|service| ServiceEntry {
            id: service.id.clone(),
            title: service.title.get(language).to_owned(),
            summary: service.summary.get(language).to_owned(),
            lang: service.lang(language),
        })
        .to_vec()
}

fn places(all: &mut Samples) {
    let wording = all.wording.clone();
    let popular = entries(all);
    let home = Home {
        wording: wording.clone(),
        popular,
    };
    all.add("home", home.title(), Section::Home, None, || home.view());
    for (name, query, services) in [
        ("services", "", entries(all)),
        (
            "services-found",
            "bin",
            entries(all).into_iter().take(1).collect(),
        ),
        ("services-none", "dragon & <licence>", Vec::new()),
    ] {
        let page = Services {
            wording: wording.clone(),
            authority: all.authority.clone(),
            query: query.to_owned(),
            services,
        };
        all.add(name, page.title(), Section::Services, None, || page.view());
    }
    let bin = all.bin.clone();
    let start = StartPage {
        wording: wording.clone(),
        authority: all.authority.clone(),
        definition: bin.clone(),
        facts: facts(),
        provided_by: vec![
            "Maidstone".to_owned(),
            "Swale".to_owned(),
            "Tunbridge Wells".to_owned(),
        ],
    };
    all.add(
        "start",
        start.title(),
        Section::Services,
        Some(&bin),
        || start.view(),
    );
    let cleared = Cleared {
        wording: wording.clone(),
        service: ServiceName {
            title: bin.title.get(wording.language).to_owned(),
            lang: None,
            href: paths::service(wording.language, &bin.id),
        },
    };
    all.add(
        "cleared",
        cleared.title(),
        Section::Services,
        Some(&bin),
        || cleared.view(),
    );
}

fn requests(all: &mut Samples) {
    let wording = all.wording.clone();
    let page = |all: &Samples, parts: Vec<RequestPart>, fresh: Option<Fresh>| RequestPage {
        wording: all.wording.clone(),
        reference: reference(),
        definition: all.bin.clone(),
        answers: bin_answers(),
        facts: facts(),
        sent: moment(23, 9 * 60 + 15),
        parts,
        email: match &fresh {
            Some(fresh) if fresh.by_postcode => EmailState::Sent,
            Some(_) => EmailState::Waiting(moment(23, 9 * 60 + 45)),
            None => EmailState::Failed,
        },
        fresh,
        feedback: Some(paths::feedback(all.wording.language, "token")),
    };
    let maidstone = "Maidstone Borough Council";
    let sent = page(
        all,
        vec![part(Status::Received, Delivery::Due, "", maidstone)],
        Some(Fresh {
            late: true,
            tracking: Some("K7PM-2XQD-9RTW".to_owned()),
            by_email: true,
            by_postcode: true,
        }),
    );
    all.add(
        "confirmation",
        sent.title(),
        Section::Requests,
        None,
        || sent.view(),
    );
    let held = page(
        all,
        vec![part(
            Status::Received,
            Delivery::Held(moment(24, 9 * 60 + 15)),
            "",
            maidstone,
        )],
        Some(Fresh {
            late: false,
            tracking: Some("K7PM-2XQD-9RTW".to_owned()),
            by_email: true,
            by_postcode: false,
        }),
    );
    all.add(
        "confirmation-held",
        held.title(),
        Section::Requests,
        None,
        || held.view(),
    );
    let status = page(
        all,
        vec![part(Status::InProgress, Delivery::Delivered, "", maidstone)],
        None,
    );
    all.add("status", status.title(), Section::Requests, None, || {
        status.view()
    });
    let two = page(
        all,
        vec![
            part(Status::Received, Delivery::Retrying, "Leaving", maidstone),
            part(
                Status::Refused,
                Delivery::Delivered,
                "Arriving",
                "Swale Borough Council",
            ),
        ],
        None,
    );
    all.add("status-parts", two.title(), Section::Requests, None, || {
        two.view()
    });
    for (name, errors) in [
        ("second-fact", Vec::new()),
        (
            "second-fact-error",
            vec![FormError {
                field: "fact",
                key: "error-request-not-found",
            }],
        ),
    ] {
        let page = SecondFact {
            wording: wording.clone(),
            reference: reference(),
            fact: "ada at example".to_owned(),
            errors,
            wait: None,
        };
        all.add(name, page.title(), Section::Requests, None, || page.view());
    }
    for (name, wait) in [
        ("second-fact-caller", FactWait::Caller(6)),
        (
            "second-fact-reference",
            FactWait::Reference(moment(24, 9 * 60)),
        ),
        (
            "second-fact-ticket",
            FactWait::Ticket {
                seconds: 30,
                ticket: "1.mark".to_owned(),
            },
        ),
    ] {
        let page = SecondFact {
            wording: wording.clone(),
            reference: reference(),
            fact: "ada@example.org".to_owned(),
            errors: Vec::new(),
            wait: Some(wait),
        };
        all.add(name, page.title(), Section::Requests, None, || page.view());
    }
    let find = FindRequest {
        wording: wording.clone(),
        reference: "7KD-2MPX".to_owned(),
        fact: String::new(),
        wait: None,
        errors: vec![
            FormError {
                field: "reference",
                key: "error-reference-wrong",
            },
            FormError {
                field: "fact",
                key: "error-fact-required",
            },
        ],
        finished: false,
    };
    all.add(
        "find-request-error",
        find.title(),
        Section::Requests,
        None,
        || find.view(),
    );
    for (name, left, errors) in [
        ("feedback", false, Vec::new()),
        (
            "feedback-left-error",
            true,
            vec![FormError {
                field: "rating",
                key: "error-rating-required",
            }],
        ),
    ] {
        let page = Feedback {
            wording: wording.clone(),
            action: paths::feedback(wording.language, "token"),
            left,
            service: Some(ServiceName {
                title: all.bin.title.get(wording.language).to_owned(),
                lang: None,
                href: paths::service(wording.language, &all.bin.id),
            }),
            rating: Some(4),
            comment: "Quick".to_owned(),
            errors,
        };
        all.add(name, page.title(), Section::Elsewhere, None, || page.view());
    }
    for (name, how) in [
        ("feedback-thanks", FeedbackEnd::Thanks),
        ("feedback-again", FeedbackEnd::Again),
        ("feedback-unknown", FeedbackEnd::Unknown),
    ] {
        let page = FeedbackDone {
            wording: wording.clone(),
            how,
        };
        all.add(name, page.title(), Section::Elsewhere, None, || page.view());
    }
}

fn statements(all: &mut Samples) {
    let wording = all.wording.clone();
    let page = Accessibility {
        wording: wording.clone(),
        authority: all.authority.clone(),
        prepared: Date::new(2026, 11, 22).unwrap(),
    };
    all.add(
        "accessibility",
        page.title(),
        Section::Elsewhere,
        None,
        || page.view(),
    );
    let page = Privacy {
        detail_days: 90,
        wording: wording.clone(),
        authority: all.authority.clone(),
        officer: Some("dataprotection@maidstone.doorstep.example".to_owned()),
        services: [&all.bin, &all.pothole, &all.move_home]
            .map(|service| PrivacyRow {
                title: service.title.get(wording.language).to_owned(),
                lang: service.lang(wording.language),
                lawful_basis: service.lawful_basis,
                retention_days: service.retention_days,
            })
            .into(),
    };
    all.add("privacy", page.title(), Section::Elsewhere, None, || {
        page.view()
    });
    let page = Cookies {
        wording,
        draft_cookie: "doorstep_drafts".to_owned(),
        proof_cookie: "doorstep_shown".to_owned(),
        objection_cookie: "doorstep_no_statistics".to_owned(),
        objects: Some(true),
        saved: true,
        errors: Vec::new(),
    };
    all.add("cookies", page.title(), Section::Elsewhere, None, || {
        page.view()
    });
}

fn errors(all: &mut Samples) {
    for (name, title, texts) in [
        ("400", "problem-400-title", &["problem-400-text"][..]),
        ("403", "problem-403-title", &["problem-403-text"]),
        (
            "404",
            "problem-404-title",
            &[
                "problem-404-typed",
                "problem-404-pasted",
                "problem-404-services",
            ],
        ),
        (
            "404-service",
            "problem-404-service-title",
            &["problem-404-service-text"],
        ),
        ("405", "problem-405-title", &["problem-405-text"]),
        ("408", "problem-408-title", &["problem-408-text"]),
        ("409", "problem-409-title", &["problem-409-text"]),
        ("410", "problem-410-title", &["problem-410-text"]),
        ("413", "problem-413-title", &["problem-413-text"]),
        ("421", "problem-421-title", &["problem-421-text"]),
        ("422", "problem-422-title", &["problem-422-text"]),
        ("429", "problem-429-title", &["problem-429-text"]),
        (
            "500",
            "problem-500-title",
            &["problem-500-text", "problem-500-sent"],
        ),
        ("503", "problem-503-title", &["problem-503-text"]),
    ] {
        let wording = all.wording.clone();
        let say = |key: &&str| wording.count(key, 5, &[]);
        let page = ErrorPage {
            authority: all.authority.clone(),
            title: wording.say(title),
            texts: texts.iter().map(say).collect(),
            wording: wording.clone(),
        };
        let name = format!("error-{name}");
        all.add(&name, page.title.clone(), Section::Elsewhere, None, || {
            page.view()
        });
    }
}
