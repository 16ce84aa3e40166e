//! What a person in the office can do with a request, and what it means for Doorstep.

use super::notes::Notes;

/// A button on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Finish,
    Ask,
    Refuse,
}

impl Action {
    pub const ALL: [Action; 4] = [Action::Start, Action::Finish, Action::Ask, Action::Refuse];

    /// The last part of its path.
    pub fn slug(self) -> &'static str {
        match self {
            Action::Start => "start",
            Action::Finish => "finish",
            Action::Ask => "ask",
            Action::Refuse => "refuse",
        }
    }

    pub fn parse(slug: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.slug() == slug)
    }

    /// What is reported.
    pub fn status(self) -> &'static str {
        match self {
            Action::Start => "in_progress",
            Action::Finish => "done",
            Action::Ask => "needs_you",
            Action::Refuse => "refused",
        }
    }

    pub fn button(self) -> &'static str {
        match self {
            Action::Start => "Start work",
            Action::Finish => "Finish",
            Action::Ask => "Ask the resident",
            Action::Refuse => "Refuse",
        }
    }

    /// The label of the text for the resident.
    pub fn label(self) -> &'static str {
        match self {
            Action::Start => "What the resident reads when work starts (optional)",
            Action::Finish => "What the resident reads when it is finished",
            Action::Ask => "What the resident is asked",
            Action::Refuse => "Why it is refused, in a sentence for the resident",
        }
    }

    /// Whether it makes no sense without a text.
    pub fn needs_note(self) -> bool {
        self != Action::Start
    }

    pub fn suggested(self, notes: &Notes) -> &str {
        match self {
            Action::Start => &notes.start,
            Action::Finish => &notes.finish,
            Action::Ask => &notes.ask,
            Action::Refuse => &notes.refuse,
        }
    }

    /// Whether it can follow this status.
    pub fn can_follow(self, status: &str) -> bool {
        match status {
            "accepted" | "needs_you" => true,
            "in_progress" => self != Action::Start,
            _ => false,
        }
    }
}

/// A status in words.
pub(super) fn words(status: &str) -> &str {
    match status {
        "accepted" => "Accepted",
        "in_progress" => "In progress",
        "needs_you" => "Waiting for the resident",
        "done" => "Done",
        "refused" => "Refused",
        "test" => "A test of the connection",
        other => other,
    }
}

/// Whether this may be the code of a refusal, as published.
pub(super) fn is_code(code: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=64).contains(&code.len()) && !code.starts_with('-') && code.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_follows_an_end_and_work_starts_once() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.slug()), Some(action));
            assert!(action.can_follow("accepted") && action.can_follow("needs_you"));
            for end in ["done", "refused", "test"] {
                assert!(!action.can_follow(end), "{action:?} after {end}");
            }
        }
        assert!(!Action::Start.can_follow("in_progress"));
        assert!(Action::Finish.can_follow("in_progress"));
    }

    #[test]
    fn codes_are_as_published() {
        assert!(is_code("not-ours") && is_code(&"a".repeat(64)));
        for wrong in ["", "Not-ours", "-a", "a b", &"a".repeat(65)] {
            assert!(!is_code(wrong), "{wrong}");
        }
    }
}
