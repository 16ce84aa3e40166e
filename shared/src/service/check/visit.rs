//! Every text and every condition of a definition, with its path.

use crate::condition::Condition;
use crate::language::Text;
use crate::question::Question;
use crate::service::block::Block;
use crate::service::{Definition, Page};

/// Which answers a condition may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// None: facts and parameters only.
    Facts,
    /// Those of pages before this one.
    Before(usize),
    /// Those of pages before, or a choice earlier on the page that reveals the question.
    Question(usize, usize),
    /// Those of pages before, and of this page up to and with the question.
    Rule(usize, usize),
    /// Those of pages up to and with this one.
    Through(usize),
    /// Any.
    All,
}

/// When a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Read {
    /// At the start, or on the page at this place.
    On(usize),
    /// After the questions, or by staff.
    Late,
}

#[derive(Default)]
pub(super) struct Seen<'a> {
    pub texts: Vec<(String, &'a Text, Read)>,
    pub conditions: Vec<(String, &'a Condition, Scope)>,
    pub blocks: Vec<(String, &'a Block)>,
}

pub(super) fn visit(definition: &Definition) -> Seen<'_> {
    let mut seen = Seen::default();
    let first = Read::On(0);
    seen.text("title", &definition.title, first);
    seen.text("summary", &definition.summary, first);
    seen.each("keywords", &definition.keywords, first);
    seen.blocks("start.body", &definition.start.body, Scope::Facts, first);
    seen.each("start.needs", &definition.start.needs, first);
    for (at, page) in definition.pages.iter().enumerate() {
        seen.page(at, page);
    }
    for (at, outcome) in definition.outcomes.iter().enumerate() {
        let path = format!("outcomes[{at}]");
        seen.text(format!("{path}.title"), &outcome.title, Read::Late);
        seen.blocks(
            &format!("{path}.body"),
            &outcome.body,
            Scope::All,
            Read::Late,
        );
        seen.option(format!("{path}.pass"), &outcome.pass, Read::Late);
    }
    for (at, recipient) in definition.recipients.iter().enumerate() {
        let path = format!("recipients[{at}]");
        seen.text(format!("{path}.title"), &recipient.title, Read::Late);
        seen.text(format!("{path}.privacy"), &recipient.privacy, Read::Late);
        seen.condition(format!("{path}.when"), &recipient.when, Scope::All);
    }
    seen.blocks("next.body", &definition.next.body, Scope::All, Read::Late);
    seen.text("next.by", &definition.next.by, Read::Late);
    seen
}

impl<'a> Seen<'a> {
    fn text(&mut self, path: impl Into<String>, text: &'a Text, read: Read) {
        self.texts.push((path.into(), text, read));
    }

    fn option(&mut self, path: String, text: &'a Option<Text>, read: Read) {
        if let Some(text) = text {
            self.text(path, text, read);
        }
    }

    fn each(&mut self, path: &str, texts: &'a [Text], read: Read) {
        for (at, text) in texts.iter().enumerate() {
            self.text(format!("{path}[{at}]"), text, read);
        }
    }

    fn condition(&mut self, path: String, when: &'a Option<Condition>, scope: Scope) {
        if let Some(when) = when {
            self.conditions.push((path, when, scope));
        }
    }

    fn page(&mut self, at: usize, page: &'a Page) {
        let path = format!("pages[{at}]");
        let read = Read::On(at);
        self.option(format!("{path}.title"), &page.title, read);
        self.blocks(&format!("{path}.body"), &page.body, Scope::Before(at), read);
        self.condition(format!("{path}.when"), &page.when, Scope::Before(at));
        for (place, question) in page.questions.iter().enumerate() {
            self.question(&format!("{path}.questions[{place}]"), at, place, question);
        }
        for (place, notice) in page.notices.iter().enumerate() {
            let path = format!("{path}.notices[{place}]");
            let scope = Scope::Through(at);
            self.conditions
                .push((format!("{path}.when"), &notice.when, scope));
            self.blocks(&format!("{path}.body"), &notice.body, scope, read);
            if let Some(mend) = &notice.mend {
                self.text(format!("{path}.mend.text"), &mend.text, read);
            }
            self.option(format!("{path}.go_on"), &notice.go_on, read);
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
        let read = Read::On(page);
        self.text(format!("{path}.label"), &question.label, read);
        self.option(format!("{path}.short"), &question.short, read);
        self.option(format!("{path}.hint"), &question.hint, read);
        for (code, text) in &question.errors {
            self.text(format!("{path}.errors.{code}"), text, read);
        }
        let scope = Scope::Question(page, place);
        self.condition(format!("{path}.when"), &question.when, scope);
        for (at, rule) in question.rules.iter().enumerate() {
            self.text(format!("{path}.rules[{at}].error"), &rule.error, read);
            self.conditions.push((
                format!("{path}.rules[{at}].fails_when"),
                &rule.fails_when,
                Scope::Rule(page, place),
            ));
        }
        for (at, option) in question.options().iter().enumerate() {
            let path = format!("{path}.kind.options[{at}]");
            self.text(format!("{path}.label"), &option.label, read);
            self.option(format!("{path}.hint"), &option.hint, read);
            self.condition(format!("{path}.when"), &option.when, Scope::Before(page));
        }
        for (field, text) in question.kind.rules().texts() {
            self.text(format!("{path}.kind.{field}"), text, read);
        }
    }

    fn blocks(&mut self, path: &str, blocks: &'a [Block], scope: Scope, read: Read) {
        for (at, block) in blocks.iter().enumerate() {
            let path = format!("{path}[{at}]");
            self.condition(format!("{path}.when"), &block.when, scope);
            self.option(format!("{path}.heading"), &block.heading, read);
            self.option(format!("{path}.text"), &block.text, read);
            self.each(&format!("{path}.list"), &block.list, read);
            self.option(format!("{path}.warning"), &block.warning, read);
            self.option(format!("{path}.inset"), &block.inset, read);
            if let Some(phone) = &block.phone {
                self.text(format!("{path}.phone.label"), &phone.label, read);
                self.text(format!("{path}.phone.number"), &phone.number, read);
                self.option(format!("{path}.phone.hours"), &phone.hours, read);
            }
            if let Some(link) = &block.link {
                self.text(format!("{path}.link.text"), &link.text, read);
            }
            self.blocks.push((path, block));
        }
    }
}
