//! The options of radios and checkboxes.

use super::rules::ShowContext;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// One option of radios or checkboxes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Choice {
    pub id: String,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Shows "or" before this option (radios: the odd one out; checkboxes: "none of these").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// Offered only when this holds; may depend on earlier pages only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// The label of a chosen option as displayed.
pub(super) fn label(options: &[Choice], id: &str, context: &ShowContext<'_>) -> String {
    options
        .iter()
        .find(|option| option.id == id)
        .map_or_else(|| id.to_owned(), |option| (context.fill)(&option.label))
}

#[cfg(feature = "authoring")]
mod authored {
    use super::Choice;
    use crate::language::Text;
    use crate::question::authoring::{Draw, SampleContext, bilingual};

    impl Choice {
        pub(in crate::question) fn wordless(&self) -> Choice {
            Choice {
                label: Text::default(),
                hint: None,
                ..self.clone()
            }
        }

        /// The id of one of the options, varying with `turn`.
        pub(in crate::question) fn sample(
            options: &[Choice],
            context: &SampleContext<'_>,
        ) -> String {
            let at = context.turn.checked_rem(options.len());
            at.and_then(|at| options.get(at))
                .map_or_else(String::new, |option| option.id.clone())
        }

        /// Two to four options; the last is set apart if `apart` allows it.
        pub(in crate::question) fn random(draw: &mut dyn Draw, apart: bool) -> Vec<Choice> {
            let count = 2 + draw.below(3);
            (0..count)
                .map(|at| Choice {
                    id: format!("o{at}"),
                    label: bilingual("Option {window}"),
                    hint: None,
                    apart: apart && at + 1 == count,
                    // The first is always offered, so that every question has an answer.
                    when: if at > 0 && draw.below(4) == 0 {
                        draw.condition()
                    } else {
                        None
                    },
                })
                .collect()
        }
    }

    /// The ids of options, for a schema.
    pub(in crate::question) fn ids(options: &[Choice]) -> Vec<&str> {
        options.iter().map(|option| option.id.as_str()).collect()
    }
}

#[cfg(feature = "authoring")]
pub(super) use authored::ids;
