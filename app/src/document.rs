//! The whole document around a page.

use crate::layout::{Frame, footer, header};
use leptos::prelude::*;

/// `body` is what a page's `view` returns: `main`, and what stands before it.
///
/// There is no inline script and no inline style: the content security policy allows none.
pub fn document(frame: &Frame, body: AnyView) -> AnyView {
    let assets = &frame.assets;
    let robots = (!frame.index)
        .then(|| view! { <meta name="robots" content="noindex, nofollow"/> }.into_any());
    let style = |href: &Option<String>| {
        href.clone()
            .map(|href| view! { <link rel="stylesheet" href=href/> }.into_any())
    };
    let script = |src: &Option<String>| {
        src.clone()
            .map(|src| view! { <script type="module" src=src></script> }.into_any())
    };
    let icon = assets
        .icon
        .clone()
        .map(|href| view! { <link rel="icon" href=href type="image/svg+xml"/> }.into_any());
    let boot = frame.island.then(|| script(&assets.boot_script)).flatten();
    let others = frame
        .others
        .iter()
        .filter(|_| frame.index)
        .map(|(language, href)| {
            view! { <link rel="alternate" hreflang=language.code() href=href.clone()/> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <!DOCTYPE html>
        <html lang=frame.language().code() class="govuk-template">
            <head>
                <meta charset="utf-8"/>
                <title>{frame.title.clone()}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                {robots}
                {others}
                {icon}
                {style(&assets.style)}
                {style(&assets.brand)}
                {script(&assets.page_script)}
                {boot}
            </head>
            <body class="govuk-template__body">
                {header::skip_link(frame)}
                {header::header(frame)}
                // The body is a column that stretches: the frame in it keeps its own width.
                <div class="app-body">
                    <div class="govuk-width-container">{body}</div>
                </div>
                {footer::footer(frame)}
            </body>
        </html>
    }
    .into_any()
}

/// The page without the empty comments that Leptos leaves between its nodes.
///
/// They are there for hydration, and only an island is hydrated: its own shell keeps them, what
/// it adopts (its children) and everything outside does without. They are no valid HTML.
/// Text of people cannot be touched: in it `<` is written `&lt;`.
pub fn without_markers(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    // Copied up to `kept`, looked at up to `seen`.
    let (mut kept, mut seen) = (0, 0);
    let mut shell = false;
    while let Some(at) = html[seen..].find('<').map(|at| at + seen) {
        let tag = &html[at..];
        seen = at + 1;
        if tag.starts_with("<!>") {
            if !shell {
                out.push_str(&html[kept..at]);
                seen = at + 3;
                kept = seen;
            }
        } else if tag.starts_with("<leptos-island") || tag.starts_with("</leptos-children") {
            shell = true;
        } else if tag.starts_with("<leptos-children") || tag.starts_with("</leptos-island") {
            shell = false;
        }
    }
    out.push_str(&html[kept..]);
    out
}

#[cfg(test)]
mod tests {
    use super::without_markers;

    #[test]
    fn only_the_shell_of_an_island_keeps_its_markers() {
        let html = "<p>a<!>b</p><leptos-island><!><leptos-children><!>c<!></leptos-children><!></leptos-island><!>";
        assert_eq!(
            without_markers(html),
            "<p>ab</p><leptos-island><!><leptos-children>c</leptos-children><!></leptos-island>"
        );
    }
}
