//! Unsent saves survive a reload of the tab, and vanish with the tab.

use super::browser;
use super::draw::{Drawn, How};
use super::live::{Live, posted_hash};
use super::place::Place;
use super::press;
use super::queue::Queue;
use crate::islands::from_js;
use crate::questions::going;
use serde::{Deserialize, Serialize};
use shared::answers::Answers;
use shared::language::Language;

/// The name in the tab's storage.
const NAME: &str = "doorstep-unsent";

#[derive(Serialize, Deserialize)]
struct Kept {
    service: String,
    draft: Option<String>,
    /// The path of the page on the screen, in English and without the draft.
    at: Option<String>,
    queue: Queue,
}

pub fn forget() {
    if let Some(storage) = browser::storage() {
        let _ = storage.remove_item(NAME);
    }
}

impl Live {
    /// Writes down what is not sent, and where the person is.
    pub fn keep(&self) {
        self.keep_at(Some(self.place.path(
            Language::En,
            &self.start.service,
            None,
        )));
    }

    /// Without a page, what the server shows next is not replaced by another one.
    pub fn keep_at(&self, at: Option<String>) {
        if self.queue.is_empty() {
            forget();
            return;
        }
        let kept = Kept {
            service: self.start.service.clone(),
            draft: self.draft.clone(),
            at,
            queue: self.queue.clone(),
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
    let ours = |kept: &Kept| {
        kept.service == start.service && (start.draft.is_none() || start.draft == kept.draft)
    };
    let Some(kept) = kept.filter(ours) else {
        forget();
        return None;
    };
    let untouched = untouched(live);
    for unsent in kept.queue.all() {
        live.answers.typed.extend(unsent.save.answers.clone());
        live.answers
            .passed
            .extend(unsent.save.passed.iter().cloned());
    }
    live.draft = kept.draft;
    live.queue = kept.queue;
    if !untouched {
        return None;
    }
    let place = Place::parse(&kept.at?, Language::En, &start.service)?;
    let place = place.reached(live.journey()?);
    live.visit(place, How::Replace)
}

/// Whether the form shows what the server stores, so that nobody has typed anything yet.
fn untouched(live: &Live) -> bool {
    let Some(page) = live.page() else { return true };
    let pairs = live.form().and_then(|form| press::pairs(&form, None, page));
    let Some(pairs) = pairs else { return false };
    let now = Answers {
        typed: going::typed(page, &pairs, going::Press::Continue),
        ..Answers::default()
    };
    posted_hash(page, &now) == posted_hash(page, &live.start.answers)
}
