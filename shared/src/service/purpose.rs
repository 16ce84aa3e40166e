//! Why people contact a council about a service.

use serde::{Deserialize, Serialize};

/// The purpose of a service's contacts, as figures group them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Asking for a service, not further stated.
    #[default]
    Request,
    /// Reporting a problem.
    Report,
    /// Applying for something that is granted or refused.
    Apply,
    /// Telling the council of a change.
    Tell,
    /// Following up an earlier request.
    Follow,
    /// Asking a question.
    Ask,
}

impl Purpose {
    pub const ALL: [Purpose; 6] = [
        Purpose::Request,
        Purpose::Report,
        Purpose::Apply,
        Purpose::Tell,
        Purpose::Follow,
        Purpose::Ask,
    ];

    pub fn slug(self) -> &'static str {
        match self {
            Purpose::Request => "request",
            Purpose::Report => "report",
            Purpose::Apply => "apply",
            Purpose::Tell => "tell",
            Purpose::Follow => "follow",
            Purpose::Ask => "ask",
        }
    }

    pub fn parse(slug: &str) -> Option<Purpose> {
        Purpose::ALL
            .into_iter()
            .find(|purpose| purpose.slug() == slug)
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Purpose::default()
    }
}

#[cfg(test)]
mod tests {
    use super::Purpose;

    #[test]
    fn every_purpose_is_read_as_it_is_written() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::parse(purpose.slug()), Some(purpose));
            let json = serde_json::to_value(purpose).unwrap();
            assert_eq!(json, purpose.slug());
        }
        assert_eq!(Purpose::parse("chase"), None);
    }
}
