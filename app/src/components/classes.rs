//! Builds class lists and lists of ids.

/// Joins `base` and `extra` with a space; `extra` may be empty.
pub fn classes(base: &str, extra: &str) -> String {
    let mut all = String::from(base);
    append(&mut all, extra);
    all
}

/// Appends a name to a space-separated list; an empty name adds nothing.
pub fn append(all: &mut String, name: &str) {
    if !name.is_empty() {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(name);
    }
}

/// The id of a part: `part_id("email", "-hint")` is `email-hint`.
pub fn part_id(id: &str, suffix: &str) -> String {
    let mut whole = String::with_capacity(id.len() + suffix.len());
    whole.push_str(id);
    whole.push_str(suffix);
    whole
}

/// `None` for an empty string, so that the attribute is omitted.
pub fn present(text: String) -> Option<String> {
    if text.is_empty() { None } else { Some(text) }
}
