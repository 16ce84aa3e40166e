//! Saves one page of a draft, for the plain form, the island, and the ways on from an outcome or a
//! notice.
//!
//! A save carries the fingerprint of the stored answers its form was made from, so that a change
//! in another tab is a conflict but the browser's Back is not. What was typed is saved whether or
//! not it is valid, unless other answers lead past the page or all answers together are too long.
//! Answers, statistics and the end of the contact are saved in one transaction.

use super::{Draft, Drafts, expiry};
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::contacts::events;
use crate::store::StoreResult;
use crate::store::{DraftSave, DraftSaved, Ended, PageVisit};
use shared::answers::{Answers, FieldError, MOST_KEPT, Typed};
use shared::facts::Facts;
use shared::journey::navigation::{self, Press};
use shared::journey::{Journey, Step, shown};
use shared::language::Language;
use shared::service::Page;
use shared::service::reading::page_hash;
use std::collections::BTreeMap;

/// How often a save is retried when another tab saves at the same moment.
const MAX_TRIES: usize = 8;

/// One page to save.
pub struct PageSave<'a> {
    pub page: &'a Page,
    /// As read from the form; addresses are looked up, and a chosen "today" becomes its date,
    /// during the save.
    pub typed: BTreeMap<String, Typed>,
    /// Outcomes and notices the person has read and continued past, by id.
    pub acknowledged: Vec<String>,
    /// [`page_hash`] of the stored answers the form was made from.
    pub base_hash: String,
    /// The button. The steps of an address are saved without checking the whole page.
    pub press: Press,
    /// The page was opened from check answers, and leads back there.
    pub changing: bool,
    /// A wrong answer does not replace a reviewed one. The island sees to that itself.
    pub keeps_review: bool,
    pub language: Language,
    /// `None` after an objection to visit statistics.
    pub statistics: Option<Statistics>,
}

/// The statistics of a page.
pub struct Statistics {
    pub seconds: u32,
    /// The errors the browser showed, as `(question, code)`; `None` records those found here.
    pub reported_errors: Option<Vec<(String, String)>>,
}

/// The result of a save.
pub enum PageSaved {
    Saved(Box<SavedPage>),
    /// Another tab changed this page. Nothing was saved.
    Conflict {
        /// As stored now.
        draft: Box<Draft>,
        /// The stored answers with those of this save.
        typed: Answers,
    },
    /// All answers together are too long to keep. Nothing was saved.
    TooMuchText {
        draft: Box<Draft>,
        /// The stored answers with those of this save.
        typed: Answers,
        /// About the longest answer of the page.
        error: FieldError,
    },
    /// Other answers lead past this page. Nothing was saved.
    NotReached(Box<Draft>),
    /// The draft was sent or cleared, has expired, or is not the actor's.
    Gone,
}

/// A page that was saved.
pub struct SavedPage {
    pub draft: Draft,
    /// The answers as the person sees them. They differ from the stored ones when a wrong
    /// answer would have replaced a reviewed one.
    pub shown: Answers,
    /// The errors of the page, in page order.
    pub errors: Vec<FieldError>,
    pub facts: Facts,
}

impl SavedPage {
    /// The journey by the stored answers.
    pub fn journey(&self) -> Journey<'_> {
        self.draft.journey(&self.facts)
    }
}

/// The effect of a save on one state of the draft.
struct SaveEffect {
    shown: Answers,
    stored: Answers,
    errors: Vec<FieldError>,
    /// The authority that serves the journey from here.
    serving: String,
    visit: Option<PageVisit>,
    ending: Option<Ended>,
}

impl Drafts {
    /// Saves a page and returns its errors.
    pub async fn save_page(
        &self,
        actor: &Actor,
        mut draft: Draft,
        mut save: PageSave<'_>,
    ) -> StoreResult<PageSaved> {
        let owner = Resource::Draft {
            owner: &draft.row.owner,
        };
        if authorize(actor, Action::Write, &owner).is_err() {
            return Ok(PageSaved::Gone);
        }
        let today = self.facts_of(&draft).today;
        navigation::settle_days(save.page, &mut save.typed, today);
        self.addresses
            .settle_page(save.page, &mut save.typed)
            .await?;
        for _ in 0..MAX_TRIES {
            let facts = self.facts_of(&draft);
            if !draft.journey(&facts).may_reach(&save.page.id) {
                return Ok(PageSaved::NotReached(Box::new(draft)));
            }
            let effect = effect_of(&draft, &save, &facts);
            if effect.shown.escaped_size() > MOST_KEPT {
                return Ok(too_much_text(draft, &save, effect.shown));
            }
            if is_conflict(&draft, &save, &effect.stored) {
                return Ok(conflict(draft, &save));
            }
            match self.store_page(&draft, &save, &effect).await? {
                DraftSaved::Saved(revision) => {
                    draft.row.revision = revision;
                    draft.row.version = draft.service.version.clone();
                    draft.answers = effect.stored;
                    return Ok(PageSaved::Saved(Box::new(SavedPage {
                        draft,
                        shown: effect.shown,
                        errors: effect.errors,
                        facts,
                    })));
                }
                DraftSaved::Gone => return Ok(PageSaved::Gone),
                DraftSaved::Stale => {
                    let (id, service) = (draft.row.id, draft.row.service.clone());
                    match self.open(actor, id, &service).await? {
                        Some(newer) => draft = newer,
                        None => return Ok(PageSaved::Gone),
                    }
                }
            }
        }
        Ok(conflict(draft, &save))
    }

    async fn store_page(
        &self,
        draft: &Draft,
        save: &PageSave<'_>,
        effect: &SaveEffect,
    ) -> StoreResult<DraftSaved> {
        let now = self.clock.now();
        if draft.row.version != draft.service.version {
            self.catalogue
                .store_version(&self.store, &draft.service, now)
                .await?;
        }
        let row = DraftSave {
            id: draft.row.id,
            expected: draft.row.revision,
            answers: self.sealed(&draft.row, &effect.stored)?,
            version: draft.service.version.clone(),
            language: save.language,
            at: now,
            expires_at: expiry(now, &draft.row),
            service: draft.row.service.clone(),
            serving: effect.serving.clone(),
            purpose: draft.service.definition.purpose,
            visit: effect.visit.clone(),
            ending: effect.ending.clone(),
        };
        self.store.save_draft(row).await
    }
}

/// Merges, checks and decides. Pure.
fn effect_of(draft: &Draft, save: &PageSave<'_>, facts: &Facts) -> SaveEffect {
    let definition = &draft.service.definition;
    let shown = merged(&draft.answers, save);
    let journey = Journey::new(definition, &shown, facts);
    let errors = navigation::errors(journey, save.page, save.press);
    let reviewed = draft.journey(facts);
    let changing = save.keeps_review;
    let stored = if navigation::keeps_review(reviewed, changing, save.press, &errors) {
        draft.answers.clone()
    } else {
        let mut stored = shown.clone();
        // Passing an outcome shows no page.
        if !save.typed.is_empty() {
            shown::record(definition, facts, &mut stored, save.page);
        }
        for id in &save.acknowledged {
            let journey = Journey::new(definition, &stored, facts);
            stored = journey.passed(id).unwrap_or(stored);
        }
        stored
    };
    let journey = Journey::new(definition, &stored, facts);
    let leaves = save.press == Press::Continue && errors.is_empty() && !stays(draft, save);
    let next = leaves.then(|| next(journey, save)).flatten();
    SaveEffect {
        serving: events::serving(journey).to_owned(),
        visit: visit(draft, save, &errors, next.as_ref()),
        ending: events::ending(next.as_ref()),
        errors,
        stored,
        shown,
    }
}

/// Where the save leads, as the plain form redirects and the island goes.
fn next<'a>(journey: Journey<'a>, save: &PageSave<'_>) -> Option<Step<'a>> {
    if !save.acknowledged.is_empty() {
        return Some(journey.current_step());
    }
    let page = journey.definition.page(&save.page.id)?;
    Some(navigation::next(journey, page, save.changing))
}

/// Whether the island stays on a page opened from check answers because of errors: it then saves
/// the page unchanged, with them.
fn stays(draft: &Draft, save: &PageSave<'_>) -> bool {
    let reported = save
        .statistics
        .iter()
        .filter_map(|of| of.reported_errors.as_ref());
    save.changing && reported.flatten().next().is_some() && is_unchanged(draft, save)
}

fn is_unchanged(draft: &Draft, save: &PageSave<'_>) -> bool {
    let mut typed = save.typed.iter();
    typed.all(|(id, typed)| draft.answers.typed.get(id) == Some(typed))
}

/// The statistics of a save; `None` after an objection to them.
fn visit(
    draft: &Draft,
    save: &PageSave<'_>,
    errors: &[FieldError],
    next: Option<&Step<'_>>,
) -> Option<PageVisit> {
    let statistics = save.statistics.as_ref()?;
    let met = match &statistics.reported_errors {
        Some(reported) => events::known_errors(save.page, reported.clone()),
        None => events::codes(errors),
    };
    let passed = save.acknowledged.last();
    let page = match passed.filter(|_| is_unchanged(draft, save)) {
        Some(id) => events::passed_place(&draft.service.definition, id),
        None => save.page.id.clone(),
    };
    Some(events::visit(page, met, next, statistics.seconds))
}

fn merged(answers: &Answers, save: &PageSave<'_>) -> Answers {
    let mut merged = answers.clone();
    let typed = save.typed.iter();
    merged
        .typed
        .extend(typed.map(|(id, typed)| (id.clone(), typed.clone())));
    merged
}

/// Whether the page changed since its form was made. Equal answers typed in two tabs are not a
/// conflict.
fn is_conflict(draft: &Draft, save: &PageSave<'_>, stored: &Answers) -> bool {
    let now = page_hash(save.page, &draft.answers);
    save.base_hash != now && page_hash(save.page, stored) != now
}

fn too_much_text(draft: Draft, save: &PageSave<'_>, typed: Answers) -> PageSaved {
    let size = |id: &&String| typed.typed.get(*id).map(Typed::escaped_size);
    let ids = save.page.questions.iter().map(|question| &question.id);
    let longest = ids.max_by_key(size);
    let error = FieldError::too_much_text(longest.cloned().unwrap_or_default());
    PageSaved::TooMuchText {
        draft: Box::new(draft),
        typed,
        error,
    }
}

fn conflict(draft: Draft, save: &PageSave<'_>) -> PageSaved {
    PageSaved::Conflict {
        typed: merged(&draft.answers, save),
        draft: Box::new(draft),
    }
}
