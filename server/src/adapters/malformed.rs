//! What is wrong with the body of a callback. It names our fields and repeats nothing that was
//! sent.

use shared::status::Status;
use std::fmt;

/// Why a body is not a message of this protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    NotJson,
    NotAnObject,
    /// A required field, by its path.
    Missing(&'static str),
    /// A field, and the type it must have.
    WrongType(&'static str, &'static str),
    /// A field whose value must be this.
    OtherThan(&'static str, &'static str),
    UnknownStatus,
    NotAReference,
    NotATime,
    DuplicateField,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::NotJson => f.write_str("The body is not JSON."),
            Malformed::NotAnObject => f.write_str("The body must be an object."),
            Malformed::Missing(field) => write!(f, "`{field}` is missing."),
            Malformed::WrongType(field, wanted) => write!(f, "`{field}` must be {wanted}."),
            Malformed::OtherThan(field, value) => write!(f, "`{field}` must be {value}."),
            Malformed::UnknownStatus => {
                let slugs = Status::ALL.into_iter();
                let slugs = slugs.filter(|status| *status != Status::Received);
                let slugs: Vec<&str> = slugs.map(Status::slug).collect();
                write!(f, "`data.status` must be one of {}.", slugs.join(", "))
            }
            Malformed::NotAReference => f.write_str(
                "`data.reference` is not a reference: ten letters and digits, of which the last checks the others.",
            ),
            Malformed::NotATime => {
                f.write_str("`data.at` must be an RFC 3339 date-time with an offset.")
            }
            Malformed::DuplicateField => f.write_str("A field appears twice in an object."),
        }
    }
}
