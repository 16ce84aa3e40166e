//! Lists every text and condition of a definition, with its path.

use crate::condition::Condition;
use crate::language::Text;
use crate::question::Question;
use crate::service::block::Block;
use crate::service::{Definition, Page};

/// Which answers a condition may depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// None: facts and parameters only.
    Facts,
    /// Answers of earlier pages.
    Before(usize),
    /// Answers of earlier pages, or a choice earlier on the page that reveals the question.
    Question(usize, usize),
    /// Answers of earlier pages, and of this page up to and including the question.
    Rule(usize, usize),
    /// Answers of pages up to and including this one.
    Through(usize),
    /// All answers.
    All,
}

/// When a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// On the start page, or on the page with this index.
    On(usize),
    /// After the questions, or to staff.
    Late,
}

/// The result of [`visit`].
#[derive(Default)]
pub(super) struct Contents<'a> {
    pub texts: Vec<(String, &'a Text, Shown)>,
    pub conditions: Vec<(String, &'a Condition, Scope)>,
    pub blocks: Vec<(String, &'a Block)>,
}

pub(super) fn visit(definition: &Definition) -> Contents<'_> {
    let mut contents = Contents::default();
    let first = Shown::On(0);
    contents.text("title", &definition.title, first);
    contents.text("summary", &definition.summary, first);
    contents.each("keywords", &definition.keywords, first);
    contents.blocks("start.body", &definition.start.body, Scope::Facts, first);
    contents.each("start.needs", &definition.start.needs, first);
    for (at, page) in definition.pages.iter().enumerate() {
        contents.page(at, page);
    }
    for (at, outcome) in definition.outcomes.iter().enumerate() {
        let path = format!("outcomes[{at}]");
        contents.text(format!("{path}.title"), &outcome.title, Shown::Late);
        contents.blocks(
            &format!("{path}.body"),
            &outcome.body,
            Scope::All,
            Shown::Late,
        );
        contents.option(format!("{path}.pass"), &outcome.pass, Shown::Late);
    }
    contents.blocks("review", &definition.review, Scope::All, Shown::Late);
    for (at, recipient) in definition.recipients.iter().enumerate() {
        let path = format!("recipients[{at}]");
        contents.text(format!("{path}.title"), &recipient.title, Shown::Late);
        contents.text(format!("{path}.privacy"), &recipient.privacy, Shown::Late);
        contents.condition(format!("{path}.when"), &recipient.when, Scope::All);
    }
    contents.blocks("next.body", &definition.next.body, Scope::All, Shown::Late);
    contents.text("next.by", &definition.next.by, Shown::Late);
    for (at, entry) in definition.next.refused.iter().enumerate() {
        let path = format!("next.refused[{at}].body");
        contents.blocks(&path, &entry.body, Scope::All, Shown::Late);
    }
    let not_sorted = &definition.next.not_sorted;
    contents.blocks("next.not_sorted", not_sorted, Scope::All, Shown::Late);
    let naming = &definition.naming;
    for (field, text) in [
        ("noun", &naming.noun),
        ("name", &naming.name),
        ("team", &naming.team),
        ("subject", &naming.subject),
    ] {
        contents.option(format!("naming.{field}"), text, Shown::Late);
    }
    contents
}

impl<'a> Contents<'a> {
    fn text(&mut self, path: impl Into<String>, text: &'a Text, shown: Shown) {
        self.texts.push((path.into(), text, shown));
    }

    fn option(&mut self, path: String, text: &'a Option<Text>, shown: Shown) {
        if let Some(text) = text {
            self.text(path, text, shown);
        }
    }

    fn each(&mut self, path: &str, texts: &'a [Text], shown: Shown) {
        for (at, text) in texts.iter().enumerate() {
            self.text(format!("{path}[{at}]"), text, shown);
        }
    }

    fn condition(&mut self, path: String, when: &'a Option<Condition>, scope: Scope) {
        if let Some(when) = when {
            self.conditions.push((path, when, scope));
        }
    }

    fn page(&mut self, at: usize, page: &'a Page) {
        let path = format!("pages[{at}]");
        let shown = Shown::On(at);
        self.option(format!("{path}.title"), &page.title, shown);
        self.blocks(
            &format!("{path}.body"),
            &page.body,
            Scope::Before(at),
            shown,
        );
        self.condition(format!("{path}.when"), &page.when, Scope::Before(at));
        for (place, question) in page.questions.iter().enumerate() {
            self.question(&format!("{path}.questions[{place}]"), at, place, question);
        }
        for (place, group) in page.one_of.iter().enumerate() {
            let path = format!("{path}.one_of[{place}]");
            self.text(format!("{path}.error"), &group.error, shown);
            self.condition(format!("{path}.when"), &group.when, Scope::Before(at));
        }
        for (place, notice) in page.notices.iter().enumerate() {
            let path = format!("{path}.notices[{place}]");
            let scope = Scope::Through(at);
            self.conditions
                .push((format!("{path}.when"), &notice.when, scope));
            self.option(format!("{path}.title"), &notice.title, shown);
            self.blocks(&format!("{path}.body"), &notice.body, scope, shown);
            if let Some(mend) = &notice.mend {
                self.text(format!("{path}.mend.text"), &mend.text, shown);
            }
            self.option(format!("{path}.go_on"), &notice.go_on, shown);
        }
        for (place, turn) in page.then.iter().enumerate() {
            self.conditions.push((
                format!("{path}.then[{place}].when"),
                &turn.when,
                Scope::Through(at),
            ));
        }
    }

    fn question(&mut self, path: &str, page: usize, place: usize, question: &'a Question) {
        let shown = Shown::On(page);
        self.text(format!("{path}.label"), &question.label, shown);
        self.option(format!("{path}.short"), &question.short, shown);
        self.option(format!("{path}.hint"), &question.hint, shown);
        for (code, text) in &question.errors {
            self.text(format!("{path}.errors.{code}"), text, shown);
        }
        let scope = Scope::Question(page, place);
        self.condition(format!("{path}.when"), &question.when, scope);
        for (at, rule) in question.rules.iter().enumerate() {
            self.text(format!("{path}.rules[{at}].error"), &rule.error, shown);
            self.conditions.push((
                format!("{path}.rules[{at}].fails_when"),
                &rule.fails_when,
                Scope::Rule(page, place),
            ));
        }
        for (at, option) in question.options().iter().enumerate() {
            let path = format!("{path}.kind.options[{at}]");
            self.text(format!("{path}.label"), &option.label, shown);
            self.option(format!("{path}.hint"), &option.hint, shown);
            self.condition(format!("{path}.when"), &option.when, Scope::Before(page));
        }
        for (field, text) in question.kind.rules().texts() {
            self.text(format!("{path}.kind.{field}"), text, shown);
        }
    }

    fn blocks(&mut self, path: &str, blocks: &'a [Block], scope: Scope, shown: Shown) {
        for (at, block) in blocks.iter().enumerate() {
            let path = format!("{path}[{at}]");
            // A block of each council has the parameters of that council, wherever it is shown.
            let shown = match block.each_council_of {
                Some(_) => Shown::Late,
                None => shown,
            };
            self.condition(format!("{path}.when"), &block.when, scope);
            self.option(format!("{path}.heading"), &block.heading, shown);
            self.option(format!("{path}.text"), &block.text, shown);
            self.each(&format!("{path}.list"), &block.list, shown);
            self.option(format!("{path}.warning"), &block.warning, shown);
            self.option(format!("{path}.inset"), &block.inset, shown);
            if let Some(phone) = &block.phone {
                self.text(format!("{path}.phone.label"), &phone.label, shown);
                self.text(format!("{path}.phone.number"), &phone.number, shown);
                self.option(format!("{path}.phone.hours"), &phone.hours, shown);
            }
            if let Some(link) = &block.link {
                self.text(format!("{path}.link.text"), &link.text, shown);
            }
            self.blocks.push((path, block));
        }
    }
}
