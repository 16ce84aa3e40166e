//! What a page says, and what `app/stay.js` needs, about how long it stays on the screen.

use super::{Frame, Stay};
use crate::components::Button;
use leptos::prelude::*;

impl Stay {
    /// The value of `data-stay` on `body`.
    pub fn slug(&self) -> Option<&'static str> {
        match self {
            Stay::Always => None,
            Stay::Asked => Some("asked"),
            Stay::WithDraft { .. } => Some("draft"),
            Stay::Over => Some("over"),
        }
    }
}

/// The question that a script asks ten minutes before the answers are deleted; without script, that
/// the page stays.
pub fn stay(frame: &Frame) -> Option<AnyView> {
    let Stay::WithDraft {
        service,
        seconds_left,
    } = &frame.stay
    else {
        return None;
    };
    let say = |key: &str| frame.wording.say(key);
    let button = |key: &str, id: &str| {
        Button {
            text: say(key),
            id: Some(String::from(id)),
            kind: "button",
            ..Button::default()
        }
        .view()
    };
    let seconds = seconds_left.map(|seconds| seconds.to_string());
    let slow = say("journey-slow");
    Some(
        view! {
            <noscript>
                <aside class="app-stay-note" aria-label=say("layout-important")>
                    <p class="govuk-body-s">{say("layout-stay-note")}</p>
                </aside>
            </noscript>
            <dialog id="stay" class="app-stay" role="alertdialog" aria-labelledby="stay-title" aria-describedby="stay-more stay-last" data-service=service.clone() data-seconds=seconds data-slow=slow>
                <h2 class="govuk-heading-m" id="stay-title">{say("layout-stay-title")}</h2>
                <p class="govuk-body" id="stay-more">{say("layout-stay-more")}</p>
                <p class="govuk-body" id="stay-last" hidden>{say("layout-stay-last")}</p>
                <p class="govuk-body" role="status" id="stay-failed" data-text=say("layout-stay-failed")></p>
                {button("layout-stay-go-on", "stay-go-on")}
                {button("layout-stay-close", "stay-close")}
            </dialog>
        }
        .into_any(),
    )
}
