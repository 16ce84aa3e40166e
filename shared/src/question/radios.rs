//! The `radios` kind: one of several options.

use super::choice::{Choice, label};
use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, one};
use super::value::Value;
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

/// One of several options.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct RadiosKind {
    /// Must have at least two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// An earlier address question. When the gazetteer does not know the area of its answer, the
    /// option chosen here states it, if the option is one of the authorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_of: Option<String>,
}

impl QuestionKind for RadiosKind {
    fn slug(&self) -> &'static str {
        "radios"
    }

    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked {
        let id = one(typed)?;
        if id.is_empty() {
            return Ok(None);
        }
        let offered = |option: &Choice| option.id == id && (context.offers)(option);
        if !self.options.iter().any(offered) {
            return Err(vec![Fault::at(None, "not-an-option")]);
        }
        Ok(Some(Value::Choice(id.to_owned())))
    }

    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Choice(id) => vec![label(&self.options, id, context)],
            _ => Vec::new(),
        }
    }

    fn is_own_words(&self) -> bool {
        false
    }

    fn options(&self) -> &[Choice] {
        &self.options
    }

    fn area_of(&self) -> Option<&str> {
        self.area_of.as_deref()
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::RadiosKind;
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use crate::question::choice::{Choice, ids};
    use serde_json::{Value as Json, json};

    impl AuthoredKind for RadiosKind {
        fn codes(&self) -> &'static [&'static str] {
            &["not-an-option"]
        }

        fn mistakes(&self) -> Vec<String> {
            if self.options.len() < 2 {
                return vec!["radios need at least two options".to_owned()];
            }
            Vec::new()
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "enum": ids(&self.options)})
        }

        fn wordless(&self) -> Option<Kind> {
            Some(Kind::Radios(RadiosKind {
                options: self.options.iter().map(Choice::wordless).collect(),
                ..self.clone()
            }))
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            Typed::Text(Choice::sample(&self.options, context))
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            Some(Kind::Radios(RadiosKind {
                options: Choice::random(draw, false),
                ..RadiosKind::default()
            }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            Typed::Text(pick(draw, &self.options).id.clone())
        }
    }
}
