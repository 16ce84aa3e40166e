//! Mistakes in a definition, each with the path it is at.
//!
//! A definition with a mistake never replaces a valid one, so its author gets every mistake at
//! once, in words, with its place. (A missing lawful basis or retention and an unknown key are
//! errors of reading and do not get this far.)
//!
//! [`visit`] finds all texts and conditions with their paths; each other file is a group of
//! rules. To add a rule: a function in the group it belongs to, called from its `check`.

mod conditions;
mod format;
mod ids;
mod reach;
mod structure;
mod visit;
mod words;

#[cfg(test)]
mod tests;

use super::Definition;

/// The most pages a definition may have.
pub const MAX_PAGES: usize = 100;

/// The most questions a definition may have.
pub const MAX_QUESTIONS: usize = 300;

/// Something an author has to correct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Keys and places from the top: `pages[2].questions[0].when`. Empty for the whole definition.
    pub path: String,
    /// A sentence without its full stop.
    pub message: String,
}

/// All mistakes, in the order of their groups; empty for a sound definition.
pub fn check(definition: &Definition) -> Vec<Mistake> {
    let mut found = Found::default();
    if definition.pages.len() > MAX_PAGES {
        found.add("pages", format!("there are more than {MAX_PAGES} pages"));
    }
    if definition.questions().count() > MAX_QUESTIONS {
        found.add(
            "pages",
            format!("there are more than {MAX_QUESTIONS} questions"),
        );
    }
    if !found.0.is_empty() {
        // The other rules take time that grows with the number of pages.
        return found.0;
    }
    let contents = visit::visit(definition);
    ids::check(definition, &mut found);
    structure::check(definition, &mut found);
    format::check(definition, &mut found);
    words::check(definition, &contents, &mut found);
    let before = found.0.len();
    conditions::check(definition, &contents, &mut found);
    if found.0.len() == before {
        // Walking every path makes sense only when conditions refer to what exists.
        reach::check(definition, &mut found);
    }
    found.0
}

/// The list being made.
#[derive(Default)]
struct Found(Vec<Mistake>);

impl Found {
    fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        let mistake = Mistake {
            path: path.into(),
            message: message.into(),
        };
        if !self.0.contains(&mistake) {
            self.0.push(mistake);
        }
    }
}
