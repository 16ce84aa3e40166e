//! What was typed, possibly wrong; and what can be wrong with it.

use crate::service::{Definition, Page};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One question's answer exactly as typed (trimmed, line ends made `\n`), never lost.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(untagged)]
pub enum Typed {
    Text(String),
    Many(Vec<String>),
    /// Parts by name: `day`, `month`, `year`; `postcode`, `uprn`, `line1`, `line2`, `town`,
    /// `mode`, `area`, `areas`; `description`, `lat`, `lon`. Empty parts are left out.
    Parts(BTreeMap<String, String>),
}

impl Typed {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Typed::Text(text) => text.is_empty(),
            Typed::Many(texts) => texts.iter().all(String::is_empty),
            Typed::Parts(parts) => parts.values().all(String::is_empty),
        }
    }

    /// The text of a kind with one field, else nothing.
    pub fn text(&self) -> &str {
        match self {
            Typed::Text(text) => text,
            _ => "",
        }
    }

    /// One part of a kind with parts, else nothing.
    pub fn part(&self, name: &str) -> &str {
        match self {
            Typed::Parts(parts) => parts.get(name).map(String::as_str).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether an option is chosen, of one or of many.
    pub fn chose(&self, option: &str) -> bool {
        match self {
            Typed::Text(text) => text == option,
            Typed::Many(texts) => texts.iter().any(|text| text == option),
            Typed::Parts(_) => false,
        }
    }
}

/// Answers hold personal data, so they never print themselves.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// All answers of a draft, by question id.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(default)]
    pub typed: BTreeMap<String, Typed>,
    /// The outcomes the person has read and passed, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub passed: BTreeSet<String>,
    /// The pages the person has been asked, by id, each with a fingerprint of the parameters
    /// its words named then ([`crate::journey::asked`]). Empty for answers that came all at
    /// once, as by the API: then every page counts as asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, String>,
}

/// Answers hold personal data, so they never print themselves.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One mistake, as a code; words are found for it by [`crate::wording`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub question: String,
    /// The part the mistake is in, such as `day`; links and red borders go there.
    pub part: Option<String>,
    /// `required`, `too-long`, `not-a-date`, `not-an-email`, …, or a rule's own code.
    pub code: String,
    /// Numbers for the message, such as the limit that was passed.
    pub number: Option<i64>,
}

/// Reads one page's fields from a posted form, by the design system's field names:
/// `id` for one value, `id` repeated for checkboxes, `id-part` for parts.
///
/// Every visible or hidden question of the page gets an entry (an untouched one an empty
/// entry), so that clearing a field clears the stored answer.
pub fn read_page(page: &Page, pairs: &[(String, String)]) -> BTreeMap<String, Typed> {
    let mut read = BTreeMap::new();
    for question in &page.questions {
        read.insert(question.id.clone(), question.read(pairs));
    }
    read
}

/// Reads one page saved as JSON, to the same entries as [`read_page`]; a question that is not
/// on the page is a problem (`unknown-question`).
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

/// Reads answers in the shapes of the JSON API. Errors name wrong shapes (`wrong-type`), in page
/// order, and then unknown questions (`unknown-question`).
pub fn read_json(
    definition: &Definition,
    answers: &serde_json::Map<String, serde_json::Value>,
) -> Result<Answers, Vec<FieldError>> {
    let mut read = Answers::default();
    let mut problems = Vec::new();
    for (_, question) in definition.questions() {
        match answers
            .get(&question.id)
            .map(|json| question.from_json(json))
        {
            Some(Ok(typed)) => {
                read.typed.insert(question.id.clone(), typed);
            }
            Some(Err(problem)) => problems.push(problem),
            None => {}
        }
    }
    problems.extend(
        answers
            .keys()
            .filter(|id| definition.question(id).is_none())
            .cloned()
            .map(unknown),
    );
    if problems.is_empty() {
        Ok(read)
    } else {
        Err(problems)
    }
}

/// The name of an unknown question is the caller's own text: kept short, and never logged.
fn unknown(question: String) -> FieldError {
    FieldError {
        question: question.chars().take(64).collect(),
        part: None,
        code: "unknown-question".to_owned(),
        number: None,
    }
}

/// A short stable fingerprint of one page's stored answers, carried by its form so that a
/// change from another tab is noticed. FNV-1a, 64 bits, hexadecimal. An empty entry counts
/// as none.
pub fn page_hash(page: &Page, answers: &Answers) -> String {
    let mut hash = Fnv::default();
    for question in &page.questions {
        let Some(typed) = answers.typed.get(&question.id) else {
            continue;
        };
        for (field, value) in question.fields(typed) {
            if !value.is_empty() {
                hash.add(field.as_bytes());
                hash.add(value.as_bytes());
            }
        }
    }
    hash.hex()
}

/// A fingerprint of everything a review page shows, carried by its form so that nothing else
/// is sent: the fingerprints of all pages, in the order of the definition.
pub fn review_hash(definition: &Definition, answers: &Answers) -> String {
    let mut hash = Fnv::default();
    for page in &definition.pages {
        hash.add(page_hash(page, answers).as_bytes());
    }
    hash.hex()
}

/// Fowler-Noll-Vo, variant 1a, 64 bits (draft-eastlake-fnv). Notices change; resists no attacker.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Adds a run of bytes and where it ends.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub fn value(self) -> u64 {
        self.0
    }

    /// Sixteen hexadecimal digits.
    pub fn hex(self) -> String {
        (0..16)
            .rev()
            .filter_map(|place| char::from_digit((self.0 >> (place * 4) & 0xf) as u32, 16))
            .collect()
    }
}
