//! Invisible characters in text that strangers write.
//!
//! Each is dropped where it means nothing, kept where a language or an emoji needs it, and the
//! text is refused where it could hide something from its reader: Unicode UAX 9 for direction,
//! UTS 51 for emoji, UTS 55 for deception.

use std::borrow::Cow;
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
pub fn strip_ignorable(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let right_to_left = text.chars().any(runs_right_to_left);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut before = ' ';
    let mut paired = is_paired(text);
    while let Some(c) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        if is_needed(c, before, after, right_to_left, paired) {
            out.push(c);
            before = c;
        }
        if ends_line(c) {
            paired = is_paired(rest.as_str());
        }
    }
    Cow::Owned(out)
}

/// Whether a stripped text has a character that could hide something from its reader, or a control
/// character; line ends are allowed in several `lines`.
pub fn has_deceptive(text: &str, lines: bool) -> bool {
    classified(text).any(|(c, deceptive)| deceptive && !(lines && c == '\n'))
}

/// The text as it is kept where nobody can be asked to type it again: what means nothing is
/// dropped, and a space stands for what could hide something.
pub fn sanitise(text: &str) -> String {
    let text = strip_ignorable(text).replace(['\u{2028}', '\u{2029}'], "\n");
    let plain =
        classified(&text).map(|(c, deceptive)| if deceptive && c != '\n' { ' ' } else { c });
    plain.collect()
}

/// Whether a character means something between its neighbours. `before` is the last one kept;
/// `right_to_left` says whether the text has a letter of a script written so, `paired` whether its
/// line [`is_paired`].
fn is_needed(c: char, before: char, after: char, right_to_left: bool, paired: bool) -> bool {
    match c {
        // Joiners shape letters in scripts written joined, and join emoji.
        '\u{200c}' | '\u{200d}' => is_joining(before),
        // Scripts without spaces mark where a line may break.
        '\u{200b}' => is_unspaced(before) && is_unspaced(after),
        // Direction marks order the punctuation of text that runs both ways.
        '\u{61c}' | '\u{200e}' | '\u{200f}' => right_to_left,
        // Embeddings and isolates keep a name or a number together in such text.
        '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => right_to_left && paired,
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

/// Whether each embedding and isolate of the first line ends in it, in order, and nothing overrides
/// the direction there. More than 62 within each other are no longer text.
fn is_paired(text: &str) -> bool {
    // After a leading one, a bit for each that is open: set for an isolate.
    let mut open = 1_u64;
    for c in text.chars().take_while(|c| !ends_line(*c)) {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' if open >> 62 == 0 => {
                open = (open << 1) | u64::from(c > '\u{2065}');
            }
            '\u{202c}' | '\u{2069}' if open > 1 && (open & 1 == 1) == (c == '\u{2069}') => {
                open >>= 1;
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => return false,
            _ => {}
        }
    }
    open == 1
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Each character, with whether it could hide something.
fn classified(text: &str) -> impl Iterator<Item = (char, bool)> {
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
        Some((c, is_deceptive(c)))
    })
}

/// Control characters, overrides of direction, annotations, and tags outside a flag.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}'
                | '\u{2029}'
                | '\u{202d}'
                | '\u{202e}'
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
            // Nothing runs from right to left.
            ("a\u{2067}b\u{2069}c \u{202a}1\u{202c}", "abc 1"),
            // Not closed, not opened, closed on another line or in another order.
            ("ש \u{2066}a", "ש a"),
            ("ש a\u{2069} \u{202c}", "ש a "),
            ("ש \u{2066}a\nb\u{2069}", "ש a\nb"),
            ("ש \u{2066}a\u{202b}b\u{2069}c\u{202c}", "ש abc"),
        ] {
            assert_eq!(strip_ignorable(typed), kept, "{typed:?}");
            assert!(!has_deceptive(kept, true), "{kept:?}");
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
            "\u{2068}Ada\u{2069} שלחה \u{2066}12-34 (5)\u{2069}",
            "رقم \u{202a}+44 \u{2067}ب\u{2069}\u{202c} هنا",
            "ᠨᠢᠭᠡ\u{180e}ᠠ",
            "葛\u{e0100}城",
            // A family, a heart on fire, a keycap, the flag of Wales.
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
        ] {
            assert_eq!(strip_ignorable(kept), kept, "{kept:?}");
            assert!(!has_deceptive(kept, false), "{kept:?}");
            assert_eq!(sanitise(kept), kept);
        }
    }

    #[test]
    fn text_that_could_hide_something_is_refused_or_shown_plainly() {
        for (typed, plain) in [
            ("paid\u{202e}txt.exe", "paid txt.exe"),
            ("ש \u{2066}paid\u{202e}txt\u{202c}\u{2069}", "ש paid txt"),
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
            assert!(has_deceptive(&strip_ignorable(typed), true), "{typed:?}");
            assert_eq!(sanitise(typed), plain);
            assert!(!has_deceptive(plain, false));
        }
        assert!(has_deceptive("a\nb", false) && !has_deceptive("a\nb", true));
        assert_eq!(sanitise("a\u{2028}b"), "a\nb");
    }

    /// [`strip_ignorable`] as its definition reads: it searches the whole text for each character.
    fn strip_ignorable_slowly(text: &str) -> String {
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            let before = out.chars().last().unwrap_or(' ');
            let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            let mut lines = text[..at].split(ends_line);
            let begins = at - lines.next_back().unwrap_or_default().len();
            let paired = is_paired(&text[begins..]);
            if is_needed(
                c,
                before,
                after,
                text.chars().any(runs_right_to_left),
                paired,
            ) {
                out.push(c);
            }
        }
        out
    }

    #[test]
    fn one_scan_drops_what_a_search_for_each_mark_drops() {
        let samples: Vec<char> = "a1 \n\u{7}é🙂❤葛שیක\u{dca}ខរᠨ\u{1100}🏴\u{e0067}\u{ad}\u{34f}\u{61c}\
            \u{115f}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202e}\u{2028}\u{2060}\u{3164}\
            \u{202a}\u{202c}\u{2066}\u{2069}\u{fe00}\u{fe0f}\u{feff}\u{e0100}"
            .chars()
            .collect();
        let ascii = samples.iter().filter(|c| c.is_ascii()).count();
        assert_eq!(ascii, 5);
        let (mut state, mut dropped) = (20_261_130_u64, 0);
        let mut below = |end: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % end
        };
        for case in 0..600 {
            // Some are of ASCII alone, some run from left to right alone.
            let known = [ascii, samples.len(), samples.len()][case % 3];
            let length = below(24);
            let text = (0..length).map(|_| samples[below(known)]);
            let text: String = match case % 2 {
                0 => text.collect(),
                _ => text.filter(|c| !runs_right_to_left(*c)).collect(),
            };
            let kept = strip_ignorable(&text);
            assert_eq!(kept, strip_ignorable_slowly(&text), "{text:?}");
            dropped += usize::from(kept.len() < text.len());
        }
        assert!((100..500).contains(&dropped), "{dropped}");
    }

    #[test]
    fn ascii_is_not_copied() {
        for text in ["", "12 Mill Lane", "bell\u{7}\r\n"] {
            assert!(matches!(strip_ignorable(text), Cow::Borrowed(same) if same == text));
        }
    }

    /// A search of the whole text for each mark would take minutes.
    #[test]
    fn a_megabyte_of_direction_marks_is_read_in_one_scan() {
        let marks = "\u{200e}".repeat(350_000);
        assert_eq!(strip_ignorable(&marks), "");
        let mixed = [marks.as_str(), "ש"].concat();
        assert_eq!(strip_ignorable(&mixed), mixed);
        assert_eq!(sanitise(&marks), "");
        let pairs = ["ש", &"\u{2066}\u{2069}\n".repeat(100_000)].concat();
        assert_eq!(strip_ignorable(&pairs), pairs);
    }
}
