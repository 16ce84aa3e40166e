//! Back to the plain form: the server draws the page, and says in it what is wrong.

use super::browser;
use super::live::{Live, with};
use super::screen::Screen;
use shared::paths;
use shared::service::Page;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

/// Posts a page as its own form would.
pub fn post(page: &Page, pairs: Vec<(String, String)>) {
    with(|live| {
        let seen = live.stored(page);
        live.post(page, &seen, &pairs)
    });
}

/// The first save of the queue was refused: its page is posted, and the others are kept for
/// the island of the page that the server answers with.
pub fn refused() {
    with(|live| {
        live.leave();
        let refused = live.queue.refused()?;
        let page = live.definition?.page(&refused.page)?;
        let typed = live
            .unfinished
            .remove(&page.id)
            .unwrap_or(refused.save.answers);
        // What is typed on another page at this moment is as good as continued with.
        for (id, typed) in std::mem::take(&mut live.unfinished) {
            let other = live.definition?.page(&id)?;
            live.answers.typed.extend(typed);
            live.save_later(other, &[], Vec::new());
        }
        live.keep_at(None);
        let mut pairs = Vec::new();
        for question in &page.questions {
            if let Some(typed) = typed.get(&question.id) {
                pairs.extend(question.fields(typed));
            }
        }
        live.post(page, &refused.seen, &pairs)
    });
}

impl Live {
    fn post(&mut self, page: &Page, seen: &str, pairs: &[(String, String)]) -> Option<()> {
        let document = browser::document()?;
        let form = document.create_element("form").ok()?;
        let draft = self.draft.as_deref();
        let action = paths::page(self.language(), &self.start.service, &page.id, draft);
        self.leaving = true;
        form.set_attribute("method", "post").ok()?;
        form.set_attribute("action", &action).ok()?;
        hide(&form, "draft", draft.unwrap_or_default())?;
        hide(&form, "seen", seen)?;
        if matches!(&self.place, Screen::Page { id, changing: true } if *id == page.id) {
            hide(&form, "return_to", paths::CHECK_ANSWERS_PAGE)?;
        }
        for (name, value) in pairs {
            hide(&form, name, value)?;
        }
        document.body()?.append_child(&form).ok()?;
        form.unchecked_into::<HtmlFormElement>().submit().ok()
    }
}

fn hide(form: &Element, name: &str, value: &str) -> Option<()> {
    let input = form.owner_document()?.create_element("input").ok()?;
    input.set_attribute("type", "hidden").ok()?;
    input.set_attribute("name", name).ok()?;
    input.set_attribute("value", value).ok()?;
    form.append_child(&input).ok()?;
    Some(())
}
