//! The `checkboxes` kind: any of several options.

use super::choice::{Choice, label};
#[cfg(feature = "authoring")]
use super::normalise::tidy;
use super::rules::{CheckContext, Checked, Fault, QuestionKind, Shape, ShowContext, wrong_type};
use super::value::Value;
use crate::answers::Typed;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;

/// Any of several options.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct CheckboxesKind {
    /// Must have at least one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
}

impl QuestionKind for CheckboxesKind {
    fn slug(&self) -> &'static str {
        "checkboxes"
    }

    fn shape(&self) -> Shape {
        Shape::Many
    }

    /// The chosen options in definition order. An option chosen twice is an error of a program:
    /// what a form posts is read without duplicates. An exclusive option ("none of these") rules
    /// out the others: without JavaScript a person can tick both.
    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked {
        let Typed::Many(typed) = typed else {
            return Err(wrong_type());
        };
        let offered = |id: &String| {
            let mut options = self.options.iter();
            options.any(|option| option.id == *id && (context.offers)(option))
        };
        if !typed.iter().all(offered) {
            return Err(vec![Fault::at(None, "not-an-option")]);
        }
        let chosen: Vec<&Choice> = self
            .options
            .iter()
            .filter(|option| typed.contains(&option.id))
            .collect();
        if chosen.len() < typed.len() {
            return Err(vec![Fault::at(None, "chosen-twice")]);
        }
        if chosen.len() > 1 && chosen.iter().any(|option| option.apart) {
            return Err(vec![Fault::at(None, "none-with-others")]);
        }
        let ids: Vec<String> = chosen.iter().map(|option| option.id.clone()).collect();
        Ok((!ids.is_empty()).then_some(Value::Choices(ids)))
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        let items = json.as_array()?.iter();
        items
            .map(|item| item.as_str().map(|text| tidy(text, false)))
            .collect::<Option<Vec<String>>>()
            .map(Typed::Many)
    }

    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Choices(ids) => ids
                .iter()
                .map(|id| label(&self.options, id, context))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn is_own_words(&self) -> bool {
        false
    }

    fn options(&self) -> &[Choice] {
        &self.options
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::CheckboxesKind;
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use crate::question::choice::{Choice, ids};
    use serde_json::{Value as Json, json};

    impl AuthoredKind for CheckboxesKind {
        fn codes(&self) -> &'static [&'static str] {
            &["chosen-twice", "none-with-others", "not-an-option"]
        }

        fn mistakes(&self) -> Vec<String> {
            if self.options.is_empty() {
                return vec!["checkboxes need an option".to_owned()];
            }
            Vec::new()
        }

        fn answer_schema(&self) -> Json {
            json!({
                "type": "array",
                "items": {"type": "string", "enum": ids(&self.options)},
                "uniqueItems": true,
            })
        }

        fn wordless(&self) -> Option<Kind> {
            let options = self.options.iter().map(Choice::wordless).collect();
            Some(Kind::Checkboxes(CheckboxesKind { options }))
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            Typed::Many(vec![Choice::sample(&self.options, context)])
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let options = Choice::random(draw, true);
            Some(Kind::Checkboxes(CheckboxesKind { options }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let two = match self.options.as_slice() {
                [first, second, _, ..] => Some([second.id.clone(), first.id.clone()]),
                _ => None,
            };
            Typed::Many(match two {
                Some(two) if draw.below(100) < 40 => two.into(),
                _ => vec![pick(draw, &self.options).id.clone()],
            })
        }
    }
}
