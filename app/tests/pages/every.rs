//! The list of samples: every page, in every state.

use super::samples::*;
use super::{kinds, leaving, places, question_pages, requests};
use app::layout::Section;
use app::pages::*;
use shared::date::Date;
use shared::wording::Wording;
use std::sync::Arc;

pub fn every(wording: Arc<Wording>) -> Vec<Sample> {
    let mut all = Samples::new(wording);
    question_pages::questions(&mut all);
    kinds::kinds(&mut all);
    places::places(&mut all);
    leaving::leaving(&mut all);
    requests::requests(&mut all);
    statements(&mut all);
    errors(&mut all);
    all.all
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
        kept_cookie: "doorstep_kept".to_owned(),
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
