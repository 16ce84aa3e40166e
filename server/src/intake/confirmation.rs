//! The service's own words as plain text, one line each: the content of emails, and of the notices
//! that a program did not answer.

use super::Intake;
use crate::config::authorities::Authority;
use crate::notices::{ConfirmationText, MailNaming};
use shared::api::requests::OpenNotice;
use shared::journey::{Journey, Reader};
use shared::language::{Language, Text};
use shared::request::Statement;
use shared::service::Recipient;
use shared::service::block::Block;
use shared::wording::Wording;

impl Intake {
    /// By when and what happens next, as the confirmation page shows it; where several authorities
    /// deal with a request, also who deals with each part.
    pub(super) fn confirmation(
        &self,
        journey: &Journey<'_>,
        language: Language,
    ) -> ConfirmationText {
        let councils = self.0.config.councils(language);
        let journey = journey.naming(&councils);
        let next = &journey.definition.next;
        let lines = |journey| Lines {
            journey,
            language,
            wording: self.0.words.of(language),
        };
        let mut steps: Vec<String> = journey
            .blocks(&next.body)
            .into_iter()
            .flat_map(|(journey, block)| lines(journey).of_block(block))
            .collect();
        let lines = lines(journey);
        let parts = journey.recipients();
        if parts.len() > 1 {
            steps.extend(parts.iter().filter_map(|(part, authority)| {
                let authority = self.0.config.authority(authority)?;
                Some(lines.of_part((*part)?, authority))
            }));
        }
        ConfirmationText {
            by: journey.by(journey.facts.today, language),
            steps,
        }
    }

    /// What emails call the request. A name that tells of special category data is not among it:
    /// subjects are shown on locked screens.
    pub(super) fn mail_naming(&self, journey: &Journey<'_>, language: Language) -> MailNaming {
        let councils = self.0.config.councils(language);
        let journey = journey.naming(&councils);
        let wording = self.0.words.of(language);
        let noun = journey.noun(wording);
        let title = journey.fill(&journey.definition.title, language);
        if journey.definition.special_category {
            return MailNaming {
                name: noun,
                team: wording.say("status-team"),
                subject: title,
            };
        }
        MailNaming {
            name: journey
                .name(wording)
                .unwrap_or_else(|| format!("{noun} ({title})")),
            team: journey.team(wording),
            subject: journey.subject(Reader::Mailbox, wording),
        }
    }

    /// What the person said by continuing past outcomes and notices.
    pub(super) fn statements(&self, journey: &Journey<'_>, language: Language) -> Vec<Statement> {
        let councils = self.0.config.councils(language);
        journey.naming(&councils).statements(language)
    }

    /// The notices that hold and were not answered, in words.
    pub(super) fn open_notices(
        &self,
        journey: &Journey<'_>,
        language: Language,
    ) -> Vec<OpenNotice> {
        let councils = self.0.config.councils(language);
        let journey = journey.naming(&councils);
        let lines = |journey| Lines {
            journey,
            language,
            wording: self.0.words.of(language),
        };
        let open = journey.open_notices().into_iter();
        open.map(|(page, notice)| {
            let heading = notice.heading(page).map(|text| lines(journey).fill(text));
            let body = journey.blocks(&notice.body).into_iter();
            let body = body.flat_map(|(journey, block)| lines(journey).of_block(block));
            OpenNotice {
                notice: notice.id.clone(),
                page: page.id.clone(),
                detail: heading
                    .into_iter()
                    .chain(body)
                    .collect::<Vec<_>>()
                    .join("\n"),
            }
        })
        .collect()
    }
}

/// Turns the parts of a page into lines of plain text.
struct Lines<'a> {
    journey: Journey<'a>,
    language: Language,
    wording: &'a Wording,
}

impl Lines<'_> {
    fn fill(&self, text: &Text) -> String {
        self.journey.fill(text, self.language)
    }

    fn of_block(&self, block: &Block) -> Vec<String> {
        let texts = [&block.warning, &block.text, &block.inset];
        let mut lines: Vec<String> = texts
            .into_iter()
            .flatten()
            .map(|text| self.fill(text))
            .collect();
        lines.extend(block.list.iter().map(|text| self.fill(text)));
        if let Some(phone) = &block.phone {
            let number = self.fill(&phone.number);
            let hours = phone.hours.as_ref().map(|hours| self.fill(hours));
            lines.push(self.phone(&self.fill(&phone.label), &number, hours, phone.relay));
        }
        lines
    }

    fn of_part(&self, part: &Recipient, authority: &Authority) -> String {
        let name = authority.name.get(self.language);
        let who = format!("{}: {name}", self.fill(&part.title));
        let phone = &authority.phone;
        let hours = Some(phone.hours.get(self.language).to_owned());
        self.phone(&who, &phone.number, hours, authority.relay)
    }

    fn phone(&self, whose: &str, number: &str, hours: Option<String>, relay: bool) -> String {
        let relay = relay.then(|| {
            self.wording
                .with("layout-phone-relay", &[("number", number)])
        });
        let parts = [Some(format!("{whose}, {number}")), hours, relay];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
