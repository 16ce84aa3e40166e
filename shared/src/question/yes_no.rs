//! The `yes-no` kind.

use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, one};
use super::value::Value;
use crate::answers::Typed;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// The values of the two answers.
pub const CHOICES: [&str; 2] = ["yes", "no"];

/// Yes or no.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct YesNoKind {
    /// The question's own text for yes; defaults to "Yes". In Welsh it follows the verb of the
    /// question ("Oes", "Oedd", "Ydw").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yes: Option<Text>,
    /// The text for no, likewise. State both or neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<Text>,
}

impl QuestionKind for YesNoKind {
    fn slug(&self) -> &'static str {
        "yes-no"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        match one(typed)? {
            "" => Ok(None),
            "yes" => Ok(Some(Value::YesNo(true))),
            "no" => Ok(Some(Value::YesNo(false))),
            _ => Err(vec![Fault::at(None, "not-an-option")]),
        }
    }

    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String> {
        let (own, key) = match value {
            Value::YesNo(true) => (&self.yes, "answer-yes"),
            Value::YesNo(false) => (&self.no, "answer-no"),
            _ => return Vec::new(),
        };
        let line = own
            .as_ref()
            .map_or_else(|| context.wording.say(key), context.fill);
        vec![line]
    }

    fn is_own_words(&self) -> bool {
        false
    }

    fn texts(&self) -> Vec<(&'static str, &Text)> {
        let texts = [("yes", &self.yes), ("no", &self.no)];
        texts
            .into_iter()
            .filter_map(|(field, text)| Some((field, text.as_ref()?)))
            .collect()
    }

    fn choices(&self) -> Vec<&str> {
        CHOICES.to_vec()
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{CHOICES, YesNoKind};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for YesNoKind {
        fn codes(&self) -> &'static [&'static str] {
            &["not-an-option"]
        }

        fn mistakes(&self) -> Vec<String> {
            if self.yes.is_some() != self.no.is_some() {
                return vec!["state both `yes` and `no`, or neither".to_owned()];
            }
            Vec::new()
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "enum": CHOICES})
        }

        fn wordless(&self) -> Option<Kind> {
            Some(Kind::YesNo(YesNoKind::default()))
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            let answer = if context.turn.is_multiple_of(2) {
                "no"
            } else {
                "yes"
            };
            Typed::Text(answer.to_owned())
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let own = draw.below(2) == 0;
            Some(Kind::YesNo(YesNoKind {
                yes: own.then(|| bilingual("Aye, {window}")),
                no: own.then(|| bilingual("Nay")),
            }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            Typed::Text((*pick(draw, &CHOICES)).to_owned())
        }
    }
}
