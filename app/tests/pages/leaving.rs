//! The samples of cancelling, keeping, and what stands where answers were.

use super::samples::*;
use app::layout::{Section, ServiceName};
use app::pages::*;
use shared::paths;
use shared::service::purpose::Purpose;

pub fn leaving(all: &mut Samples) {
    let wording = all.wording.clone();
    let bin = all.bin.clone();
    let service = ServiceName {
        title: bin.title.get(wording.language).to_owned(),
        lang: None,
        href: paths::service(wording.language, &bin.id),
    };
    let journey = paths::JourneyPaths::of_resident(wording.language, &bin.id);
    for (name, purpose) in [("cancel", Purpose::Report), ("cancel-other", Purpose::Tell)] {
        let page = Cancel {
            wording: wording.clone(),
            service: service.clone(),
            purpose,
            paths: journey.clone(),
            draft: DRAFT.to_owned(),
            step: journey.page("bins", Some(DRAFT)),
        };
        let title = page.title();
        all.add(name, title, Section::Services, Some(&bin), || page.view());
    }
    for (name, until) in [("keep", None), ("kept", Some(moment(27, 9 * 60)))] {
        let page = Keep {
            wording: wording.clone(),
            service: service.clone(),
            paths: journey.clone(),
            draft: DRAFT.to_owned(),
            step: journey.page("bins", Some(DRAFT)),
            until,
        };
        let title = page.title();
        all.add(name, title, Section::Services, Some(&bin), || page.view());
    }
    for (name, why) in [
        ("missing-no-cookies", WhyMissing::NoCookies),
        ("missing-closed", WhyMissing::Closed),
        ("missing-expired", WhyMissing::Expired),
        ("missing-cleared", WhyMissing::Cleared),
        ("missing-sent", WhyMissing::Sent),
    ] {
        let page = Missing {
            wording: wording.clone(),
            authority: all.authority.clone(),
            service: service.clone(),
            why,
        };
        let title = page.title();
        all.add(name, title, Section::Services, Some(&bin), || page.view());
    }
}
