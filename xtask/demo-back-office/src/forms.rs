//! The definitions of forms, read from Doorstep once for each version that an event names. They
//! give the words for the ids in an event.

use super::State;
use serde_json::Value;
use std::collections::BTreeMap;

/// One version of a form.
#[derive(Clone)]
pub(super) struct Form(Value);

/// Reads the forms that one page needs. When Doorstep does not answer once, the page does not ask
/// again.
pub(super) struct Forms<'a> {
    state: &'a State,
    read: BTreeMap<(String, String), Option<Form>>,
    is_silent: bool,
}

impl<'a> Forms<'a> {
    pub fn new(state: &'a State) -> Forms<'a> {
        Forms {
            state,
            read: BTreeMap::new(),
            is_silent: false,
        }
    }

    /// The form as it was when the request was made; `None` if it cannot be had now.
    pub async fn get(&mut self, service: &str, version: &str) -> Option<Form> {
        let key = (service.to_owned(), version.to_owned());
        if let Some(form) = self.read.get(&key) {
            return form.clone();
        }
        let form = self.load(service, version).await;
        self.read.insert(key, form.clone());
        form
    }

    async fn load(&mut self, service: &str, version: &str) -> Option<Form> {
        // Both become part of a URL.
        let is_plain = |text: &str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            !text.is_empty() && text.bytes().all(plain)
        };
        if !is_plain(service) || !is_plain(version) {
            return None;
        }
        let kept = self.state.ledger.form(service, version).await;
        if let Ok(Some(json)) = kept {
            return Form::read(&json);
        }
        if self.is_silent {
            return None;
        }
        let doorstep = self.state.doorstep.as_ref()?;
        let answer = doorstep.form(service, version).await;
        self.is_silent = answer.is_none();
        let json = answer?.text()?;
        let form = Form::read(&json)?;
        let kept = self.state.ledger.keep_form(service, version, &json).await;
        if let Err(error) = kept {
            tracing::error!(%error, "a form could not be stored");
        }
        Some(form)
    }
}

impl Form {
    fn read(json: &str) -> Option<Form> {
        serde_json::from_str(json)
            .ok()
            .filter(Value::is_object)
            .map(Form)
    }

    /// The questions in page order, each with its id.
    pub fn questions(&self) -> impl Iterator<Item = (&str, &Value)> {
        let pages = list(&self.0, "pages");
        let questions = pages.flat_map(|page| list(page, "questions"));
        questions.filter_map(|question| Some((question.get("id")?.as_str()?, question)))
    }

    /// The title of the service.
    pub fn title(&self, authority: &str) -> Option<String> {
        self.text(self.0.get("title")?, authority)
    }

    /// The title of the part of a request that several councils answer.
    pub fn part(&self, id: &str, authority: &str) -> Option<String> {
        let recipient = with_id(list(&self.0, "recipients"), id)?;
        self.text(recipient.get("title")?, authority)
    }

    /// The advice page with this id: what its button says, and its title.
    pub fn outcome(&self, id: &str, authority: &str) -> Option<String> {
        let outcome = with_id(list(&self.0, "outcomes"), id)?;
        let text = |name: &str| self.text(outcome.get(name)?, authority);
        let title = text("title")?;
        Some(match text("pass") {
            Some(pass) => format!("{pass} (“{title}”)"),
            None => title,
        })
    }

    /// A text in English, the language of the office. A name in braces stands for a parameter of
    /// the council.
    pub fn text(&self, text: &Value, authority: &str) -> Option<String> {
        let text = text.as_str().or_else(|| text.get("en")?.as_str())?;
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.split_once('}').and_then(|(name, after)| {
                let value = self.parameter(authority, name)?;
                Some((value, after))
            });
            match named {
                Some((value, after)) => {
                    filled.push_str(&value);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        Some(filled)
    }

    fn parameter(&self, authority: &str, name: &str) -> Option<String> {
        let tables = self.0.get("parameters")?;
        let find = |table: &str| tables.get(table)?.get(name);
        let value = find(authority).or_else(|| find("all"))?;
        let text = value.as_str().or_else(|| value.get("en")?.as_str());
        text.map(str::to_owned)
            .or_else(|| value.as_i64().map(|number| number.to_string()))
    }
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn with_id<'v>(mut all: impl Iterator<Item = &'v Value>, id: &str) -> Option<&'v Value> {
    all.find(|one| one.get("id").and_then(Value::as_str) == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_english_and_have_the_numbers_of_the_council() {
        let form = json!({
            "title": {"en": "Within {days} days, {phone}, {other", "cy": "O fewn"},
            "parameters": {
                "all": {"days": 3, "phone": {"en": "01632 960 000", "cy": "x"}},
                "swale": {"days": 5},
            },
        });
        let form = Form::read(&form.to_string()).unwrap();
        let title = |authority| form.title(authority).unwrap();
        assert_eq!(title("swale"), "Within 5 days, 01632 960 000, {other");
        assert_eq!(title("kent"), "Within 3 days, 01632 960 000, {other");
        assert!(Form::read("[]").is_none());
    }
}
