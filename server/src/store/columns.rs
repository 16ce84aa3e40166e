//! The columns of each table, listed once for all statements of both databases that insert or
//! read whole rows.
//!
//! `columns!(FORM, TABLE)` passes the list of a table to the macro FORM. `names!` is the form for
//! `SELECT`, `RETURNING` and `INSERT`; each backend's `dialect` adds forms of its own. A column
//! that holds an id is marked `uuid`. The names are the keys of the JSON made by `bind_json` and,
//! except for columns that rows do not need, the fields of the row.

macro_rules! columns {
    ($form:ident, versions) => {
        $form!("version", "service", "shape", "schema", "text", "kept_at")
    };
    ($form:ident, gazetteer_addresses) => {
        $form!("edition", "uprn", "lines", "town", "postcode", "compact", "area", "place")
    };
    ($form:ident, audit) => {
        $form!("seq", "at", "actor", "command", "detail", "previous", "hash")
    };
    ($form:ident, drafts) => {
        $form!(
            "id": uuid, "revision", "service", "version", "authority", "channel", "language",
            "owner", "subject": uuid, "answers", "created_at", "saved_at", "expires_at", "ends_at",
            "mark": uuid
        )
    };
    ($form:ident, submissions) => {
        $form!(
            "id": uuid, "reference", "draft": uuid, "authority", "service", "version", "channel",
            "language", "owner", "answers", "person", "received_at"
        )
    };
    ($form:ident, submission_parts) => {
        $form!(
            "submission": uuid, "id", "authority", "destination", "status", "their_reference"
        )
    };
    ($form:ident, statuses) => {
        $form!(
            "submission": uuid, "part", "id": uuid, "status", "at", "recorded_at", "note", "theirs",
            "code"
        )
    };
    ($form:ident, proofs) => {
        $form!("submission": uuid, "kind", "hash")
    };
    ($form:ident, guesses) => {
        $form!("key", "until")
    };
    ($form:ident, idempotency) => {
        $form!("scope", "key", "body", "submission": uuid, "at")
    };
    ($form:ident, deliveries) => {
        $form!(
            "id": uuid, "submission": uuid, "part", "kind", "destination", "authority", "payload",
            "state", "attempts", "next_at", "created_at", "ended_at", "held_until"
        )
    };
    ($form:ident, attempts) => {
        $form!(
            "delivery": uuid, "id": uuid, "started_at", "ended_at", "result", "http_status"
        )
    };
    ($form:ident, contacts) => {
        $form!(
            "id": uuid, "site", "authority", "channel", "service", "version", "language",
            "purpose", "identified", "source", "opened_for", "counted", "device", "assisted",
            "started_at", "last_at", "ended", "ended_at", "outcome", "feedback_token"
        )
    };
    ($form:ident, contact_links) => {
        $form!("contact": uuid, "draft": uuid, "submission": uuid)
    };
    ($form:ident, contact_pages) => {
        $form!("contact": uuid, "service", "page", "place", "first_at", "seconds", "arrivals")
    };
    ($form:ident, contact_errors) => {
        $form!("contact": uuid, "service", "question", "code", "amount", "first_at")
    };
    ($form:ident, contact_about) => {
        $form!("contact": uuid, "submission": uuid)
    };
    ($form:ident, feedback) => {
        $form!(
            "id": uuid, "contact": uuid, "authority", "service", "channel", "rating", "comment",
            "at"
        )
    };
    ($form:ident, service_ratings) => {
        $form!("id": uuid, "site", "service", "channel", "rating", "comment", "at")
    };
}

/// The names, separated by commas.
macro_rules! names {
    ($first:literal $(: $_first:ident)? $(, $name:literal $(: $_kind:ident)?)*) => {
        concat!($first $(, ", ", $name)*)
    };
}

/// The statement up to `FROM` that reads whole rows of a table.
macro_rules! select {
    ($table:ident) => {
        concat!(
            "SELECT ",
            columns!(names, $table),
            " FROM ",
            stringify!($table),
            " "
        )
    };
}
