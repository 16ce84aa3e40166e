//! A notice that is not about the content of the page.

use super::Heading;
use super::classes::classes;
use leptos::prelude::*;

/// A banner above the page's heading.
#[derive(Default)]
pub struct NotificationBanner {
    /// "Important" or "Success", in the page's language.
    pub title: String,
    /// Empty means `govuk-notification-banner-title`; set it when a page has two banners.
    pub title_id: String,
    /// Level of the title; 0 means 2.
    pub level: u8,
    /// A success message: green, announced at once and focused.
    pub success: bool,
    /// `None` means `alert` for a success, otherwise `region`.
    pub role: Option<&'static str>,
    /// `Some(true)` does not move the focus.
    pub disable_auto_focus: Option<bool>,
    /// One sentence in large type.
    pub heading: Option<String>,
    /// Shown instead of `heading`.
    pub children: Option<AnyView>,
    pub classes: &'static str,
}

impl NotificationBanner {
    pub fn view(self) -> AnyView {
        let mut class = String::from("govuk-notification-banner");
        let mut role = "region";
        if self.success {
            class.push_str(" govuk-notification-banner--success");
            role = "alert";
        }
        let class = classes(&class, self.classes);
        let title_id = if self.title_id.is_empty() {
            String::from("govuk-notification-banner-title")
        } else {
            self.title_id
        };
        let unfocused = self
            .disable_auto_focus
            .map(|off| if off { "true" } else { "false" });
        let title = Heading {
            level: self.level,
            text: self.title,
            classes: String::from("govuk-notification-banner__title"),
            id: Some(title_id.clone()),
        }
        .view();
        let content = self.children.or(self.heading.map(|text| {
            view! { <p class="govuk-notification-banner__heading">{text}</p> }.into_any()
        }));
        view! {
            <div class=class role=self.role.unwrap_or(role) aria-labelledby=title_id data-module="govuk-notification-banner" data-disable-auto-focus=unfocused>
                <div class="govuk-notification-banner__header">{title}</div>
                <div class="govuk-notification-banner__content">{content}</div>
            </div>
        }
        .into_any()
    }
}
