//! What is not sent, what is typed and not continued with, and that Send was pressed survive a
//! reload of the tab, and vanish with the tab.

use super::browser;
use super::draw::{Drawn, How};
use super::live::{Live, posted_hash};
use super::press;
use super::queue::Queue;
use super::screen::Screen;
use crate::islands::from_js;
use crate::questions::navigation;
use serde::{Deserialize, Serialize};
use shared::answers::{Answers, Typed, review_hash};
use shared::journey::asked;
use shared::language::Language;
use std::collections::BTreeMap;

/// The name in the tab's storage.
const NAME: &str = "doorstep-unsent";

#[derive(Serialize, Deserialize)]
struct Kept {
    service: String,
    draft: Option<String>,
    /// The path of the page on the screen, in English and without the draft.
    at: Option<String>,
    queue: Queue,
    /// What was typed and not continued with, by page.
    #[serde(default)]
    unfinished: BTreeMap<String, BTreeMap<String, Typed>>,
    /// The fingerprint of the review that Send was pressed on.
    #[serde(default)]
    promise: Option<String>,
}

pub fn forget() {
    if let Some(storage) = browser::storage() {
        let _ = storage.remove_item(NAME);
    }
}

impl Live {
    /// Writes down what is not sent or not finished, and where the person is.
    pub fn keep(&self) {
        self.keep_at(Some(self.place.path(
            Language::En,
            &self.start.service,
            None,
        )));
    }

    /// Without a page, what the server shows next is not replaced by another one.
    pub fn keep_at(&self, at: Option<String>) {
        if self.queue.is_empty() && self.unfinished.is_empty() && self.promise.is_none() {
            forget();
            return;
        }
        let kept = Kept {
            service: self.start.service.clone(),
            draft: self.draft.clone(),
            at,
            queue: self.queue.clone(),
            unfinished: self.unfinished.clone(),
            promise: self.promise.clone(),
        };
        if let (Some(storage), Ok(text)) = (browser::storage(), serde_json::to_string(&kept)) {
            let _ = storage.set_item(NAME, &text);
        }
    }
}

/// Takes up what a reload left unsent, if it is of this draft, and the page the person was on.
/// What is typed on the page now is never replaced.
pub fn adopt(live: &mut Live) -> Option<Drawn> {
    let text = browser::storage()?.get_item(NAME).ok()??;
    let start = live.start;
    let kept: Option<Kept> = from_js::parse(&text);
    // A draft that the browser minted is not known yet to the server, while it has to be sent.
    let ours = |kept: &Kept| {
        kept.service == start.service
            && (start.draft == kept.draft || (start.draft.is_none() && !kept.queue.is_empty()))
    };
    let Some(kept) = kept.filter(ours) else {
        forget();
        return None;
    };
    let definition = live.definition?;
    let untouched = untouched(live);
    for unsent in kept.queue.all() {
        live.answers.typed.extend(unsent.save.answers.clone());
        live.answers
            .passed
            .extend(unsent.save.passed.iter().cloned());
        if let Some(page) = definition.page(&unsent.page) {
            asked::note(definition, &start.facts, &mut live.answers, page);
        }
    }
    for (id, typed) in kept.unfinished {
        let Some(page) = definition.page(&id) else {
            continue;
        };
        let typed = Answers {
            typed,
            ..Answers::default()
        };
        // What was posted by a plain form since is as good as continued with.
        if posted_hash(page, &typed) != posted_hash(page, &live.answers) {
            live.unfinished.insert(id, typed.typed);
        }
    }
    live.draft = kept.draft;
    live.promise = kept.promise;
    // The server knows where the person is, unless something has not reached it.
    let at = match kept.queue.is_empty() {
        true => Some(live.place.clone()),
        false => kept
            .at
            .and_then(|at| Screen::parse(&at, Language::En, &start.service)),
    };
    let sent = kept.queue.is_empty();
    live.queue = kept.queue;
    let unfinished = live
        .page()
        .is_some_and(|page| live.unfinished.contains_key(&page.id));
    if !untouched || (sent && !unfinished) {
        return None;
    }
    let place = at?.reached(live.journey()?);
    live.visit(place, How::Replace)
}

/// Send was pressed before the page was loaded again: the person was told that it will be sent,
/// so it is, if it is still what they saw. A page that has something to tell goes first.
pub fn take_up_promise(live: &mut Live) -> Option<()> {
    let promise = live.promise.clone()?;
    let told = live
        .node
        .query_selector(".govuk-notification-banner")
        .ok()?;
    let same = review_hash(live.definition?, &live.answers) == promise;
    if live.place == Screen::CheckAnswers && told.is_none() && same {
        live.sending = Some(browser::now());
        live.resumed = true;
        return Some(());
    }
    live.promise = None;
    live.keep();
    if live.place == Screen::CheckAnswers && told.is_none() {
        live.say("journey-reviewed-text")?;
    }
    Some(())
}

/// Whether the form shows what the server stores, so that nobody has typed anything yet.
fn untouched(live: &Live) -> bool {
    let Some(page) = live.page() else { return true };
    let pairs = live.form().and_then(|form| press::pairs(&form, None, page));
    let Some(pairs) = pairs else { return false };
    let now = Answers {
        typed: navigation::typed(page, &pairs, navigation::Press::Continue),
        ..Answers::default()
    };
    posted_hash(page, &now) == posted_hash(page, &live.shown(&page.id))
}
