//! Reads the file of announcements.

use super::{Announcement, Announcements, Link};
use crate::calendar;
use crate::catalogue::source::{Known, Mistake, Source};
use jiff::{Timestamp, civil};
use serde::Deserialize;
use shared::language::{Language, Text};

/// The longest text, in characters: an announcement is a line, not a page.
const MAX_TEXT: usize = 400;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    announcements: Vec<WrittenAnnouncement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAnnouncement {
    #[serde(default)]
    authorities: Vec<String>,
    #[serde(default)]
    services: Vec<String>,
    text: Text,
    #[serde(default)]
    link: Option<Link>,
    /// `2026-12-24 08:00` or `2026-12-24`, in London.
    #[serde(default)]
    from: Option<String>,
    until: String,
}

/// Parses and checks the file.
///
/// # Errors
/// Every mistake with its position.
pub fn read(file: &str, text: &str, known: &Known) -> Result<Announcements, Vec<Mistake>> {
    let source = Source::new(file, text);
    let (written, mut mistakes) = source.read::<Written>()?;
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for (at, one) in written.announcements.into_iter().enumerate() {
        let path = format!("announcements[{at}]");
        let before = found.len();
        check(&path, &one, known, &mut found);
        let times = times(&path, &one, &mut found);
        if let (Some((from, until)), true) = (times, found.len() == before) {
            all.push(Announcement {
                authorities: one.authorities,
                services: one.services,
                text: one.text,
                link: one.link,
                from,
                until,
            });
        }
    }
    mistakes.extend(source.locate(found));
    mistakes.sort();
    if mistakes.is_empty() {
        Ok(Announcements { all })
    } else {
        Err(mistakes)
    }
}

/// What is right in a file but perhaps not meant, with its position.
pub fn doubts(
    file: &str,
    text: &str,
    announcements: &Announcements,
    services: &[String],
) -> Vec<Mistake> {
    let mut doubts = Vec::new();
    for (at, one) in announcements.all.iter().enumerate() {
        let path = format!("announcements[{at}]");
        let texts = [
            (format!("{path}.text"), Some(&one.text)),
            (
                format!("{path}.link.text"),
                one.link.as_ref().map(|link| &link.text),
            ),
        ];
        for (path, text) in texts {
            let missing = |language: &Language| text.is_some_and(|text| !text.has(*language));
            for language in Language::ALL.into_iter().filter(missing) {
                let code = language.code();
                doubts.push((
                    path.clone(),
                    format!("there is no text in `{code}`: those pages show the English one"),
                ));
            }
        }
        let unknown = |id: &&String| !services.contains(id);
        for id in one.services.iter().filter(unknown) {
            doubts.push((
                format!("{path}.services"),
                format!("there is no service `{id}`"),
            ));
        }
    }
    Source::new(file, text).locate(doubts)
}

fn check(path: &str, one: &WrittenAnnouncement, known: &Known, found: &mut Vec<(String, String)>) {
    for (index, authority) in one.authorities.iter().enumerate() {
        found.extend(known.no_authority(&format!("{path}.authorities[{index}]"), authority));
    }
    let link = one.link.as_ref();
    let texts = [
        (format!("{path}.text"), Some(&one.text)),
        (format!("{path}.link.text"), link.map(|link| &link.text)),
    ];
    for (path, text) in texts {
        let Some(text) = text else { continue };
        if !text.has(Language::En) {
            found.push((path, "needs a text in English (`en`)".to_owned()));
        } else if Language::ALL
            .iter()
            .any(|language| is_long(text, *language))
        {
            let message = format!("is longer than {MAX_TEXT} characters: link to a page instead");
            found.push((path, message));
        }
    }
    let is_followed = |href: &str| {
        href.starts_with("https://") || (href.starts_with('/') && !href.starts_with("//"))
    };
    if link.is_some_and(|link| !is_followed(&link.href)) {
        let message = "a link begins with https:// or /".to_owned();
        found.push((format!("{path}.link.href"), message));
    }
}

fn is_long(text: &Text, language: Language) -> bool {
    text.get(language).chars().count() > MAX_TEXT
}

/// When it begins and when it ends; `None` with a mistake.
fn times(
    path: &str,
    one: &WrittenAnnouncement,
    found: &mut Vec<(String, String)>,
) -> Option<(Option<Timestamp>, Timestamp)> {
    let mut time = |field: &str, text: &str, is_end: bool| {
        let time = moment(text, is_end);
        if time.is_none() {
            let message = "is not a time: write \"2026-12-24 08:00\", or a day, \"2026-12-24\"";
            found.push((format!("{path}.{field}"), message.to_owned()));
        }
        time
    };
    let from = one.from.as_deref().map(|text| time("from", text, false));
    let until = time("until", &one.until, true)?;
    let from = match from {
        Some(from) => Some(from?),
        None => None,
    };
    if from.is_some_and(|from| from >= until) {
        let message = "is not after `from`".to_owned();
        found.push((format!("{path}.until"), message));
        return None;
    }
    Some((from, until))
}

/// A time in London. A day without a time is the whole day, so as an end it is the next midnight.
fn moment(text: &str, is_end: bool) -> Option<Timestamp> {
    let is_day = text.len() == "2026-12-24".len();
    let time: civil::DateTime = if is_day {
        let day: civil::Date = text.parse().ok()?;
        let day = if is_end { day.tomorrow().ok()? } else { day };
        day.to_datetime(civil::Time::midnight())
    } else {
        text.parse().ok()?
    };
    calendar::from_london(time)
}
