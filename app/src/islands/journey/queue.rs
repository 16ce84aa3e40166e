//! Page saves that the server has not acknowledged, in the order they were made.

use serde::{Deserialize, Serialize};
use shared::api::draft::SavePage;

/// The longest time one page can have taken, in seconds.
const LONGEST: u32 = 3600;

/// The most mistakes one save tells of; the API refuses more.
const MOST_ERRORS: usize = 200;

/// One save.
#[derive(Clone, Serialize, Deserialize)]
pub struct Unsent {
    pub page: String,
    /// The fingerprint of the stored answers this save was made from.
    pub seen: String,
    /// It has been on its way once, and may have arrived.
    pub tried: bool,
    pub save: SavePage,
}

/// First in, first out. Only one is ever on its way.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Queue(Vec<Unsent>);

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> &[Unsent] {
        &self.0
    }

    /// Adds a save. One of the same page that has never been on its way takes it in; one that
    /// may have arrived stays as it is, so that trying it again cannot look like another tab.
    pub fn push(&mut self, page: &str, seen: &str, save: SavePage) {
        if let Some(last) = self.0.last_mut()
            && last.page == page
            && !last.tried
        {
            let before = std::mem::replace(&mut last.save, save);
            let now = &mut last.save;
            now.seconds = now.seconds.saturating_add(before.seconds).min(LONGEST);
            now.errors.splice(0..0, before.errors);
            now.errors.truncate(MOST_ERRORS);
            now.passed.extend(before.passed);
            return;
        }
        self.0.push(Unsent {
            page: String::from(page),
            seen: String::from(seen),
            tried: false,
            save,
        });
    }

    /// The next save, now on its way.
    pub fn first(&mut self) -> Option<Unsent> {
        let first = self.0.first_mut()?;
        first.tried = true;
        Some(first.clone())
    }

    /// The first save arrived; later saves of its page are made from what is stored now.
    pub fn arrived(&mut self, hash: &str) {
        if self.0.is_empty() {
            return;
        }
        let done = self.0.remove(0);
        for later in &mut self.0 {
            if later.page == done.page {
                later.seen = String::from(hash);
            }
        }
    }

    /// Takes the first save out: it goes another way.
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
            errors: vec![(String::from("q"), String::from(error))],
            seconds: 2000,
            language: Language::En,
        }
    }

    #[test]
    fn saves_of_one_page_become_one_while_none_has_left() {
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
        queue.arrived("1");
        assert!(queue.is_empty());
    }

    #[test]
    fn a_save_that_may_have_arrived_is_not_changed_and_the_next_is_made_from_it() {
        let mut queue = Queue::default();
        queue.push("a", "0", save("first", "required"));
        queue.first();
        queue.push("a", "0", save("second", "required"));
        assert_eq!(queue.all().len(), 2);
        assert!(queue.all()[0].save.answers["q"] == Typed::Text(String::from("first")));
        queue.arrived("1");
        let second = queue.first().expect("the second save");
        assert_eq!(second.seen, "1");
        assert!(second.save.answers["q"] == Typed::Text(String::from("second")));
    }

    #[test]
    fn pages_are_sent_in_the_order_they_were_answered() {
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
