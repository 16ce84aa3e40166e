//! HTML in which every inserted text is escaped.
//!
//! [`html!`] takes a template with `{}` for each value. A text is escaped; only [`Markup`], which
//! this macro made, is inserted as it is.

use std::fmt;

/// Finished HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

impl Markup {
    /// For [`html!`] only, whose template is a literal and whose values are escaped.
    pub fn assembled(html: String) -> Markup {
        Markup(html)
    }

    /// The name of a boolean attribute, or nothing.
    pub fn flag(name: &'static str, on: bool) -> Markup {
        Markup(if on {
            format!(" {name}")
        } else {
            String::new()
        })
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// What a template can contain.
pub(super) trait Insert {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl Insert for str {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (before, from) = rest.split_at(at);
            f.write_str(before)?;
            let mut characters = from.chars();
            f.write_str(match characters.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                _ => "&#39;",
            })?;
            rest = characters.as_str();
        }
        f.write_str(rest)
    }
}

impl Insert for String {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().insert(f)
    }
}

impl Insert for Markup {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<T: Insert + ?Sized> Insert for &T {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).insert(f)
    }
}

impl<T: Insert> Insert for Option<T> {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|one| one.insert(f))
    }
}

impl<T: Insert> Insert for Vec<T> {
    fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|one| one.insert(f))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Insert for $number {
            fn insert(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        })*
    };
}

numbers!(i64, u64, usize);

/// A value in a template, for [`html!`].
pub(super) struct Inserted<'a, T: Insert + ?Sized>(pub &'a T);

impl<T: Insert + ?Sized> fmt::Display for Inserted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.insert(f)
    }
}

/// A template with `{}` for each value. `concat!` forbids `{name}`, which would not be escaped.
macro_rules! html {
    ($template:literal $(, $value:expr)* $(,)?) => {
        $crate::html::Markup::assembled(format!(
            concat!($template) $(, $crate::html::Inserted(&$value))*
        ))
    };
}

pub(super) use html;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_once_and_markup_is_not() {
        let inner = html!("<b>{}</b>", "R&D <\"it's\">");
        assert_eq!(
            inner.clone().into_string(),
            "<b>R&amp;D &lt;&quot;it&#39;s&quot;&gt;</b>"
        );
        let outer = html!("<p{}>{}{}</p>", Markup::flag("hidden", true), inner, 7_i64);
        assert_eq!(
            outer.into_string(),
            "<p hidden><b>R&amp;D &lt;&quot;it&#39;s&quot;&gt;</b>7</p>"
        );
    }
}
