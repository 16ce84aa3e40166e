//! Which answers open a request, beside its tracking code.

use super::Definition;
use crate::question::rules::ContactDetail;

/// The questions whose answers open a request, in page order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening<'d> {
    pub emails: Vec<&'d str>,
    /// Whether only the first email address that is given opens it.
    pub first_email_only: bool,
    pub addresses: Vec<&'d str>,
}

impl Definition {
    /// The questions of `opens_with`. Without it the first email address and every address; but no
    /// address for special category data, because many people share a postcode.
    pub fn opening(&self) -> Opening<'_> {
        let listed = |id: &String| match &self.opens_with {
            Some(list) => list.contains(id),
            None => true,
        };
        let mut opening = Opening {
            emails: Vec::new(),
            first_email_only: self.opens_with.is_none(),
            addresses: Vec::new(),
        };
        for (_, question) in self.questions().filter(|(_, one)| listed(&one.id)) {
            let rules = question.kind.rules();
            if rules.contact() == Some(ContactDetail::Email) {
                opening.emails.push(&question.id);
            } else if question.is_address() && !self.special_category {
                opening.addresses.push(&question.id);
            }
        }
        opening
    }
}

#[cfg(test)]
mod tests {
    use crate::service::Definition;

    const BAG: &str = include_str!("../../tests/it/definitions/missed-bag.toml");

    #[test]
    fn a_definition_says_which_answers_open_its_requests() {
        let mut bag: Definition = toml::from_str(BAG).unwrap();
        let opening = bag.opening();
        assert_eq!(opening.emails, ["email"]);
        assert_eq!(opening.addresses, ["address"]);
        assert!(!opening.first_email_only);
        bag.opens_with = Some(vec!["email".to_owned()]);
        assert!(bag.opening().addresses.is_empty());
        bag.opens_with = Some(Vec::new());
        assert!(bag.opening().emails.is_empty());
        bag.opens_with = None;
        let opening = bag.opening();
        assert_eq!(opening.addresses, ["address"]);
        assert!(opening.first_email_only);
        bag.special_category = true;
        assert!(bag.opening().addresses.is_empty());
        assert_eq!(bag.opening().emails, ["email"]);
    }
}
