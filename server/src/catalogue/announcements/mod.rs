//! What a council announces on its front page and start pages, such as the bin collections of a
//! bank holiday: the file `announcements.toml` in the operator's folder.
//!
//! An announcement shows itself at its time and ends by itself. [`read()`] reads the file, [`doubts`]
//! finds what is right in it but perhaps not meant.

mod read;

pub use read::{doubts, read};

use jiff::Timestamp;
use serde::Deserialize;
use shared::language::Text;
use shared::service::Definition;

/// The name of the file.
pub const FILE: &str = "announcements.toml";

/// One announcement.
#[derive(Debug, Clone, PartialEq)]
pub struct Announcement {
    /// The councils it is from; empty for all.
    pub authorities: Vec<String>,
    /// The services it is about; empty for no one in particular.
    services: Vec<String>,
    pub text: Text,
    pub link: Option<Link>,
    from: Option<Timestamp>,
    until: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub text: Text,
    pub href: String,
}

impl Announcement {
    /// Whether it is shown on the front page of an authority's site now.
    fn is_on_front_page(&self, authority: &str, now: Timestamp) -> bool {
        let is_theirs = self.authorities.iter().any(|id| id == authority);
        self.is_now(now) && (self.authorities.is_empty() || is_theirs)
    }

    /// Whether it is shown on the start page of a service now. The site of a council that does not
    /// provide the service shows what those that do announce.
    fn is_on_start_page(&self, authority: &str, service: &Definition, now: Timestamp) -> bool {
        let is_about = self.services.is_empty() || self.services.contains(&service.id);
        let provides = |id: &String| service.authorities.contains(id);
        let is_own_service = service.authorities.iter().any(|id| id == authority);
        let is_from_provider = self.authorities.iter().any(provides);
        let is_from = match self.services.is_empty() || is_own_service {
            true => self.is_on_front_page(authority, now),
            false => self.is_now(now) && (self.authorities.is_empty() || is_from_provider),
        };
        is_about && is_from
    }

    fn is_now(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && now < self.until
    }
}

/// The announcements of one moment.
#[derive(Debug, Clone, Default)]
pub struct Announcements {
    all: Vec<Announcement>,
}

impl Announcements {
    /// Those on the front page of an authority's site.
    pub fn on_front_page(&self, authority: &str, now: Timestamp) -> Vec<&Announcement> {
        let all = self.all.iter();
        all.filter(|one| one.is_on_front_page(authority, now))
            .collect()
    }

    /// Those on the start page of a service on an authority's site.
    pub fn on_start_page(
        &self,
        authority: &str,
        service: &Definition,
        now: Timestamp,
    ) -> Vec<&Announcement> {
        let all = self.all.iter();
        all.filter(|one| one.is_on_start_page(authority, service, now))
            .collect()
    }
}

#[cfg(test)]
mod tests;
