//! Makes texts from forms and from the API alike before a kind looks at them.

/// Trims, makes every line end `\n` and every tab a space. Also trims the invisible marks that
/// copying from a web page or a list of contacts leaves at the ends.
pub fn tidy(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible_mark(c));
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
            '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// The lines of a tidied text.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// A full-width letter, digit or mark as its ASCII twin (Unicode block FF00): keyboards for
/// Chinese, Japanese and Korean write them.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Zero-width space, direction marks and the byte order mark. Joiners inside a text are
/// part of how some scripts are written and stay.
fn is_invisible_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
    )
}
