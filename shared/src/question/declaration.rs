//! The `declaration` kind: a statement the person confirms by ticking one box.

use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, one};
use super::value::Value;
use crate::answers::Typed;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// A statement the person confirms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct DeclarationKind {
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub statement: Text,
}

impl QuestionKind for DeclarationKind {
    fn slug(&self) -> &'static str {
        "declaration"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        match one(typed)? {
            "" => Ok(None),
            "yes" => Ok(Some(Value::Declared)),
            _ => Err(vec![Fault::at(None, "not-an-option")]),
        }
    }

    fn lines(&self, _: &Value, context: &ShowContext<'_>) -> Vec<String> {
        vec![context.wording.say("answer-declared")]
    }

    fn is_own_words(&self) -> bool {
        false
    }

    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("statement", &self.statement)]
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::DeclarationKind;
    use crate::answers::Typed;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for DeclarationKind {
        fn codes(&self) -> &'static [&'static str] {
            &["not-an-option"]
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "const": "yes"})
        }

        fn wordless(&self) -> Option<Kind> {
            Some(Kind::Declaration(DeclarationKind::default()))
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text("yes".to_owned())
        }

        fn random(&self, _: &mut dyn Draw) -> Option<Kind> {
            let statement = bilingual("It is true");
            Some(Kind::Declaration(DeclarationKind { statement }))
        }
    }
}
