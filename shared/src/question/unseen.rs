//! Characters that nobody sees, in text that strangers write.
//!
//! Each is dropped where it means nothing, kept where a language or an emoji needs it, and the
//! text is refused where it could hide something from its reader: Unicode UAX 9 for direction,
//! UTS 51 for emoji, UTS 55 for what hides.

use std::iter;

/// The flag whose tags spell a part of the United Kingdom.
const BLACK_FLAG: char = '\u{1f3f4}';

/// The tags of the flags of England, Scotland and Wales, with the one that ends them.
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// The number of characters in each of [`FLAGS`].
const TAGS: usize = 6;

/// The text without invisible characters that mean nothing where they stand.
pub fn without_idle(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        if is_needed(c, before, after, text) {
            out.push(c);
            before = c;
        }
    }
    out
}

/// Whether the text has a character that could hide something from its reader, or a control
/// character; line ends are allowed in several `lines`.
pub fn hides(text: &str, lines: bool) -> bool {
    judged(text).any(|(c, hiding)| hiding && !(lines && c == '\n'))
}

/// The text as it is kept where nobody can be asked to type it again: what means nothing is
/// dropped, and a space stands for what could hide something.
pub fn in_plain_sight(text: &str) -> String {
    let text = without_idle(text).replace(['\u{2028}', '\u{2029}'], "\n");
    let plain = judged(&text).map(|(c, hiding)| if hiding && c != '\n' { ' ' } else { c });
    plain.collect()
}

/// Whether a character means something between its neighbours. `before` is the last one kept.
fn is_needed(c: char, before: char, after: char, text: &str) -> bool {
    match c {
        // Joiners shape letters in scripts written joined, and join emoji.
        '\u{200c}' | '\u{200d}' => is_joining(before),
        // Scripts without spaces mark where a line may break.
        '\u{200b}' => is_unspaced(before) && is_unspaced(after),
        // Direction marks order the punctuation of text that runs both ways.
        '\u{61c}' | '\u{200e}' | '\u{200f}' => text.chars().any(runs_right_to_left),
        // One selector varies the character before it.
        '\u{fe00}'..='\u{fe0d}' => before >= '\u{1000}' && !is_selector(before),
        '\u{fe0e}' | '\u{fe0f}' => {
            before > ' ' && !before.is_ascii_alphabetic() && !is_selector(before)
        }
        '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1810}'..='\u{18af}'),
        '\u{115f}' | '\u{1160}' => is_jamo(before) || is_jamo(after),
        '\u{ad}'
        | '\u{34f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' => false,
        _ => true,
    }
}

/// Each character, with whether it could hide something.
fn judged(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut rest = text.chars();
    let mut tags = 0;
    iter::from_fn(move || {
        let c = rest.next()?;
        if tags > 0 {
            tags -= 1;
            return Some((c, false));
        }
        if c == BLACK_FLAG && FLAGS.iter().any(|flag| rest.as_str().starts_with(flag)) {
            tags = TAGS;
        }
        Some((c, is_hiding(c)))
    })
}

/// Control characters, embeddings, overrides and isolates of direction, annotations, and tags
/// outside a flag.
fn is_hiding(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

/// Scripts whose letters join, from Arabic to Myanmar and beyond, and emoji.
fn is_joining(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{109f}'
            | '\u{1780}'..='\u{18af}'
            | '\u{1950}'..='\u{1cff}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe0f}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10a00}'..='\u{11fff}'
            | '\u{1e900}'..='\u{1e95f}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

/// Thai, Lao, Tibetan, Myanmar, Khmer and their relatives.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{1aaf}'
            | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aadf}'
    )
}

fn runs_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{61b}'
            | '\u{61d}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{200c}' | '\u{200d}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
        && !matches!(c, '\u{115f}' | '\u{1160}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_mean_nothing_are_dropped() {
        for (typed, kept) in [
            ("Mill\u{200b} Lane", "Mill Lane"),
            ("ME14\u{2060} 1XX", "ME14 1XX"),
            ("soft\u{ad}ly", "softly"),
            ("\u{feff}a\u{200d}b\u{200c}c", "abc"),
            ("1\u{200f}2 \u{200e}/\u{61c} 3", "12 / 3"),
            ("a\u{fe0f}b", "ab"),
            ("\u{3164}\u{ffa0}\u{115f}", ""),
            ("x\u{e0100}\u{e01ef}", "x"),
            ("🙂\u{fe0f}\u{fe0f}", "🙂\u{fe0f}"),
        ] {
            assert_eq!(without_idle(typed), kept, "{typed:?}");
            assert!(!hides(kept, false), "{kept:?}");
        }
    }

    #[test]
    fn marks_that_a_language_or_an_emoji_needs_are_kept() {
        for kept in [
            // Persian "I want", Sinhala "Sri", Malayalam, Marathi.
            "می\u{200c}خواهم",
            "ශ\u{dca}\u{200d}රී",
            "ന\u{d4d}\u{200d}",
            "र\u{94d}\u{200d}",
            // Khmer words, Hebrew with an abbreviation, Mongolian, a Japanese surname.
            "ភាសា\u{200b}ខ្មែរ",
            "שלום C++\u{200e}!",
            "ᠨᠢᠭᠡ\u{180e}ᠠ",
            "葛\u{e0100}城",
            // A family, a heart on fire, a keycap, the flag of Wales.
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
        ] {
            assert_eq!(without_idle(kept), kept, "{kept:?}");
            assert!(!hides(kept, false), "{kept:?}");
            assert_eq!(in_plain_sight(kept), kept);
        }
    }

    #[test]
    fn text_that_could_hide_something_is_refused_or_shown_plainly() {
        for (typed, plain) in [
            ("paid\u{202e}txt.exe", "paid txt.exe"),
            ("a\u{2067}b\u{2069}c", "a b c"),
            ("a\u{fff9}b\u{fffa}c\u{fffb}", "a b c "),
            ("ok\u{e0068}\u{e0069}", "ok  "),
            // Other tags on the flag, and a second text after a flag.
            ("🏴\u{e0068}\u{e0069}\u{e007f}", "🏴   "),
            (
                "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}\u{e0068}",
                "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} ",
            ),
            ("bell\u{7}", "bell "),
        ] {
            assert!(hides(&without_idle(typed), true), "{typed:?}");
            assert_eq!(in_plain_sight(typed), plain);
            assert!(!hides(plain, false));
        }
        assert!(hides("a\nb", false) && !hides("a\nb", true));
        assert_eq!(in_plain_sight("a\u{2028}b"), "a\nb");
    }
}
