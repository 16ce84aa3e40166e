//! The samples of question pages, in every state.

use super::samples::*;
use app::questions::{Lookup, Needs, Notice, Reach};
use shared::answers::{Answers, FieldError, Typed};
use shared::journey::Journey;
use shared::journey::navigation::AddressStep;
use shared::language::Language;

pub fn questions(all: &mut Samples) {
    let bin = all.bin.clone();
    let pothole = all.pothole.clone();
    let tax = all.move_home.clone();
    let none = Answers::default;
    all.question("address-find", &bin, "address", none(), false, |_| {});
    all.question(
        "address-find-error",
        &bin,
        "address",
        none(),
        false,
        |view| {
            view.errors = vec![FieldError {
                question: "address".to_owned(),
                part: Some("postcode".to_owned()),
                code: "missing-postcode".to_owned(),
                number: None,
            }];
        },
    );
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
        view.travel.notices = vec![Notice::NoCookies];
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
            Notice::Unreachable(Needs::Area, Reach::ServerAway),
        ];
    });
    all.question("no-signal", &bin, "address", typed(), false, |view| {
        view.travel.notices = vec![Notice::Unreachable(Needs::LookUp, Reach::NoSignal)];
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
    all.outcome("outcome-each-council", &bin, "no-address", none());
    for area in ["ashford", "elsewhere"] {
        let Typed::Parts(mut address) = home_address() else {
            unreachable!("an address has parts");
        };
        address.insert("area".to_owned(), area.to_owned());
        let answers = answers(vec![("address", Typed::Parts(address))]);
        all.outcome(&format!("outcome-{area}"), &bin, "not-ours", answers);
    }
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
    let motorway = answers(vec![
        ("danger", text("no")),
        ("problem", text("pothole")),
        ("road", text("trunk")),
        ("place", parts(&[("description", "M20, <junction> 7")])),
    ]);
    let said = ["national-highways", "motorway"].map(str::to_owned);
    let said = Journey::new(&pothole, &motorway, &facts()).all_passed(&said);
    all.check("check-said", &pothole, said);
    all.notice("notice", &pothole, "motorway", motorway);
    all.notice("notice-mend-only", &tax, "out-of-not-within", none());
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
    let out_of = |forwarding: Typed| {
        answers(vec![
            ("moving", text("out-of")),
            ("role", text("landlord")),
            ("tenant_name", text("Tom Example")),
            ("old_address", home_address()),
            ("forwarding_address", forwarding),
        ])
    };
    let abroad = parts(&[("mode", "abroad"), ("country", "Wales")]);
    all.question(
        "address-abroad-error",
        &tax,
        "forwarding-address",
        out_of(abroad),
        true,
        |_| {},
    );
    all.question(
        "one-of-error",
        &tax,
        "contact",
        out_of(parts(&[])),
        true,
        |_| {},
    );
    for page in tax.pages.clone() {
        let name = format!("tax-{}", page.id);
        all.question(&name, &tax, &page.id, none(), true, |_| {});
    }
    all.check("tax-check", &tax, none());
}
