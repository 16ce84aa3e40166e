//! What a confirmation by mail says: the page's own words of what happens next, as lines.

use crate::notices::Told;
use crate::state::AppState;
use shared::journey::Journey;
use shared::language::{Language, Text};

/// The service's own words of what happens next and by when, as the confirmation shows them;
/// and who deals with each part, where there are several.
pub fn told(state: &AppState, journey: &Journey<'_>, language: Language) -> Told {
    let definition = journey.definition;
    let next = &definition.next;
    let fill = |text: &Text| journey.fill(text, language);
    let words = state.words.of(language);
    let line = |whose: &str, number: &str, hours: Option<String>, relay: bool| {
        let relay = relay.then(|| words.with("layout-phone-relay", &[("number", number)]));
        let parts = [Some(format!("{whose}, {number}")), hours, relay];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let mut steps = Vec::new();
    for block in journey.blocks(&next.body) {
        let texts = [&block.warning, &block.text, &block.inset];
        steps.extend(texts.into_iter().flatten().map(fill));
        steps.extend(block.list.iter().map(fill));
        if let Some(phone) = &block.phone {
            let number = fill(&phone.number);
            let hours = phone.hours.as_ref().map(fill);
            steps.push(line(&fill(&phone.label), &number, hours, phone.relay));
        }
    }
    steps.push(fill(&next.by));
    let parts = journey.recipients();
    for (part, authority) in parts.iter().filter(|_| parts.len() > 1) {
        let (Some(part), Some(authority)) = (part, state.config.authority(authority)) else {
            continue;
        };
        let who = format!("{}: {}", fill(&part.title), authority.name.get(language));
        let phone = &authority.phone;
        let hours = Some(phone.hours.get(language).to_owned());
        steps.push(line(&who, &phone.number, hours, authority.relay));
    }
    Told {
        service: fill(&definition.title),
        steps,
    }
}
