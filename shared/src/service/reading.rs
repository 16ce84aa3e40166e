//! Reads answers from forms, saved pages and the JSON API, and computes their fingerprints.

use super::{Definition, Page};
use crate::answers::{Answers, FieldError, Typed};
use crate::fingerprint::Fnv;
use crate::question::Question;
use std::collections::BTreeMap;

/// Reads one page's fields from a posted form, by the design system's field names: `id` for one
/// value, `id` repeated for checkboxes, `id-part` for parts.
///
/// Every question on the page gets an entry, visible or hidden (an empty one if untouched), so that
/// clearing a field clears the stored answer.
pub fn read_page(page: &Page, pairs: &[(String, String)]) -> BTreeMap<String, Typed> {
    let mut read = BTreeMap::new();
    for question in &page.questions {
        read.insert(question.id.clone(), question.read(pairs));
    }
    read
}

/// Reads one page saved as JSON into the same entries as [`read_page`]. A question that is not on
/// the page is an error (`unknown-question`).
pub fn read_saved(
    page: &Page,
    mut saved: BTreeMap<String, Typed>,
) -> Result<BTreeMap<String, Typed>, Vec<FieldError>> {
    let read = page
        .questions
        .iter()
        .map(|question| {
            let typed = match saved.remove(&question.id) {
                Some(typed) => question.tidied(typed),
                None => question.read(&[]),
            };
            (question.id.clone(), typed)
        })
        .collect();
    if saved.is_empty() {
        Ok(read)
    } else {
        Err(saved.into_keys().map(unknown).collect())
    }
}

/// Reads answers in the API's shape. Errors report wrong shapes (`wrong-type`) in page order, then
/// unknown questions (`unknown-question`).
#[cfg(feature = "authoring")]
pub fn read_json(
    definition: &Definition,
    answers: &serde_json::Map<String, serde_json::Value>,
) -> Result<Answers, Vec<FieldError>> {
    let mut read = Answers::default();
    let mut errors = Vec::new();
    for (_, question) in definition.questions() {
        match answers
            .get(&question.id)
            .map(|json| question.from_json(json))
        {
            Some(Ok(typed)) => {
                read.typed.insert(question.id.clone(), typed);
            }
            Some(Err(error)) => errors.push(error),
            None => {}
        }
    }
    let of_none = |id: &&String| definition.question(id).is_none();
    let unknown_ids = answers.keys().filter(of_none).take(MOST_UNKNOWN).cloned();
    errors.extend(unknown_ids.map(unknown));
    if errors.is_empty() {
        Ok(read)
    } else {
        Err(errors)
    }
}

/// The most unknown questions that are reported, so that a response is not many times its request.
#[cfg(feature = "authoring")]
const MOST_UNKNOWN: usize = 20;

/// The id of an unknown question is the caller's own text: truncated, and never logged.
fn unknown(question: String) -> FieldError {
    FieldError {
        question: question.chars().take(64).collect(),
        part: None,
        code: "unknown-question".to_owned(),
        number: None,
    }
}

/// A fingerprint of one page's stored answers, carried by its form to detect changes made in
/// another tab. FNV-1a, 64 bits, hexadecimal. An empty entry counts as absent.
pub fn page_hash(page: &Page, answers: &Answers) -> String {
    let mut hash = Fnv::default();
    for question in &page.questions {
        add_answer(&mut hash, question, answers);
    }
    hash.hex()
}

/// Adds the answer to a question to a fingerprint.
pub(crate) fn add_answer(hash: &mut Fnv, question: &Question, answers: &Answers) {
    let Some(typed) = answers.typed.get(&question.id) else {
        return;
    };
    for (field, value) in question.fields(typed) {
        if !value.is_empty() {
            hash.add(field.as_bytes());
            hash.add(value.as_bytes());
        }
    }
}

/// A fingerprint of everything on the review page, carried by its form so that only what was shown
/// can be sent: the fingerprints of all pages, in definition order.
pub fn review_hash(definition: &Definition, answers: &Answers) -> String {
    let mut hash = Fnv::default();
    for page in &definition.pages {
        hash.add(page_hash(page, answers).as_bytes());
    }
    hash.hex()
}
