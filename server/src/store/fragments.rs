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

/// A contact is completed by its submission if it was opened for it. Authority, version and purpose
/// are then those of the end.
macro_rules! contact_completes {
    () => {
        concat!(
            " ON CONFLICT (id) DO UPDATE SET last_at = ",
            greater!("contacts.last_at", "excluded.last_at"),
            ", counted = contacts.counted AND excluded.counted",
            unless_conversation!(ended, "excluded.ended"),
            unless_conversation!(ended_at, "excluded.ended_at"),
            unless_conversation!(outcome, "excluded.outcome"),
            unless_conversation!(authority, "excluded.authority"),
            unless_conversation!(version, "excluded.version"),
            unless_conversation!(purpose, "excluded.purpose"),
            ", feedback_token = excluded.feedback_token"
        )
    };
}

/// The link of a draft's contact becomes that of its submission, and the draft is forgotten.
macro_rules! contact_link_is_sent {
    () => {
        " ON CONFLICT (draft) DO UPDATE SET submission = excluded.submission, draft = NULL"
    };
}

/// Assigns a column of a contact, unless it is a conversation.
macro_rules! unless_conversation {
    ($column:ident, $value:literal) => {
        concat!(
            ", ",
            stringify!($column),
            " = CASE WHEN contacts.opened_for = 'conversation' THEN contacts.",
            stringify!($column),
            " ELSE ",
            $value,
            " END"
        )
    };
}

/// The effect of a save `j` on the contact of its draft: one that was `left` is open again, unless
/// an ending is stated; a completed one stays as it is. A conversation is not ended. Activity
/// after an objection is not recorded.
macro_rules! contact_saved {
    () => {
        concat!(
            "last_at = CASE WHEN j.counted OR j.ended IS NOT NULL THEN ",
            greater!("contacts.last_at", "j.at"),
            " ELSE contacts.last_at END,
            counted = contacts.counted AND j.counted,
            asked_at = coalesce(contacts.asked_at, j.asked_at),
            ended = CASE WHEN contacts.ended = 'completed' THEN contacts.ended
                WHEN j.ended IS NOT NULL AND contacts.opened_for <> 'conversation' THEN j.ended
                ELSE nullif(contacts.ended, 'left') END,
            ended_at = CASE WHEN contacts.ended = 'completed' THEN contacts.ended_at
                WHEN j.ended IS NOT NULL AND contacts.opened_for <> 'conversation' THEN j.at
                WHEN contacts.ended = 'left' THEN NULL
                ELSE contacts.ended_at END,
            outcome = CASE WHEN contacts.ended = 'completed' OR j.ended IS NULL
                    OR contacts.opened_for = 'conversation'
                THEN contacts.outcome ELSE j.outcome END",
            while_open!(authority),
            while_open!(version),
            while_open!(purpose)
        )
    };
}

/// Assigns a column of a contact as the save `j` states it, unless the contact is completed or a
/// conversation.
macro_rules! while_open {
    ($column:ident) => {
        concat!(
            ", ",
            stringify!($column),
            " = CASE WHEN contacts.ended = 'completed' OR contacts.opened_for = 'conversation'
                THEN contacts.",
            stringify!($column),
            " ELSE j.",
            stringify!($column),
            " END"
        )
    };
}

/// A page that was reached before gains arrivals and seconds.
macro_rules! pages_add_up {
    () => {
        " ON CONFLICT (contact, service, page) DO UPDATE SET
            arrivals = contact_pages.arrivals + excluded.arrivals,
            seconds = contact_pages.seconds + excluded.seconds"
    };
}

/// An error that was shown before is counted again.
macro_rules! errors_add_up {
    () => {
        " ON CONFLICT (contact, service, question, code) DO UPDATE SET
            amount = contact_errors.amount + excluded.amount"
    };
}

/// The drafts that are too many beside the new ones of the owners in a list: of each owner those
/// saved longest ago.
macro_rules! drafts_too_many {
    ($owners:literal, $new:literal, $most:literal) => {
        concat!(
            "SELECT id FROM (SELECT id, row_number() OVER (
                 PARTITION BY owner ORDER BY saved_at DESC, id DESC) AS place
             FROM drafts WHERE owner IN (",
            $owners,
            ") AND id NOT IN (",
            $new,
            ")) AS ranked WHERE place >= ",
            $most
        )
    };
}
