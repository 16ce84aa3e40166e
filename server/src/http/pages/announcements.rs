//! Announcements as pages show them.

use crate::catalogue::announcements::Announcement;
use crate::http::context::Context;
use crate::http::frame::in_language;
use crate::state::AppState;
use app::pages::Announcement as Shown;
use shared::language::Language;

pub fn announcements(state: &AppState, context: &Context, news: &[&Announcement]) -> Vec<Shown> {
    news.iter()
        .map(|one| Shown {
            text: one.text.get(context.language).to_owned(),
            lang: (!one.text.has(context.language)).then_some(Language::En.code()),
            link: one.link.as_ref().map(|link| {
                let text = link.text.get(context.language);
                // A page of this website exists in every language.
                let href = match link.href.starts_with('/') {
                    true => in_language(context.language, &link.href),
                    false => link.href.clone(),
                };
                (text.to_owned(), href)
            }),
            from: others(state, context, &one.authorities),
        })
        .collect()
}

/// The names of the councils that announce something, if the site's is not one of them.
fn others(state: &AppState, context: &Context, authorities: &[String]) -> Option<String> {
    let is_own = authorities.iter().any(|id| id == context.authority());
    if authorities.is_empty() || is_own {
        return None;
    }
    let names = authorities
        .iter()
        .map(|id| state.sites.name(id, context.language));
    Some(names.collect::<Vec<_>>().join(", "))
}
