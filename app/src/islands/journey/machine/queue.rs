//! Page saves that the server has not acknowledged, oldest first.

use serde::{Deserialize, Serialize};
use shared::api::draft::SavePage;

/// The longest time reported for one page, in seconds.
const MAX_SECONDS: u32 = 3600;

/// The maximum number of errors in one save, as enforced by the API.
const MAX_ERRORS: usize = 200;

/// One save.
#[derive(Clone, Serialize, Deserialize)]
pub struct Unsent {
    pub page: String,
    /// The hash of the stored answers this save is based on, sent as `If-Match`.
    #[serde(rename = "seen")]
    pub base_hash: String,
    /// It was sent at least once, so it may have arrived.
    pub tried: bool,
    pub save: SavePage,
}

/// First in, first out. At most one save is in flight.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Queue(Vec<Unsent>);

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> &[Unsent] {
        &self.0
    }

    /// Adds a save, merging it into the last one if that is for the same page and was never sent.
    /// A save that may have arrived is not changed: the server would treat a different retry as a
    /// change from another tab. One that passed an outcome or a notice is not changed either: that
    /// was said about its answers.
    pub fn push(&mut self, page: &str, base_hash: &str, save: SavePage) {
        if let Some(last) = self.0.last_mut()
            && last.page == page
            && !last.tried
            && last.save.passed.is_empty()
        {
            let before = std::mem::replace(&mut last.save, save);
            let now = &mut last.save;
            now.seconds = now.seconds.saturating_add(before.seconds).min(MAX_SECONDS);
            now.errors.splice(0..0, before.errors);
            now.errors.truncate(MAX_ERRORS);
            return;
        }
        self.0.push(Unsent {
            page: String::from(page),
            base_hash: String::from(base_hash),
            tried: false,
            save,
        });
    }

    /// Marks the next save as sent and returns it.
    pub fn first(&mut self) -> Option<Unsent> {
        let first = self.0.first_mut()?;
        first.tried = true;
        Some(first.clone())
    }

    /// Removes the save of `page` in flight once the server has stored it. Later saves of the page
    /// are then based on `hash`. Does nothing if the queue was emptied meanwhile.
    pub fn arrived(&mut self, page: &str, hash: &str) {
        let waits = |first: &Unsent| first.tried && first.page == page;
        if !self.0.first().is_some_and(waits) {
            return;
        }
        let done = self.0.remove(0);
        for later in &mut self.0 {
            if later.page == done.page {
                later.base_hash = String::from(hash);
            }
        }
    }

    /// Removes the saves of a page that is posted as a plain form with newer answers.
    pub fn remove_page(&mut self, page: &str) {
        self.0.retain(|unsent| unsent.page != page);
    }

    /// Removes the first save, which the server refused.
    pub fn refused(&mut self) -> Option<Unsent> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::answers::Typed;
    use shared::language::Language;

    fn save(value: &str, error: &str) -> SavePage {
        SavePage {
            service: String::from("bins"),
            answers: [(String::from("q"), Typed::Text(String::from(value)))].into(),
            passed: Vec::new(),
            changing: false,
            errors: vec![(String::from("q"), String::from(error))],
            seconds: 2000,
            language: Language::En,
        }
    }

    #[test]
    fn saves_of_one_page_are_merged_until_one_is_requested() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("first", "required"));
        queue.push("a", "0", save("second", "too-long"));
        let only = queue.first().expect("one save");
        assert!(only.save.answers["q"] == Typed::Text(String::from("second")));
        assert_eq!(only.save.seconds, 3600);
        let codes: Vec<&str> = only
            .save
            .errors
            .iter()
            .map(|(_, code)| code.as_str())
            .collect();
        assert_eq!(codes, ["required", "too-long"]);
        queue.arrived("a", "1");
        assert!(queue.is_empty());
    }

    #[test]
    fn a_save_that_may_have_arrived_is_not_changed() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("first", "required"));
        queue.first();
        queue.push("a", "0", save("second", "required"));
        assert_eq!(queue.all().len(), 2);
        assert!(queue.all()[0].save.answers["q"] == Typed::Text(String::from("first")));
        queue.arrived("a", "1");
        let second = queue.first().expect("the second save");
        assert_eq!(second.base_hash, "1");
        assert!(second.save.answers["q"] == Typed::Text(String::from("second")));
    }

    #[test]
    fn what_was_said_stays_with_the_answers_it_was_said_about() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("first", "required"));
        let mut passed = save("first", "required");
        passed.passed.push(String::from("notice"));
        queue.push("a", "0", passed);
        assert_eq!(queue.all().len(), 1, "they are about the same answers");
        queue.push("a", "0", save("second", "required"));
        let saves: Vec<_> = queue.all().iter().map(|unsent| &unsent.save).collect();
        assert_eq!(saves.len(), 2);
        assert_eq!(saves[0].passed, ["notice"]);
        assert!(saves[0].answers["q"] == Typed::Text(String::from("first")));
        assert!(saves[1].passed.is_empty());
        assert!(saves[1].answers["q"] == Typed::Text(String::from("second")));
    }

    #[test]
    fn a_response_to_a_cleared_save_removes_no_other_save() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("first", "required"));
        queue.first();
        queue = Queue::default();
        queue.push("a", "0", save("second", "required"));
        queue.arrived("a", "1");
        assert_eq!(queue.all().len(), 1);
    }

    #[test]
    fn pages_are_saved_in_the_order_they_were_answered() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("1", "x"));
        queue.push("b", "0", save("2", "x"));
        queue.push("a", "0", save("3", "x"));
        let order: Vec<&str> = queue
            .all()
            .iter()
            .map(|unsent| unsent.page.as_str())
            .collect();
        assert_eq!(order, ["a", "b", "a"]);
    }
}
