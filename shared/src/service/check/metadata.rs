//! Checks notices, opening facts, synonyms and the target.

use super::Found;
use super::conditions::number_parameter;
use crate::condition::Amount;
use crate::question::rules::ContactDetail;
use crate::service::Definition;
use crate::service::notice::Mend;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    opens_with(definition, found);
    synonyms(definition, found);
    match &definition.target_working_days {
        Some(Amount::Number(days)) if *days < 1 => {
            found.add("target_working_days", "the target must be at least a day");
        }
        Some(Amount::Named(name)) => {
            number_parameter(definition, "target_working_days", name, found);
        }
        Some(Amount::Number(_)) | None => {}
    }
    for (at, page) in definition.pages.iter().enumerate() {
        for (place, notice) in page.notices.iter().enumerate() {
            let path = format!("pages[{at}].notices[{place}]");
            if notice.body.is_empty() {
                found.add(&path, "a notice needs words");
            }
            if let Some(wanted) = &notice.mend {
                mend(definition, at, wanted, &format!("{path}.mend"), found);
            }
        }
    }
}

fn opens_with(definition: &Definition, found: &mut Found) {
    let opening = definition.opens_with.iter().flatten();
    for (at, id) in opening.clone().enumerate() {
        let path = format!("opens_with[{at}]");
        match definition.question(id) {
            None => found.add(&path, format!("there is no question `{id}`")),
            Some(question) => {
                let rules = question.kind.rules();
                if rules.is_address() && definition.special_category {
                    let message = format!(
                        "`{id}` opens requests with special category data to everybody with the same postcode"
                    );
                    found.add(&path, message);
                }
                if !rules.is_address() && rules.contact() != Some(ContactDetail::Email) {
                    let message = format!("`{id}` asks for neither an email nor an address");
                    found.add(&path, message);
                }
            }
        }
        if opening.clone().take(at).any(|earlier| earlier == id) {
            found.add(path, format!("`{id}` is named twice"));
        }
    }
}

fn synonyms(definition: &Definition, found: &mut Found) {
    for (at, group) in definition.synonyms.iter().enumerate() {
        let path = format!("synonyms[{at}]");
        if group.words.len() < 2 {
            found.add(&path, "synonyms need at least two words");
        }
        if group.words.iter().any(|word| word.trim().is_empty()) {
            found.add(&path, "a synonym is blank");
        }
        if !definition.speaks(group.language) {
            let code = group.language.code();
            let message = format!("`{code}` is not one of the languages");
            found.add(format!("{path}.language"), message);
        }
    }
}

fn mend(definition: &Definition, page: usize, mend: &Mend, path: &str, found: &mut Found) {
    let id = &mend.question;
    let pages = definition.pages.iter().take(page + 1);
    let mut earlier = pages.flat_map(|page| &page.questions);
    let Some(question) = earlier.find(|question| question.id == *id) else {
        let message = format!("there is no question `{id}` on this page or before it");
        found.add(format!("{path}.question"), message);
        return;
    };
    if !question
        .kind
        .rules()
        .choices()
        .contains(&mend.option.as_str())
    {
        let message = format!("`{id}` has no option `{}`", mend.option);
        found.add(format!("{path}.option"), message);
    }
}
