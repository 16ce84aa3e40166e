//! Errors in a definition, each with its path.
//!
//! A definition with errors never replaces a valid one, so its author gets all errors at once, in
//! plain text, each with its path. (A missing lawful basis or retention and unknown keys are parse
//! errors and never reach this check.)
//!
//! [`visit`] lists all texts and conditions with their paths; every other file is a group of rules.
//! To add a rule: a function in the right group, called from its `check`.

mod conditions;
mod ids;
mod metadata;
mod notices;
mod reach;
mod structure;
mod texts;
mod visit;

#[cfg(test)]
mod tests;

use super::Definition;

/// Maximum number of pages in a definition.
pub const MAX_PAGES: usize = 100;

/// Maximum number of questions in a definition.
pub const MAX_QUESTIONS: usize = 300;

/// An error for the author to correct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Keys and indices from the root: `pages[2].questions[0].when`. Empty for the whole
    /// definition.
    pub path: String,
    /// A sentence without its full stop.
    pub message: String,
}

/// All errors, grouped by rule; empty for a valid definition.
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
        // The other rules take time proportional to the number of pages or more.
        return found.0;
    }
    let contents = visit::visit(definition);
    ids::check(definition, &mut found);
    let unique = found.0.is_empty();
    structure::check(definition, &mut found);
    metadata::check(definition, &mut found);
    notices::check(definition, &mut found);
    texts::check(definition, &contents, &mut found);
    let before = found.0.len();
    conditions::check(definition, &contents, &mut found);
    if unique && found.0.len() == before {
        // Walking the paths only makes sense when all conditions refer to existing items. It may
        // have no end when an id is used twice: a question may then depend on itself.
        reach::check(definition, &mut found);
    }
    found.0
}

/// The errors found so far.
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
