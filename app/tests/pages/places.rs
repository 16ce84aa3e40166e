//! Samples of the pages that lead to a service or a council.

use super::samples::*;
use app::layout::{PhoneLine, Section};
use app::pages::*;
use shared::paths;
use std::sync::Arc;

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

fn announcements() -> Vec<Announcement> {
    let one = Announcement {
        text: "Bins are collected a day later after Christmas.".to_owned(),
        lang: Some("en"),
        link: Some((
            "New days".to_owned(),
            "https://maidstone.gov.uk/".to_owned(),
        )),
        from: None,
    };
    let from = Some("Swale Borough Council".to_owned());
    let other = Announcement {
        link: None,
        from,
        ..one.clone()
    };
    vec![one, other]
}

pub fn places(all: &mut Samples) {
    front_page(all);
    services(all);
    council_finder(all);
    start_page(all);
}

fn front_page(all: &mut Samples) {
    let topic =
        |id: Option<&str>, name: &str, services: Vec<ServiceEntry>, count: usize| TopicEntry {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            services,
            count,
        };
    let few = || entries(all);
    let topics = vec![
        topic(
            Some("waste"),
            "Bins",
            few().into_iter().take(1).collect(),
            1,
        ),
        topic(Some("roads"), "Roads", few(), 140),
        topic(None, "Others", few(), 3),
    ];
    for (name, headline, announcements) in [
        ("home", None, Vec::new()),
        (
            "home-announcements",
            Some("One place for Maidstone and Kent".to_owned()),
            announcements(),
        ),
    ] {
        let home = Home {
            wording: all.wording.clone(),
            headline,
            announcements,
            topics: topics.clone(),
        };
        all.add(name, home.title(), Section::Home, None, || home.view());
    }
    let page = Topic {
        wording: all.wording.clone(),
        name: "Roads".to_owned(),
        services: entries(all),
    };
    all.add("topic", page.title(), Section::Services, None, || {
        page.view()
    });
}

fn services(all: &mut Samples) {
    let search = "https://maidstone.gov.uk/search?q=dragon";
    let one = || entries(all).into_iter().take(1).collect();
    for (name, query, services, site_search) in [
        ("services", "", entries(all), None),
        ("services-found", "bin", one(), Some(search)),
        (
            "services-none",
            "dragon & <licence>",
            Vec::new(),
            Some(search),
        ),
        ("services-none-no-search", "dragon", Vec::new(), None),
    ] {
        let page = Services {
            wording: all.wording.clone(),
            authority: all.authority.clone(),
            query: query.to_owned(),
            services,
            site_search: site_search.map(str::to_owned),
        };
        all.add(name, page.title(), Section::Services, None, || page.view());
    }
}

fn council_finder(all: &mut Samples) {
    let authority = all.authority.clone();
    let phone = || authority.phones.first().cloned();
    let council = |name: &str, phone: Option<PhoneLine>, only: &[&str]| ServingCouncil {
        name: name.to_owned(),
        does: Some("Bins and housing".to_owned()),
        website: "https://maidstone.gov.uk/".to_owned(),
        relay: phone.is_some(),
        phone,
        only: only.iter().map(|line| (*line).to_owned()).collect(),
    };
    let answer = |known, elsewhere, councils| CouncilAnswer {
        postcode: "ME9 9ZX".to_owned(),
        councils,
        known,
        elsewhere,
    };
    let split = vec![
        council("Maidstone Borough Council", phone(), &["1 Downs Lane"]),
        council(
            "Ashford Borough Council",
            None,
            &["2 Downs Lane", "3 Downs Lane"],
        ),
        council("Kent County Council", phone(), &[]),
    ];
    let error = FormError {
        field: "postcode",
        key: "error-not-a-postcode",
    };
    for (name, postcode, errors, answer) in [
        ("council", "", vec![], None),
        ("council-error", "ME9 <b>", vec![error], None),
        ("council-split", "", vec![], Some(answer(true, true, split))),
        (
            "council-elsewhere",
            "",
            vec![],
            Some(answer(true, true, vec![])),
        ),
        (
            "council-unknown",
            "",
            vec![],
            Some(answer(false, false, vec![])),
        ),
    ] {
        let page = Council {
            wording: all.wording.clone(),
            postcode: postcode.to_owned(),
            errors,
            answer,
            phone: phone(),
        };
        all.add(name, page.title(), Section::Elsewhere, None, || page.view());
    }
}

fn start_page(all: &mut Samples) {
    let wording = all.wording.clone();
    let bin = all.bin.clone();
    let start = StartPage {
        wording: wording.clone(),
        authority: all.authority.clone(),
        privacy: paths::privacy(wording.language),
        definition: Arc::clone(&bin),
        councils: councils(),
        facts: facts(),
        announcements: announcements(),
        provided_by: vec![
            "Maidstone".to_owned(),
            "Swale".to_owned(),
            "Tunbridge Wells".to_owned(),
        ],
        kept: None,
    };
    let section = Section::Services;
    all.add("start", start.title(), section, Some(&bin), || start.view());
    let kept = StartPage {
        wording: wording.clone(),
        authority: all.authority.clone(),
        privacy: paths::privacy(wording.language),
        definition: Arc::clone(&bin),
        councils: councils(),
        facts: facts(),
        announcements: Vec::new(),
        provided_by: vec!["Swale".to_owned()],
        kept: Some(KeptAnswers {
            draft: DRAFT.to_owned(),
            until: moment(27, 9 * 60),
        }),
    };
    let title = kept.title();
    all.add("start-kept", title, section, Some(&bin), || kept.view());
}
