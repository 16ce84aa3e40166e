//! Samples of a request's page, in every state, and of the pages around it.

use super::samples::*;
use app::layout::{Section, ServiceName};
use app::pages::*;
use shared::date::Date;
use shared::facts::Facts;
use shared::journey::Reader;
use shared::paths;
use shared::status::Status;

pub fn requests(all: &mut Samples) {
    let page = |all: &Samples, parts: Vec<RequestPart>, fresh: Option<Fresh>| RequestPage {
        wording: all.wording.clone(),
        reference: reference(),
        definition: all.bin.clone(),
        answers: bin_answers(),
        facts: facts(),
        now: facts(),
        reader: Reader::Sender,
        councils: councils(),
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
    let late = RequestPage {
        now: Facts {
            today: Date::new(2026, 12, 4).unwrap(),
            ..facts()
        },
        reader: Reader::Holder,
        ..page(
            all,
            vec![part(Status::NeedsYou, Delivery::Delivered, "", maidstone)],
            None,
        )
    };
    all.add("status-late", late.title(), Section::Requests, None, || {
        late.view()
    });
    for (name, status) in [
        ("status-done", Status::Done),
        ("status-refused", Status::Refused),
    ] {
        let end = page(
            all,
            vec![part(status, Delivery::Delivered, "", maidstone)],
            None,
        );
        all.add(name, end.title(), Section::Requests, None, || end.view());
    }
    let two = page(
        all,
        vec![
            part(Status::Received, Delivery::Waiting, "Leaving", maidstone),
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
    second_facts(all);
    feedback(all);
}

fn second_facts(all: &mut Samples) {
    let wording = all.wording.clone();
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
}

fn feedback(all: &mut Samples) {
    let wording = all.wording.clone();
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
