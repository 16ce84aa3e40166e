//! The channel a contact arrived through.

use serde::{Deserialize, Serialize};

/// A contact channel, by our own slug.
///
/// The Local Government Channel List (esd.org.uk) has codes for most of these. Add a code only
/// after checking it against the published list.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    #[default]
    Web,
    App,
    Phone,
    FaceToFace,
    Post,
    Email,
    Text,
    Webchat,
    Social,
    Kiosk,
    Outreach,
    Open311,
}

impl Channel {
    pub const ALL: [Channel; 12] = [
        Channel::Web,
        Channel::App,
        Channel::Phone,
        Channel::FaceToFace,
        Channel::Post,
        Channel::Email,
        Channel::Text,
        Channel::Webchat,
        Channel::Social,
        Channel::Kiosk,
        Channel::Outreach,
        Channel::Open311,
    ];

    pub fn slug(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::App => "app",
            Channel::Phone => "phone",
            Channel::FaceToFace => "face-to-face",
            Channel::Post => "post",
            Channel::Email => "email",
            Channel::Text => "text",
            Channel::Webchat => "webchat",
            Channel::Social => "social",
            Channel::Kiosk => "kiosk",
            Channel::Outreach => "outreach",
            Channel::Open311 => "open311",
        }
    }

    pub fn parse(slug: &str) -> Option<Channel> {
        Channel::ALL
            .into_iter()
            .find(|channel| channel.slug() == slug)
    }

    /// The code of the Local Government Channel List, where known.
    pub fn code(self) -> Option<u32> {
        None
    }
}
