//! Inputs to conditions besides the answers. Supplied by the server and rechecked at acceptance.

use crate::channel::Channel;
use crate::date::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Facts {
    /// Today in Europe/London.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub today: Date,
    /// Minutes since midnight in Europe/London.
    pub minute: u16,
    /// Bank holidays of England and Wales near today.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub holidays: Vec<Date>,
    /// The authority of the site the person uses.
    pub authority: String,
    pub channel: Channel,
    pub signed_in: bool,
    /// The day and the minute when the draft began, as `today` and `minute`; `None` before there is
    /// a draft. A limit that was met then stays met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(ignore))]
    pub began: Option<(Date, u16)>,
    /// Limits over time are left to the server, which judges the answers when they arrive: none
    /// refuses here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schema(ignore))]
    pub lenient: bool,
}

impl Facts {
    /// The same facts this many minutes later. A change between summer and winter time in between
    /// is ignored.
    pub fn later(&self, minutes: u32) -> Facts {
        const DAY: u32 = 24 * 60;
        let minute = u32::from(self.minute) + minutes;
        let today = self.today.plus(i64::from(minute / DAY));
        Facts {
            today: today.unwrap_or(self.today),
            minute: (minute % DAY) as u16,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use crate::channel::Channel;
    use crate::date::Date;

    #[test]
    fn time_passes_over_midnight() {
        let facts = Facts {
            today: Date::new(2026, 12, 31).unwrap(),
            minute: 23 * 60 + 50,
            holidays: Vec::new(),
            authority: "kent".to_owned(),
            channel: Channel::Web,
            signed_in: false,
            began: None,
            lenient: false,
        };
        assert_eq!(facts.later(0), facts);
        assert_eq!(facts.later(9).minute, 23 * 60 + 59);
        let new_year = facts.later(10);
        assert_eq!(new_year.today, Date::new(2027, 1, 1).unwrap());
        assert_eq!(new_year.minute, 0);
        assert_eq!(facts.later(10 + 2 * 24 * 60).today.day(), 3);
    }
}
