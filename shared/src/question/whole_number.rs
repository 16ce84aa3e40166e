//! The `whole-number` kind: a count, in any common notation.

use super::normalise::narrow;
use super::number::{MAX, grouped, in_range, sign, size};
use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, one};
use super::value::Value;
use crate::answers::Typed;
use crate::wording::with_commas;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;

/// A whole number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct WholeNumberKind {
    /// The smallest number; defaults to 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl WholeNumberKind {
    fn min(&self) -> i64 {
        self.min.unwrap_or(0)
    }

    /// The largest number, which has at most [`MAX_DIGITS`] digits.
    pub fn max(&self) -> i64 {
        self.max.unwrap_or(MAX).min(MAX)
    }
}

impl QuestionKind for WholeNumberKind {
    fn slug(&self) -> &'static str {
        "whole-number"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text: String = one(typed)?.chars().map(narrow).collect();
        if text.is_empty() {
            return Ok(None);
        }
        let (sign, digits) = sign(&text);
        let Some(digits) = grouped(digits) else {
            let code = match digits.split_once('.') {
                Some((whole, part)) if grouped(whole).is_some() && grouped(part).is_some() => {
                    Fault::at(None, "not-a-whole-number")
                }
                _ => Fault::at(None, "not-a-number"),
            };
            return Err(vec![code]);
        };
        let too_low = Fault::at(None, "number-too-low");
        let too_high = Fault::at(None, "number-too-high");
        in_range(
            sign * size(&digits),
            self.min(),
            self.max(),
            [too_low, too_high],
        )
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        json.as_i64().map(|number| Typed::Text(number.to_string()))
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Number(number) => vec![with_commas(*number)],
            _ => Vec::new(),
        }
    }

    fn is_own_words(&self) -> bool {
        false
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{MAX, WholeNumberKind, with_commas};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use crate::question::number::authored::{
        random_between, random_range, range_mistakes, sample_between,
    };
    use serde_json::{Value as Json, json};

    impl AuthoredKind for WholeNumberKind {
        fn codes(&self) -> &'static [&'static str] {
            &[
                "not-a-number",
                "not-a-whole-number",
                "number-too-low",
                "number-too-high",
            ]
        }

        fn mistakes(&self) -> Vec<String> {
            range_mistakes(self.min(), self.max, MAX)
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "integer", "minimum": self.min(), "maximum": self.max()})
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            Typed::Text(sample_between(context, self.min(), self.max()).to_string())
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let (min, max) = random_range(draw);
            Some(Kind::WholeNumber(WholeNumberKind { min, max }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let number = random_between(draw, self.min(), self.max());
            Typed::Text(match draw.below(3) {
                0 => with_commas(number),
                1 => number.to_string().replace('-', "\u{2212}"),
                _ => number.to_string(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WholeNumberKind;
    use crate::answers::Typed;
    use crate::question::rules::{CheckContext, QuestionKind};
    use crate::question::{Kind, Value};
    use serde_json::json;

    fn checked(kind: &WholeNumberKind, typed: &str) -> Result<Option<Value>, (&'static str, i64)> {
        let context = CheckContext {
            optional: false,
            offers: &|_| true,
        };
        let typed = Typed::Text(typed.to_owned());
        kind.check(&typed, &context)
            .map_err(|faults| (faults[0].code, faults[0].number.unwrap_or_default()))
    }

    #[test]
    fn numbers_are_read_in_common_notations() {
        let kind = WholeNumberKind {
            min: Some(-50),
            max: None,
        };
        for (typed, number) in [
            ("0", 0),
            ("007", 7),
            ("1200", 1_200),
            ("1,200", 1_200),
            ("1 234 567", 1_234_567),
            ("１２", 12),
            ("-5", -5),
            ("\u{2212}5", -5),
            ("999999999999999", 999_999_999_999_999),
        ] {
            assert_eq!(
                checked(&kind, typed),
                Ok(Some(Value::Number(number))),
                "{typed}"
            );
        }
        assert_eq!(checked(&kind, ""), Ok(None));
    }

    #[test]
    fn each_invalid_number_has_its_own_code() {
        let kind = WholeNumberKind {
            min: None,
            max: Some(1_500),
        };
        for (typed, code, number) in [
            ("many", "not-a-number", 0),
            ("1,2", "not-a-number", 0),
            ("1200,300", "not-a-number", 0),
            ("12.", "not-a-number", 0),
            ("-", "not-a-number", 0),
            ("1e3", "not-a-number", 0),
            ("12.5", "not-a-whole-number", 0),
            ("-1", "number-too-low", 0),
            ("1501", "number-too-high", 1_500),
            ("99999999999999999999", "number-too-high", 1_500),
        ] {
            assert_eq!(checked(&kind, typed), Err((code, number)), "{typed}");
        }
    }

    #[test]
    fn the_api_accepts_only_integers() {
        let kind = WholeNumberKind::default();
        assert_eq!(
            kind.read_json(&json!(12)),
            Some(Typed::Text("12".to_owned()))
        );
        for wrong in [json!("12"), json!(12.5), json!(null), json!([12])] {
            assert_eq!(kind.read_json(&wrong), None, "{wrong}");
        }
        assert_eq!(Value::Number(12).to_json(), json!(12));
    }

    #[test]
    fn limits_are_checked_with_the_definition() {
        use crate::question::authoring::AuthoredKind;
        let kind = |json| match serde_json::from_value(json).unwrap() {
            Kind::WholeNumber(kind) => kind.mistakes(),
            _ => unreachable!("the kind is another one"),
        };
        assert!(kind(json!({"whole-number": {"min": 1, "max": 1}})).is_empty());
        assert!(!kind(json!({"whole-number": {"min": 2, "max": 1}})).is_empty());
        assert!(!kind(json!({"whole-number": {"max": -1}})).is_empty());
        assert!(!kind(json!({"whole-number": {"max": 1_000_000_000_000_000_i64}})).is_empty());
    }
}
