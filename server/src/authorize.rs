//! Who may do what: one function, tested as a table, called by the rooms that act on a
//! person's data (`drafts`, `intake`, `submissions`). What is public is marked so in the URL table.
//!
//! A refusal does not reveal whether the thing exists, so handlers answer "not found" in both
//! cases.

use crate::vault::KeyedHash;

/// Who is acting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A browser without an account, recognised by the secrets in its cookies: that of the browser
    /// session, and that of the drafts kept on the device.
    Guest {
        owner: Option<KeyedHash>,
        kept: Option<KeyedHash>,
    },
    /// A program that calls the API. `client` is the name of its API key, if it has one.
    Program { client: Option<String> },
    /// A back office authenticated by its signature.
    BackOffice { destination: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Read,
    Write,
}

/// The thing acted on, with the facts that decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource<'a> {
    /// A draft; `owner` is the keyed hash it was created with.
    Draft { owner: &'a KeyedHash },
    /// A submission; `proven` if its second fact or tracking code was given.
    Submission {
        owner: Option<&'a KeyedHash>,
        proven: bool,
    },
    /// A new request through the API.
    Intake,
    /// The rating of the contact whose token was given.
    Feedback,
    /// The status of a request delivered to this destination.
    Status { destination: &'a str },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not allowed")]
pub struct Refused;

pub fn authorize(actor: &Actor, action: Action, resource: &Resource<'_>) -> Result<(), Refused> {
    let allowed = match (actor, action, resource) {
        (Actor::Guest { owner, kept }, _, Resource::Draft { owner: theirs }) => {
            is_one_of([owner, kept], Some(theirs))
        }
        (
            Actor::Guest { owner, kept },
            Action::Read,
            Resource::Submission {
                owner: theirs,
                proven,
            },
        ) => *proven || is_one_of([owner, kept], *theirs),
        (Actor::Program { .. }, Action::Read, Resource::Submission { proven, .. }) => *proven,
        (Actor::Guest { .. } | Actor::Program { .. }, Action::Write, Resource::Intake) => true,
        (
            Actor::Guest { .. } | Actor::Program { .. },
            Action::Read | Action::Write,
            Resource::Feedback,
        ) => true,
        (
            Actor::BackOffice { destination: me },
            Action::Write,
            Resource::Status { destination },
        ) => me == destination,
        _ => false,
    };
    if allowed { Ok(()) } else { Err(Refused) }
}

fn is_one_of(mine: [&Option<KeyedHash>; 2], theirs: Option<&KeyedHash>) -> bool {
    theirs.is_some_and(|theirs| mine.into_iter().flatten().any(|mine| mine == theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_actor_may_do_only_what_the_table_allows() {
        let hash = |text: &str| KeyedHash(text.to_owned());
        let (mine, theirs) = (hash("mine"), hash("theirs"));
        let me = Actor::Guest {
            owner: Some(mine.clone()),
            kept: None,
        };
        let kept = Actor::Guest {
            owner: Some(hash("session")),
            kept: Some(mine.clone()),
        };
        let anonymous = Actor::Guest {
            owner: None,
            kept: None,
        };
        let program = Actor::Program { client: None };
        let office = Actor::BackOffice {
            destination: "bins".to_owned(),
        };
        let draft = |owner| Resource::Draft { owner };
        let submission = |owner, proven| Resource::Submission { owner, proven };
        use Action::{Read, Write};
        let table: Vec<(&Actor, Action, Resource<'_>, bool)> = vec![
            (&me, Read, draft(&mine), true),
            (&me, Write, draft(&mine), true),
            (&me, Read, draft(&theirs), false),
            (&me, Write, draft(&theirs), false),
            (&kept, Read, draft(&mine), true),
            (&kept, Write, draft(&mine), true),
            (&kept, Write, draft(&theirs), false),
            (&kept, Read, submission(Some(&mine), false), true),
            (&kept, Read, submission(None, false), false),
            (&anonymous, Read, draft(&mine), false),
            (&program, Read, draft(&mine), false),
            (&office, Read, draft(&mine), false),
            (&me, Read, submission(Some(&mine), false), true),
            (&me, Read, submission(Some(&theirs), false), false),
            (&me, Read, submission(Some(&theirs), true), true),
            (&anonymous, Read, submission(None, false), false),
            (&anonymous, Read, submission(Some(&mine), false), false),
            (&anonymous, Read, submission(Some(&mine), true), true),
            (&me, Write, submission(Some(&mine), true), false),
            (&program, Read, submission(Some(&mine), false), false),
            (&program, Read, submission(None, true), true),
            (&office, Read, submission(Some(&mine), true), false),
            (&program, Write, Resource::Intake, true),
            (&anonymous, Write, Resource::Intake, true),
            (&office, Write, Resource::Intake, false),
            (&anonymous, Write, Resource::Feedback, true),
            (&office, Write, Resource::Feedback, false),
            (
                &office,
                Write,
                Resource::Status {
                    destination: "bins",
                },
                true,
            ),
            (
                &office,
                Write,
                Resource::Status {
                    destination: "roads",
                },
                false,
            ),
            (
                &anonymous,
                Write,
                Resource::Status {
                    destination: "bins",
                },
                false,
            ),
            (
                &program,
                Write,
                Resource::Status {
                    destination: "bins",
                },
                false,
            ),
        ];
        for (actor, action, resource, allowed) in table {
            assert_eq!(
                authorize(actor, action, &resource).is_ok(),
                allowed,
                "{actor:?} {action:?} {resource:?}"
            );
        }
    }
}
