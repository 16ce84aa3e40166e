//! SQL that several statements share. `greater!` is defined by each backend's `dialect`.

/// The names of destinations with pending deliveries, as `pending`. Jumps along the index from
/// one name to the next, so that a long queue is not read through.
macro_rules! pending {
    ($rest:expr) => {
        concat!(
            "WITH RECURSIVE pending(name) AS (
                SELECT min(destination) FROM deliveries WHERE state IN ('due', 'leased')
                UNION ALL
                SELECT (SELECT min(destination) FROM deliveries
                        WHERE state IN ('due', 'leased') AND destination > pending.name)
                FROM pending WHERE pending.name IS NOT NULL
             ) ",
            $rest
        )
    };
}

/// An existing contact continues; one that was `left` is open again.
macro_rules! contact_continues {
    () => {
        concat!(
            " ON CONFLICT (id) DO UPDATE SET last_at = ",
            greater!("contacts.last_at", "excluded.last_at"),
            ", ended = nullif(contacts.ended, 'left'),
            ended_at = CASE WHEN contacts.ended = 'left' THEN NULL ELSE contacts.ended_at END"
        )
    };
}

/// A contact is completed by its submission.
macro_rules! contact_completes {
    () => {
        concat!(
            " ON CONFLICT (id) DO UPDATE SET last_at = ",
            greater!("contacts.last_at", "excluded.last_at"),
            ", ended = excluded.ended, ended_at = excluded.ended_at, outcome = NULL,
            feedback_token = excluded.feedback_token"
        )
    };
}

/// The effect of activity at a time: a contact that was `left` is open again, unless an ending is
/// stated; a completed one stays completed.
macro_rules! contact_touched {
    ($at:literal, $ended:literal, $outcome:literal) => {
        concat!(
            "last_at = ",
            greater!("contacts.last_at", $at),
            ", ended = CASE WHEN contacts.ended = 'completed' THEN contacts.ended
                WHEN ",
            $ended,
            " IS NOT NULL THEN ",
            $ended,
            "
                ELSE nullif(contacts.ended, 'left') END,
            ended_at = CASE WHEN contacts.ended = 'completed' THEN contacts.ended_at
                WHEN ",
            $ended,
            " IS NOT NULL THEN ",
            $at,
            "
                WHEN contacts.ended = 'left' THEN NULL
                ELSE contacts.ended_at END,
            outcome = CASE WHEN contacts.ended = 'completed' OR ",
            $ended,
            " IS NULL
                THEN contacts.outcome ELSE ",
            $outcome,
            " END"
        )
    };
}

/// An existing counter grows.
macro_rules! event_counts {
    () => {
        " ON CONFLICT (contact, kind, name, code) DO UPDATE SET
            amount = contact_events.amount + excluded.amount"
    };
}
