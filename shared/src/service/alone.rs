//! Which outcomes say the same whatever was answered, so that they can be shown without a draft: to
//! somebody whose browser keeps no cookie, or while nothing can be stored.

use super::block::Block;
use super::{Definition, Outcome};
use crate::condition::{Amount, Condition};
use crate::language::Text;

impl Definition {
    /// Whether no condition of the outcome is about an answer, and none of its parameters belongs
    /// to an authority that the answers decide.
    pub fn stands_alone(&self, outcome: &Outcome) -> bool {
        // Without a deciding address, the serving authority is known from the start.
        let served = self.served_by.is_empty();
        // With a colon, a placeholder names the council of an address.
        let fits = |text: &Text| {
            text.placeholders()
                .all(|name| served && !name.contains(':'))
        };
        let blocks = outcome.body.iter();
        fits(&outcome.title)
            && blocks
                .clone()
                .all(|block| block.when.as_ref().is_none_or(|when| when.is_alone(served)))
            && blocks
                .clone()
                .all(|block| block.council_of.is_none() && block.each_council_of.is_none())
            && blocks.flat_map(texts).all(fits)
    }
}

impl Condition {
    /// Whether it depends on the facts alone; `served` if parameters do too.
    fn is_alone(&self, served: bool) -> bool {
        let is_fixed = |amount: &Option<Amount>| match amount {
            // A time of day, or the name of a parameter.
            Some(Amount::Named(name)) => served || name.contains(':'),
            Some(Amount::Number(_)) | None => true,
        };
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().all(|one| one.is_alone(served)),
            Condition::Not(one) => one.is_alone(served),
            Condition::Clock { from, before } => is_fixed(from) && is_fixed(before),
            Condition::Parameter(_) => served,
            Condition::WorkingDay(_) | Condition::Channel(_) | Condition::SignedIn(_) => true,
            Condition::Chose { .. }
            | Condition::Answered(_)
            | Condition::Mentions { .. }
            | Condition::Entries { .. }
            | Condition::DaysAgo(_)
            | Condition::Area { .. }
            | Condition::SameArea(..)
            | Condition::Same(..) => false,
        }
    }
}

fn texts(block: &Block) -> Vec<&Text> {
    let mut texts: Vec<&Text> = block.list.iter().collect();
    texts.extend(&block.heading);
    texts.extend(&block.text);
    texts.extend(&block.warning);
    texts.extend(&block.inset);
    if let Some(phone) = &block.phone {
        texts.extend([&phone.label, &phone.number]);
        texts.extend(&phone.hours);
    }
    texts.extend(block.link.as_ref().map(|link| &link.text));
    texts
}

#[cfg(test)]
mod tests {
    use crate::service::Definition;

    fn alone(served_by: &str, body: &str) -> bool {
        let text = format!(
            "id = \"bins\"\ntitle = \"Bins\"\nsummary = \"Bins.\"\nauthorities = [\"swale\"]\n\
             lawful_basis = \"public-task\"\nspecial_category = false\nretention_days = 10\n\
             classification = \"official\"\nnext.by = \"Soon.\"\nnext.body = []\nstart.minutes = 1\n\
             pages = []\n{served_by}\n[[outcomes]]\nid = \"ring\"\nkind = \"ring-now\"\n\
             title = \"Call\"\n{body}"
        );
        let definition: Definition = toml::from_str(&text).unwrap();
        definition.stands_alone(&definition.outcomes[0])
    }

    #[test]
    fn an_outcome_stands_alone_unless_an_answer_decides_what_it_says() {
        let block = |line: &str| format!("[[outcomes.body]]\n{line}\n");
        let served = "served_by = [\"address\"]";
        let number = block("phone = { label = \"Line\", number = \"{line}\" }");
        assert!(alone("", &number));
        assert!(!alone(served, &number), "another council's number");
        assert!(alone(served, &block("text = \"Call 999\"")));
        for (when, fits) in [
            ("{ working-day = true }", true),
            ("{ clock = { from = \"09:00\" } }", true),
            ("{ clock = { from = \"office_from\" } }", false),
            ("{ parameter = \"open\" }", false),
            ("{ answered = \"address\" }", false),
            ("{ not = { answered = \"address\" } }", false),
            (
                "{ all = [{ working-day = true }, { signed-in = false }] }",
                true,
            ),
        ] {
            let body = block(&format!("when = {when}\ntext = \"Call 999\""));
            assert_eq!(alone(served, &body), fits, "{when}");
        }
    }
}
