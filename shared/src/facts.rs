//! Inputs to conditions besides the answers. Supplied by the server and rechecked at acceptance.

use crate::channel::Channel;
use crate::date::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Today in Europe/London.
    pub today: Date,
    /// Minutes since midnight in Europe/London.
    pub minute: u16,
    /// Bank holidays of England and Wales near today.
    pub holidays: Vec<Date>,
    /// The authority of the site the person uses.
    pub authority: String,
    pub channel: Channel,
    pub signed_in: bool,
}
