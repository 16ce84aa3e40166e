//! Sample councils.

use app::layout::{Authority, Counter, PhoneLine};
use shared::council::{Council, Councils};
use shared::language::Language;
use std::sync::Arc;

pub fn authority(language: Language) -> Authority {
    let english = language == Language::En;
    let say = |en: &str, cy: &str| if english { en } else { cy }.to_owned();
    Authority {
        name: say("Maidstone Borough Council", "Cyngor Bwrdeistref Maidstone"),
        phones: vec![
            PhoneLine {
                number: "01632 960 200".to_owned(),
                hours: say(
                    "Monday to Friday, 8:30am to 5pm (Wednesday from 10am)",
                    "Dydd Llun i ddydd Gwener, 8:30yb i 5yh (dydd Mercher o 10yb)",
                ),
            },
            PhoneLine {
                number: "01632 960 209".to_owned(),
                hours: say(
                    "Nights, weekends and bank holidays, for emergencies",
                    "Nosweithiau, penwythnosau a gwyliau banc, ar gyfer argyfyngau",
                ),
            },
        ],
        relay: true,
        email: Some("help@maidstone.doorstep.example".to_owned()),
        counter: Some(Counter {
            lines: ["30 Bargeman Street", "Maidstone", "ME15 9ZA"]
                .map(str::to_owned)
                .to_vec(),
            hours: say(
                "Monday to Thursday, 9am to 4pm",
                "Dydd Llun i ddydd Iau, 9yb i 4yh",
            ),
        }),
        website: Some("https://maidstone.gov.uk/".to_owned()),
    }
}

pub fn councils() -> Arc<Councils> {
    let named = [
        ("maidstone", "Maidstone Borough Council"),
        ("swale", "Swale Borough Council"),
        ("tunbridge-wells", "Tunbridge Wells Borough Council"),
        ("kent", "Kent County Council"),
        ("ashford", "Ashford Borough Council"),
    ];
    let council = |(id, name): (&str, &str)| {
        let council = Council {
            name: name.to_owned(),
            website: Some(format!("https://www.{id}.gov.uk/")),
        };
        (id.to_owned(), council)
    };
    Arc::new(named.into_iter().map(council).collect())
}
