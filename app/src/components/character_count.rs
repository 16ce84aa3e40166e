//! Several lines of text with a limit, and how much of it is left.

use super::classes::{classes, part_id};
use super::form_group::group_class;
use super::{Hint, Textarea};
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// A textarea with a remaining count. Without the script the plain limit is shown.
#[derive(Default)]
pub struct CharacterCount {
    /// The field; its `group_classes` and `described_by` are ignored.
    pub textarea: Textarea,
    /// In characters, or in words if `words` is set.
    pub limit: Option<u32>,
    pub words: bool,
    /// The design system's names for how characters are counted. The script counts what the server
    /// counts, whatever this says (`app/page.js`).
    pub count_type: Option<&'static str>,
    /// Percentage of the limit at which the count appears.
    pub threshold: Option<u8>,
    /// Shown before anything is typed; contains the limit.
    pub description: String,
    /// The script's messages by their attribute's suffix, for each plural form of the language:
    /// (`characters-under-limit.one`, "You have %{count} character remaining"). Empty leaves the
    /// script's English.
    pub messages: Vec<(&'static str, String)>,
    pub group_classes: &'static str,
}

impl CharacterCount {
    pub fn view(self) -> AnyView {
        let mut field = self.textarea;
        let info = part_id(&field.id, "-info");
        let mut class = String::from(group_class(field.error.is_some()));
        class.push_str(" govuk-character-count");
        let class = classes(&class, self.group_classes);
        let limit = self.limit.map(|limit| limit.to_string());
        let (length, words) = if self.words {
            (None, limit)
        } else {
            (limit, None)
        };
        let threshold = self.threshold.map(|percent| percent.to_string());
        let count_type = if self.words {
            Some("words")
        } else {
            self.count_type
        };
        let messages = self
            .messages
            .into_iter()
            .map(|(key, text)| custom_attribute(part_id("data-i18n.", key), text).into_any_attr())
            .collect::<Vec<AnyAttribute>>();
        let message = Hint {
            id: Some(info.clone()),
            text: self.description,
            classes: "govuk-character-count__message",
        }
        .view();
        field.described_by = info;
        view! {
            <div class=class data-module="govuk-character-count" data-maxlength=length data-maxwords=words data-threshold=threshold data-count-type={count_type} {..messages}>
                {field.parts("govuk-js-character-count")}
                {message}
            </div>
        }
        .into_any()
    }
}
