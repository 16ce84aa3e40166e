//! The `email` kind.
//!
//! A light check: only sending an email proves that an address works. Lengths are those of RFC
//! 5321, section 4.5.3.1 (64 octets before the `@`, 254 in all).

use super::rules::{CheckContext, Checked, ContactDetail, Fault, QuestionKind, ShowContext, one};
use super::text;
use super::value::Value;
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

pub const MAX: u32 = 254;

/// An email address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct EmailKind {}

impl QuestionKind for EmailKind {
    fn slug(&self) -> &'static str {
        "email"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let typed = one(typed)?;
        let text = plain(typed);
        text::sound(&text, MAX, None)?;
        if !typed.is_empty() && !is_email(&text) {
            return Err(vec![Fault::at(None, "not-an-email")]);
        }
        Ok(text::value(&text))
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        text::lines(value)
    }

    fn contact(&self) -> Option<ContactDetail> {
        Some(ContactDetail::Email)
    }
}

/// The address alone, where a name, quotation marks or `mailto:` were copied with it; with the
/// apostrophe that addresses have, where a keyboard typed a typographic one.
pub fn plain(typed: &str) -> String {
    bare(typed)
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' => '\'',
            other => other,
        })
        .collect()
}

/// What is in angle brackets, if no other address is before them.
fn bare(typed: &str) -> &str {
    let typed = match typed.split_once('<') {
        Some((name, rest)) if !name.contains('@') => rest.strip_suffix('>').unwrap_or(typed),
        _ => typed.trim_matches('"'),
    };
    match typed.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => typed,
    }
}

fn is_email(typed: &str) -> bool {
    let Some((local, domain)) = typed.split_once('@') else {
        return false;
    };
    let local_is_sound = (1..=64).contains(&local.len())
        && local.split('.').all(|word| !word.is_empty())
        && !local
            .chars()
            .any(|c| c.is_whitespace() || "\"(),:;<>[]\\".contains(c));
    local_is_sound
        && typed.len() <= MAX as usize
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && !domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()))
}

/// One label of a domain name, in any script.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{EmailKind, MAX};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for EmailKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long", "not-an-email"]
        }

        fn asks_about(&self) -> bool {
            true
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "format": "email", "maxLength": MAX})
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text("sam.example@example.org".to_owned())
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let addresses = ["a@b.example", "sian.morgan+x@post.example.org"];
            Typed::Text((*pick(draw, &addresses)).to_owned())
        }
    }
}
