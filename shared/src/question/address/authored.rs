//! Writing, checking and testing definitions with addresses.

use super::abroad::ABROAD;
use super::{AddressKind, MANUAL, MAX_LINE};
use crate::answers::Typed;
use crate::date::Date;
use crate::question::Kind;
use crate::question::authoring::*;
use serde_json::{Value as Json, json};

impl AuthoredKind for AddressKind {
    fn codes(&self) -> &'static [&'static str] {
        &[
            "control-characters",
            "too-long",
            "not-an-option",
            "not-a-postcode",
            "unclear-postcode",
            "choose-address",
            "missing-line1",
            "missing-town",
            "missing-postcode",
            "missing-country",
            "country-is-uk",
        ]
    }

    fn asks_about(&self) -> bool {
        true
    }

    fn answer_schema(&self) -> Json {
        let line = json!({"type": "string", "maxLength": MAX_LINE});
        let lines = json!({"type": "array", "items": line, "minItems": 1, "maxItems": 2});
        let in_the_uk = json!({
            "type": "object",
            "properties": {
                "uprn": {"type": "string", "pattern": "^[0-9]{1,12}$"},
                "lines": lines,
                "town": line,
                "postcode": {"type": "string"},
            },
            "required": ["lines", "town", "postcode"],
            "additionalProperties": false,
        });
        if !self.abroad {
            return in_the_uk;
        }
        let abroad = json!({
            "type": "object",
            "properties": {"lines": lines, "town": line, "postcode": line, "country": line},
            "required": ["lines", "country"],
            "additionalProperties": false,
        });
        json!({"oneOf": [in_the_uk, abroad]})
    }

    fn wordless(&self) -> Option<Kind> {
        let without = None;
        let bare = || AddressKind { without, ..*self };
        self.without.is_some().then(|| Kind::Address(bare()))
    }

    fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
        Some(Kind::Address(AddressKind {
            abroad: draw.below(2) == 0,
            without: None,
        }))
    }

    /// The postcode's district does not exist, so nobody lives at this address.
    fn sample(&self, context: &SampleContext<'_>) -> Typed {
        let area = context.turn.checked_rem(context.areas.len());
        let area = area.and_then(|at| context.areas.get(at));
        typed_parts(&[
            ("mode", MANUAL),
            (
                "line1",
                &format!("{} Example Street", context.turn % 90 + 1),
            ),
            ("town", "Exampleton"),
            ("postcode", "ME99 1AA"),
            ("area", area.unwrap_or(&"")),
        ])
    }

    fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
        if self.abroad && draw.below(3) == 0 {
            let line1 = format!("{} rue Haute", 1 + draw.below(9));
            let town = *pick(draw, &["Lille", "", "Gent"]);
            let postcode = *pick(draw, &["59000", "", "D02 AF30"]);
            let country = *pick(draw, &["France", "Belgium", "Éire"]);
            return typed_parts(&[
                ("mode", ABROAD),
                ("line1", &line1),
                ("town", town),
                ("postcode", postcode),
                ("country", country),
            ]);
        }
        let area = *pick(draw, &["maidstone", "swale", "kent", "medway", ""]);
        let line1 = format!("{} High Street", 1 + draw.below(9));
        let postcode = *pick(draw, &["ME14 1XX", "me99aa", "TN1 2AB"]);
        let line2 = *pick(draw, &["", "", "Uptown"]);
        let uprn = (10_000_000 + draw.below(50)).to_string();
        let (uprn, mode) = match draw.below(2) {
            0 => (uprn.as_str(), ""),
            _ => ("", MANUAL),
        };
        typed_parts(&[
            ("line1", &line1),
            ("line2", line2),
            ("town", "Oldtown"),
            ("postcode", postcode),
            ("area", area),
            ("uprn", uprn),
            ("mode", mode),
        ])
    }
}
