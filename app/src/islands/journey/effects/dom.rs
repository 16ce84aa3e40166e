//! The island's part of the document: the page, its form, and the status line.

use super::browser;
use super::draw::Drawn;
use crate::islands::journey::machine::effect::{Focus, HistoryAction};
use crate::islands::journey::machine::event::Fields;
use crate::islands::journey::machine::screen::base_in;
use crate::islands::journey::machine::state::State;
use crate::islands::journey::props::Props;
use js_sys::Array;
use shared::language::Language;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement};

pub struct Dom {
    pub root: Element,
    /// The live region for polite announcements; in the document from the start, never redrawn.
    status: Element,
    /// The page: drawn by the server, or the last one drawn here.
    node: Element,
}

impl Dom {
    /// Adopts the page drawn by the server.
    pub fn adopt(root: Element) -> Option<Dom> {
        let document = browser::document()?;
        let node = root.query_selector("leptos-children").ok()??;
        let status = document.create_element("div").ok()?;
        // A polite live region.
        status.set_attribute("role", "status").ok()?;
        status.set_class_name("app-journey-status");
        root.insert_before(&status, root.first_child().as_ref())
            .ok()?;
        browser::enhance(&status);
        Some(Dom { root, status, node })
    }

    /// The hash of the stored answers that the page's form carries.
    pub fn base_hash(&self) -> Option<String> {
        let input = self.node.query_selector("input[name=_base]").ok()??;
        Some(input.unchecked_into::<HtmlInputElement>().value())
    }

    /// Whether the page has a notice or an error summary.
    pub fn has_notice(&self) -> bool {
        let notice = ".govuk-notification-banner, .govuk-error-summary";
        matches!(self.node.query_selector(notice), Ok(Some(_)))
    }

    /// The form of the page, ignoring forms that clear answers.
    fn form(&self) -> Option<HtmlFormElement> {
        let form = self.node.query_selector("form.app-form").ok()??;
        Some(form.unchecked_into())
    }

    /// Every text field of the form, as it would be posted now.
    pub fn fields(&self) -> Option<Fields> {
        let data = FormData::new_with_form(&self.form()?).ok()?;
        let mut fields = Fields::new();
        for entry in data.entries() {
            let entry: Array = entry.ok()?.unchecked_into();
            if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string())
            {
                fields.push((name, value));
            }
        }
        Some(fields)
    }

    /// `lost`: it is about the lost connection, and stronger than anything else on the page.
    pub fn announce(&self, words: &str, lost: bool) -> Option<()> {
        let text = browser::document()?.create_element("p").ok()?;
        text.set_class_name(if lost {
            "app-journey-status__text app-journey-status__text--lost"
        } else {
            "app-journey-status__text govuk-inset-text"
        });
        text.set_text_content(Some(words));
        self.status.replace_children_with_node_1(&text);
        Some(())
    }

    pub fn clear_status(&self) {
        self.status.replace_children_with_node_0();
    }

    pub fn scroll_to_status(&self) {
        self.status.scroll_into_view();
    }

    pub fn remove_connection_notice(&self) {
        let notice = self.node.query_selector("[aria-labelledby=notice-signal]");
        if let Ok(Some(notice)) = notice {
            let focused = browser::document().and_then(|document| document.active_element());
            let takes_focus = notice.contains(focused.as_deref());
            notice.remove();
            if takes_focus {
                browser::focus(&self.node, "h1");
            }
        }
    }

    /// Posts the page's form without a submit event, which bypasses the island.
    pub fn post_form(&self) -> Option<()> {
        self.form()?.submit().ok()
    }

    /// Replaces the page, with its history entry, title, focus and scroll position.
    pub fn show(
        &mut self,
        drawn: Drawn,
        state: &State,
        focus: Focus,
        history_action: HistoryAction,
    ) -> Option<()> {
        let window = browser::window()?;
        self.node.replace_with_with_node_1(&drawn.node).ok()?;
        self.node = drawn.node;
        let here = state.path(&state.screen);
        let history = window.history().ok()?;
        let _ = match history_action {
            HistoryAction::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&here)),
            HistoryAction::Replace => {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&here))
            }
        };
        window.document()?.set_title(&drawn.title);
        link_languages(state);
        browser::enhance(&self.node);
        let first = match focus {
            Focus::Heading => "h1",
            Focus::Notice => ".govuk-notification-banner",
            Focus::Errors => ".govuk-error-summary",
        };
        // Focusing scrolls the page; reading starts at the top.
        browser::focus(&self.node, first);
        window.scroll_to_with_x_and_y(0.0, 0.0);
        Some(())
    }
}

/// Updates the language switch, which is outside the island and was drawn for another page.
pub fn link_languages(state: &State) -> Option<()> {
    let links = browser::document()?
        .query_selector_all("a[hreflang]")
        .ok()?;
    let Props { base, language, .. } = state.props;
    for index in 0..links.length() {
        let link = links.item(index)?.unchecked_into::<Element>();
        let code = link.get_attribute("hreflang")?;
        if let Some(other) = Language::parse(&code) {
            let base = base_in(base, *language, other);
            let href = state.screen.path(&base, state.draft.as_deref());
            let _ = link.set_attribute("href", &href);
        }
    }
    Some(())
}

/// Posts fields as a separate form.
pub fn post(action: &str, fields: &Fields) -> Option<()> {
    let document = browser::document()?;
    let form = document.create_element("form").ok()?;
    form.set_attribute("method", "post").ok()?;
    form.set_attribute("action", action).ok()?;
    for (name, value) in fields {
        let input = document.create_element("input").ok()?;
        input.set_attribute("type", "hidden").ok()?;
        input.set_attribute("name", name).ok()?;
        input.set_attribute("value", value).ok()?;
        form.append_child(&input).ok()?;
    }
    document.body()?.append_child(&form).ok()?;
    form.unchecked_into::<HtmlFormElement>().submit().ok()
}
