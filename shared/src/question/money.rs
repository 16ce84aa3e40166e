//! The `money` kind: an amount in pounds and pence, stored in pence.

use super::normalise::narrow;
use super::number::{MAX, grouped, in_range, sign, size};
use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, one};
use super::value::Value;
use crate::answers::Typed;
use crate::wording::with_commas;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;

/// An amount of money. Limits are in pence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct MoneyKind {
    /// The smallest amount in pence; defaults to 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The largest amount in pence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl MoneyKind {
    fn min(&self) -> i64 {
        self.min.unwrap_or(0)
    }

    /// The largest amount in pence.
    pub fn max(&self) -> i64 {
        self.max.unwrap_or(MAX).min(MAX)
    }
}

impl QuestionKind for MoneyKind {
    fn slug(&self) -> &'static str {
        "money"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text: String = one(typed)?.chars().map(narrow).collect();
        if text.is_empty() {
            return Ok(None);
        }
        let Some(pence) = pence(&text) else {
            return Err(vec![Fault::at(None, "not-an-amount")]);
        };
        let too_low = Fault::at(None, "amount-too-low");
        let too_high = Fault::at(None, "amount-too-high");
        in_range(pence, self.min(), self.max(), [too_low, too_high])
    }

    /// Converts integer pence to what a person would have typed.
    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        json.as_i64().map(|pence| Typed::Text(pounds(pence, "")))
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Number(pence) => vec![pounds(*pence, "£")],
            _ => Vec::new(),
        }
    }

    fn show_number(&self, number: i64) -> String {
        pounds(number, "£")
    }

    fn is_own_words(&self) -> bool {
        false
    }
}

/// Parses `£1,200.50` and the like to pence: pounds, optionally with two digits of pence. A single
/// digit is rejected as ambiguous: `1.5` may mean £1.50 or be a typing error.
fn pence(text: &str) -> Option<i64> {
    let (sign, amount) = sign(text);
    let amount = amount.strip_prefix(['£', '\u{ffe1}']).unwrap_or(amount);
    let (pounds, pence) = amount.split_once('.').unwrap_or((amount, "00"));
    let two_digits = pence.len() == 2 && pence.bytes().all(|b| b.is_ascii_digit());
    let digits = grouped(pounds.trim_start())?;
    two_digits.then(|| sign * size(&[digits.as_str(), pence].concat()))
}

/// `1,200` for whole pounds, else `1,200.50`, prefixed with the currency sign.
fn pounds(pence: i64, currency: &str) -> String {
    let size = pence.unsigned_abs();
    let whole = with_commas(i64::try_from(size / 100).unwrap_or(i64::MAX));
    let sign = if pence < 0 { "-" } else { "" };
    let rest = (size % 100 + 100).to_string();
    match rest.get(1..) {
        Some(rest) if rest != "00" => [sign, currency, &whole, ".", rest].concat(),
        _ => [sign, currency, &whole].concat(),
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{MAX, MoneyKind, pounds};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use crate::question::number::authored::{
        random_between, random_range, range_mistakes, sample_between,
    };
    use serde_json::{Value as Json, json};

    impl AuthoredKind for MoneyKind {
        fn codes(&self) -> &'static [&'static str] {
            &["not-an-amount", "amount-too-low", "amount-too-high"]
        }

        fn mistakes(&self) -> Vec<String> {
            range_mistakes(self.min(), self.max, MAX)
        }

        fn answer_schema(&self) -> Json {
            json!({
                "type": "integer",
                "minimum": self.min(),
                "maximum": self.max(),
                "$comment": "pence",
            })
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            let pence = sample_between(context, self.min(), self.max());
            Typed::Text(pounds(pence, ""))
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let (min, max) = random_range(draw);
            Some(Kind::Money(MoneyKind { min, max }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let pence = random_between(draw, self.min(), self.max());
            Typed::Text(match draw.below(3) {
                0 => pounds(pence, "£"),
                1 => pounds(pence, "").replace(',', " "),
                _ => pounds(pence, "").replace(',', ""),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MoneyKind, pounds};
    use crate::answers::Typed;
    use crate::question::Value;
    use crate::question::rules::{CheckContext, QuestionKind};
    use serde_json::json;

    fn checked(kind: &MoneyKind, typed: &str) -> Result<Option<Value>, (&'static str, i64)> {
        let context = CheckContext {
            optional: false,
            offers: &|_| true,
        };
        let typed = Typed::Text(typed.to_owned());
        kind.check(&typed, &context)
            .map_err(|faults| (faults[0].code, faults[0].number.unwrap_or_default()))
    }

    #[test]
    fn amounts_are_read_with_or_without_pence_commas_and_the_pound_sign() {
        let kind = MoneyKind {
            min: Some(-1_000),
            max: None,
        };
        for (typed, pence) in [
            ("0", 0),
            ("1200", 120_000),
            ("£1,200.50", 120_050),
            ("£ 1 200.50", 120_050),
            ("1200.05", 120_005),
            ("£０.９９", 99),
            ("-£5", -500),
            ("9999999999999.99", 999_999_999_999_999),
        ] {
            assert_eq!(
                checked(&kind, typed),
                Ok(Some(Value::Number(pence))),
                "{typed}"
            );
        }
        assert_eq!(checked(&kind, ""), Ok(None));
    }

    #[test]
    fn invalid_and_out_of_range_amounts_are_refused() {
        let kind = MoneyKind {
            min: Some(50),
            max: Some(120_050),
        };
        for (typed, code, pence) in [
            ("1200.5", "not-an-amount", 0),
            ("1200.", "not-an-amount", 0),
            (".50", "not-an-amount", 0),
            ("1,20", "not-an-amount", 0),
            ("1.200,50", "not-an-amount", 0),
            ("$5", "not-an-amount", 0),
            ("£", "not-an-amount", 0),
            ("five", "not-an-amount", 0),
            ("0.49", "amount-too-low", 50),
            ("-1", "amount-too-low", 50),
            ("1200.51", "amount-too-high", 120_050),
            ("99999999999999999999", "amount-too-high", 120_050),
        ] {
            assert_eq!(checked(&kind, typed), Err((code, pence)), "{typed}");
        }
    }

    #[test]
    fn whole_pounds_are_shown_without_pence() {
        assert_eq!(pounds(120_050, "£"), "£1,200.50");
        assert_eq!(pounds(120_000, "£"), "£1,200");
        assert_eq!(pounds(5, "£"), "£0.05");
        assert_eq!(pounds(-250, "£"), "-£2.50");
    }

    #[test]
    fn the_api_accepts_only_whole_pence() {
        let kind = MoneyKind::default();
        let typed = kind.read_json(&json!(120_050));
        assert_eq!(typed, Some(Typed::Text("1,200.50".to_owned())));
        for wrong in [json!("12"), json!(12.5), json!(null)] {
            assert_eq!(kind.read_json(&wrong), None, "{wrong}");
        }
    }
}
