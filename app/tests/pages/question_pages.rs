//! The samples of question pages, in every state.

use super::samples::*;
use app::questions::{Lookup, Notice};
use shared::answers::{Answers, Typed};
use shared::journey::navigation::AddressStep;
use shared::language::Language;

pub fn questions(all: &mut Samples) {
    let bin = all.bin.clone();
    let pothole = all.pothole.clone();
    let tax = all.move_home.clone();
    let none = Answers::default;
    all.question("address-find", &bin, "address", none(), false, |_| {});
    all.question("address-find-error", &bin, "address", none(), true, |_| {});
    let typed = || answers(vec![("address", parts(&[("postcode", "ME14 9ZA")]))]);
    all.question("address-choose", &bin, "address", typed(), false, |view| {
        view.lookups = vec![found(4)];
    });
    all.question(
        "address-choose-error",
        &bin,
        "address",
        typed(),
        true,
        |view| {
            view.lookups = vec![found(4)];
        },
    );
    all.question(
        "address-choose-many",
        &bin,
        "address",
        typed(),
        true,
        |view| {
            view.lookups = vec![found(20)];
        },
    );
    all.question("address-none", &bin, "address", typed(), false, |view| {
        view.lookups = vec![found(0)];
    });
    all.question("address-down", &bin, "address", typed(), false, |view| {
        view.lookups = vec![Lookup {
            unavailable: true,
            step: AddressStep::Manual,
            ..found(0)
        }];
    });
    let by_hand = answers(vec![(
        "address",
        parts(&[("mode", "manual"), ("line1", "1 <High> Street")]),
    )]);
    all.question(
        "address-manual-error",
        &bin,
        "address",
        by_hand,
        true,
        |_| {},
    );
    let chosen = answers(vec![("address", home_address())]);
    all.question("address-chosen", &bin, "address", chosen, false, |view| {
        view.changing = true
    });
    all.question("checkboxes", &bin, "bins", bin_answers(), false, |_| {});
    let garden = answers(vec![
        ("address", home_address()),
        ("bins", Typed::Many(vec!["garden".to_owned()])),
    ]);
    all.question("revealed-error", &bin, "bins", garden, true, |_| {});
    all.question(
        "date",
        &bin,
        "collection-date",
        bin_answers(),
        false,
        |_| {},
    );
    let future = || {
        let mut answers = bin_answers();
        answers.typed.insert(
            "missed_on".to_owned(),
            parts(&[("day", "2"), ("month", ""), ("year", "2026")]),
        );
        answers
    };
    all.question(
        "date-error",
        &bin,
        "collection-date",
        future(),
        true,
        |_| {},
    );
    all.question("yes-no", &bin, "put-out", bin_answers(), false, |_| {});
    all.question("radios", &bin, "reason", bin_answers(), false, |view| {
        view.travel.notices = vec![Notice::Expired];
    });
    let mut wrong = bin_answers();
    wrong
        .typed
        .insert("email".to_owned(), text("ada at example"));
    all.question("contact-error", &bin, "contact", wrong, true, |_| {});
    all.question("conflict", &bin, "bins", bin_answers(), false, |view| {
        view.travel.notices = vec![conflict()];
    });
    all.question("notices", &bin, "bins", bin_answers(), false, |view| {
        view.travel.notices = vec![
            Notice::NewVersion,
            Notice::Skipped,
            Notice::NotSaved,
            Notice::NotSent,
            Notice::Reviewed,
            Notice::AskedAnew,
            Notice::AreaWaits,
        ];
    });
    all.question("no-signal", &bin, "address", typed(), false, |view| {
        view.travel.notices = vec![Notice::NoLookUp];
    });
    let mut among = (*bin).clone();
    let name = among.question("name").cloned();
    among.pages[0].title = Some(bin.title.clone());
    among.pages[0].questions.extend(name);
    let among = std::sync::Arc::new(among);
    all.question("address-among", &among, "address", typed(), false, |view| {
        view.lookups = vec![found(4)];
    });
    all.check("check-answers", &bin, bin_answers());
    all.outcome("outcome", &bin, "tagged", bin_answers());
    if all.wording.language != Language::En {
        return;
    }
    // Services that exist only in English are rendered only in English.
    let two = || {
        answers(vec![
            ("danger", text("no")),
            ("problem", text("pothole")),
            ("road", text("ordinary")),
        ])
    };
    all.question("location-error", &pothole, "place", two(), true, |_| {});
    all.question("two-radios", &pothole, "size", two(), false, |_| {});
    all.question("textarea", &pothole, "description", two(), false, |_| {});
    all.outcome(
        "outcome-999",
        &pothole,
        "call-999",
        answers(vec![("danger", text("life"))]),
    );
    all.outcome(
        "outcome-pass",
        &pothole,
        "call-us",
        answers(vec![("danger", text("danger"))]),
    );
    let twice = answers(vec![
        ("moving", text("within")),
        ("role", text("owner")),
        ("old_address", home_address()),
        ("new_address", home_address()),
    ]);
    all.question(
        "address-same-error",
        &tax,
        "new-address",
        twice,
        true,
        |_| {},
    );
    for page in tax.pages.clone() {
        let name = format!("tax-{}", page.id);
        all.question(&name, &tax, &page.id, none(), true, |_| {});
    }
    all.check("tax-check", &tax, none());
}
