//! Normalises texts from forms and from the API before a kind checks them.

/// Trims, and turns every line end into `\n` and every tab into a space. Also trims invisible marks
/// that copying from web pages or contact lists leaves at the ends.
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

/// Maps full-width letters, digits and marks (Unicode block FF00) to ASCII: keyboards for Chinese,
/// Japanese and Korean produce them.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Zero-width space, direction marks and the byte order mark. Joiners are kept: some scripts need
/// them.
fn is_invisible_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
    )
}
