//! Names of a journey form's own fields. They start with `_`, which no id of a question can.

/// The id of the draft.
pub const DRAFT: &str = "_draft";
/// The hash of the page's stored answers when the form was made.
pub const BASE_HASH: &str = "_base";
/// Present when the page was opened from check answers.
pub const RETURN_TO: &str = "_return_to";
/// When the form was made, in Unix seconds.
pub const OPENED: &str = "_opened";
/// The hash of the reviewed answers, on check answers.
pub const REVIEWED: &str = "_reviewed";
/// What the pressed button does; Continue has none.
pub const ACTION: &str = "_action";
