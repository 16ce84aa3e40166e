//! Formatted dates and times.

use leptos::prelude::*;
use shared::date::Date;
use shared::wording::Wording;

/// A time in Europe/London, and the same as RFC 3339 for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub date: Date,
    /// Minutes since midnight in Europe/London.
    pub minute: u16,
    pub rfc3339: String,
}

impl Moment {
    /// "22 November 2026 at 9:15am".
    pub fn text(&self, wording: &Wording) -> String {
        let (hour, minute) = (self.minute / 60, self.minute % 60);
        let on_clock = match hour % 12 {
            0 => 12,
            hour => hour,
        };
        let time = if minute == 0 {
            on_clock.to_string()
        } else {
            format!("{on_clock}:{minute:02}")
        };
        let key = if hour < 12 {
            "date-time-am"
        } else {
            "date-time-pm"
        };
        let time = wording.with(key, &[("time", &time)]);
        let date = date(self.date, wording);
        wording.with("date-at", &[("date", &date), ("time", &time)])
    }

    pub fn view(&self, wording: &Wording) -> AnyView {
        let text = self.text(wording);
        view! { <time datetime=self.rfc3339.clone()>{text}</time> }.into_any()
    }
}

/// "22 November 2026".
pub fn date(date: Date, wording: &Wording) -> String {
    let month = wording.say(&format!("date-month-{}", date.month()));
    wording.with(
        "date-long",
        &[
            ("day", &date.day().to_string()),
            ("month", &month),
            ("year", &date.year().to_string()),
        ],
    )
}
