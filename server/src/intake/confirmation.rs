//! The content of the confirmation email: the service's own words, one line each.

use super::Intake;
use crate::config::authorities::Authority;
use crate::notices::ConfirmationText;
use shared::journey::Journey;
use shared::language::{Language, Text};
use shared::service::Recipient;
use shared::service::block::Block;
use shared::wording::Wording;

impl Intake {
    /// What happens next and by when, as the confirmation page shows it; where several
    /// authorities deal with a request, also who deals with each part.
    pub(super) fn confirmation(
        &self,
        journey: &Journey<'_>,
        language: Language,
    ) -> ConfirmationText {
        let next = &journey.definition.next;
        let lines = Lines {
            journey,
            language,
            wording: self.0.words.of(language),
        };
        let mut steps: Vec<String> = journey
            .blocks(&next.body)
            .into_iter()
            .flat_map(|block| lines.of_block(block))
            .collect();
        steps.push(lines.fill(&next.by));
        let parts = journey.recipients();
        if parts.len() > 1 {
            steps.extend(parts.iter().filter_map(|(part, authority)| {
                let authority = self.0.config.authority(authority)?;
                Some(lines.of_part((*part)?, authority))
            }));
        }
        ConfirmationText {
            service: lines.fill(&journey.definition.title),
            steps,
        }
    }
}

/// Turns the parts of a page into lines of plain text.
struct Lines<'a> {
    journey: &'a Journey<'a>,
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
