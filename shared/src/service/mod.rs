//! A service definition as a council publishes it: data, never code.
//!
//! A definition is one TOML file in `shared/services/` (compiled in) or in the operator's folder.
//! Its [`version`] is a hash of its content; every draft and submission stores the version it was
//! created with.
//!
//! To add a service: one file in `shared/services/` and one routing line in the configuration. To
//! extend the format: a field here with a default, a rule in [`check`], and the golden definitions
//! must still load with their old hashes.

#[cfg(feature = "authoring")]
pub mod alone;
pub mod block;
#[cfg(feature = "authoring")]
pub mod check;
pub mod naming;
#[cfg(feature = "authoring")]
pub mod next;
pub mod notice;
pub mod one_of;
#[cfg(feature = "authoring")]
pub mod opening;
pub mod outcome;
pub mod parameter;
pub mod purpose;
pub mod reading;
#[cfg(feature = "schema")]
pub mod schema;
pub mod version;

#[cfg(feature = "authoring")]
use crate::condition::Amount;
use crate::condition::Condition;
use crate::language::{Language, Text};
use crate::question::Question;
use block::Block;
use naming::Naming;
#[cfg(feature = "authoring")]
pub use next::Next;
use notice::PageNotice;
use one_of::OneOf;
pub use outcome::{Outcome, OutcomeKind};
pub use parameter::Parameter;
use purpose::Purpose;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the definition format. Increase it when existing definitions would be read
/// differently.
pub const SCHEMA: u32 = 1;

// Fields of the feature `authoring` are not in the browser's program, which never reads them.
/// A service that residents can request. Immutable once published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Definition {
    /// Kebab case; names the service in paths and to integrators.
    pub id: String,
    pub title: Text,
    /// One line for the A to Z list and search results.
    #[cfg(feature = "authoring")]
    pub summary: Text,
    /// The languages every text of this definition is written in. Defaults to English.
    #[serde(default = "english", skip_serializing_if = "is_english")]
    pub languages: Vec<Language>,
    /// Ids of the authorities that own and run this service.
    pub authorities: Vec<String>,
    #[cfg(feature = "authoring")]
    pub lawful_basis: LawfulBasis,
    /// Whether answers contain special category data (UK GDPR article 9).
    #[cfg(feature = "authoring")]
    pub special_category: bool,
    /// Days a submission is kept after acceptance or its latest status, whichever is later.
    #[cfg(feature = "authoring")]
    pub retention_days: u32,
    #[cfg(feature = "authoring")]
    pub classification: Classification,
    /// Why people contact the council about it, for figures. Defaults to `request`.
    #[serde(default, skip_serializing_if = "Purpose::is_default")]
    pub purpose: Purpose,
    /// The topic it is listed under, by its id in the settings. Without one it is listed last.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Local Government Services List id, where known.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lgsl: Option<u32>,
    /// Local Government Interactions List id, where known.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lgil: Option<u32>,
    /// Whether numbers or wording are invented for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonstration: bool,
    /// Additional search terms.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Text>,
    /// Groups of synonyms for searching.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Synonyms>,
    /// Target for completing a request, in working days: a number, or the name of a parameter that
    /// holds it.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_working_days: Option<Amount>,
    /// The same in calendar days; state only one of the two.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<Amount>,
    /// How a request is named to the person who sent it.
    #[serde(default, skip_serializing_if = "Naming::is_empty")]
    pub naming: Naming,
    #[cfg(feature = "authoring")]
    pub start: Start,
    /// Address questions whose area decides the serving authority: the first with a known area
    /// wins. Without any, the authority of the site (the host).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub served_by: Vec<String>,
    /// Email and address questions whose answers serve as the second fact, beside the tracking
    /// code, to open the request. Defaults to the first email and, unless there is special category
    /// data, every address.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_with: Option<Vec<String>>,
    /// Values that differ between authorities: a window, a price, a phone line. `all` holds the
    /// shared values; an authority's own table takes precedence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, BTreeMap<String, Parameter>>,
    /// In the order they are asked; each is asked only when its condition holds.
    pub pages: Vec<Page>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// The recipients of the request. Defaults to the serving authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Shown on check answers below the recipients: who else must be told, for example.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<Block>,
    #[cfg(feature = "authoring")]
    pub next: Next,
}

/// Words treated as equal in search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Synonyms {
    /// Defaults to English.
    #[serde(default, skip_serializing_if = "Language::is_default")]
    pub language: Language,
    /// Must have at least two.
    pub words: Vec<String>,
}

/// Content of the start page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Start {
    /// Approximate time to complete, in minutes.
    pub minutes: u8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// What the person should have ready.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Text>,
}

/// One page of questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Page {
    /// Kebab case; the last part of the page's path.
    pub id: String,
    /// The heading. May be left out on a page with one question, whose label is then the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// The page is asked only when this holds; may depend on earlier pages only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    pub questions: Vec<Question>,
    /// Optional questions of this page of which one must be answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<OneOf>,
    /// Notices about the answers, tried in order once the page has no errors, before its jumps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<PageNotice>,
    /// Jumps from this page, tried in order once it has no errors and no notice is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Turn>,
}

/// A jump to an outcome or forward to a later page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Turn {
    pub when: Condition,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// One recipient of a request, with a status of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Recipient {
    /// Id of this part of the request, such as `leaving`.
    pub id: String,
    /// The address question whose area decides the authority; defaults to the serving authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The heading of this part's status, for residents.
    pub title: Text,
    /// This recipient's privacy notice, in a sentence or two.
    pub privacy: Text,
}

/// UK GDPR article 6(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LawfulBasis {
    Consent,
    Contract,
    LegalObligation,
    VitalInterests,
    PublicTask,
    LegitimateInterests,
}

/// Government Security Classifications that apply to council forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Classification {
    Official,
    OfficialSensitive,
}

impl Definition {
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// Every question with the page it is on, in page order.
    pub fn questions(&self) -> impl Iterator<Item = (&Page, &Question)> {
        self.pages
            .iter()
            .flat_map(|page| page.questions.iter().map(move |question| (page, question)))
    }

    /// The notice with this id, with the page it is on.
    pub fn notice(&self, id: &str) -> Option<(&Page, &PageNotice)> {
        self.pages
            .iter()
            .flat_map(|page| page.notices.iter().map(move |notice| (page, notice)))
            .find(|(_, notice)| notice.id == id)
    }

    /// Whether a person may continue past this outcome or notice.
    pub fn may_pass(&self, id: &str) -> bool {
        let outcome = self.outcome(id).and_then(|outcome| outcome.pass.as_ref());
        let notice = || self.notice(id).and_then(|(_, one)| one.go_on.as_ref());
        outcome.or_else(notice).is_some()
    }

    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions()
            .map(|(_, question)| question)
            .find(|question| question.id == id)
    }

    /// An authority's value of a parameter, else the shared value.
    pub fn parameter(&self, authority: Option<&str>, name: &str) -> Option<&Parameter> {
        authority
            .and_then(|authority| self.parameters.get(authority))
            .and_then(|own| own.get(name))
            .or_else(|| self.parameters.get("all").and_then(|all| all.get(name)))
    }

    /// Whether any authority has its own value of this parameter.
    pub fn has_own(&self, name: &str) -> bool {
        let mut tables = self.parameters.iter();
        tables.any(|(authority, own)| authority != "all" && own.contains_key(name))
    }

    /// Whether the path or the recipients depend on the area of this address question.
    pub fn asks_where(&self, question: &str) -> bool {
        let owed = |recipient: &Recipient| {
            recipient.area_of.as_deref() == Some(question)
                || recipient.when.iter().any(|when| when.asks_where(question))
        };
        let led = |page: &Page| {
            let turns = page.then.iter().map(|turn| &turn.when);
            let notices = page.notices.iter().map(|notice| &notice.when);
            let asked = page.questions.iter().flat_map(|one| &one.when);
            let options = page.questions.iter().flat_map(Question::options);
            let rules = page.questions.iter().flat_map(|one| &one.rules);
            let groups = page.one_of.iter().flat_map(|group| &group.when);
            turns
                .chain(notices)
                .chain(&page.when)
                .chain(asked)
                .chain(groups)
                .chain(options.flat_map(|option| &option.when))
                .chain(rules.map(|rule| &rule.fails_when))
                .any(|when| when.asks_where(question))
        };
        self.served_by.iter().any(|id| id == question)
            || self.recipients.iter().any(owed)
            || self.pages.iter().any(led)
    }

    /// Whether this service is available in `language`.
    pub fn speaks(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    /// The `lang` attribute for this service's text on a page in `language`; `None` when the text
    /// is in that language.
    pub fn lang(&self, language: Language) -> Option<&'static str> {
        (!self.speaks(language)).then_some(Language::En.code())
    }
}

impl Page {
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The question and option on the same page that reveal `question`: its condition is a plain
    /// `chose` of that option.
    pub fn revealed_by<'a>(&'a self, question: &'a Question) -> Option<(&'a Question, &'a str)> {
        match &question.when {
            Some(Condition::Chose {
                question: by,
                any_of,
            }) => Some((self.question(by)?, any_of.first()?)),
            _ => None,
        }
    }
}

fn english() -> Vec<Language> {
    vec![Language::En]
}

fn is_english(languages: &[Language]) -> bool {
    languages == [Language::En]
}
