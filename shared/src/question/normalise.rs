//! Normalises texts from forms and from the API before a kind checks them.

use super::invisible::strip_ignorable;

/// However short a question's limit, this many characters of its answer are kept, so that a text
/// pasted into the wrong field is still there to be shortened.
const ALWAYS_KEPT: u32 = 10_000;

/// Trims, and turns every line end into `\n` and every tab into a space; in a field without
/// `lines`, separators of lines into a space too. Drops invisible characters that mean nothing, and
/// at the ends also overrides of direction: copying from contact lists adds them there.
pub fn tidy(text: &str, lines: bool) -> String {
    let text = strip_ignorable(text);
    let text = text.trim_matches(|c: char| c.is_whitespace() || overrides(c));
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
                out.push('\n');
            }
            '\u{2028}' | '\u{2029}' if lines => out.push('\n'),
            '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// As much of a tidied text as is kept: four times the question's limit and at least
/// [`ALWAYS_KEPT`]. What is cut was over the limit, so the answer is still too long.
pub fn kept(mut text: String, limit: u32) -> String {
    let most = limit.saturating_mul(4).max(ALWAYS_KEPT);
    if let Some((at, _)) = text.char_indices().nth(most as usize) {
        text.truncate(at);
        text.truncate(text.trim_end().len());
    }
    text
}

/// The lines of a tidied text.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Maps full-width letters, digits and marks (Unicode block FF00) to ASCII: keyboards for Chinese,
/// Japanese and Korean produce them.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Overrides of direction.
fn overrides(c: char) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
}
