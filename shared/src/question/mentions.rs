//! Looks for names in a typed text, and counts the entries of a list typed as text.

use super::normalise::narrow;

/// Whether a text mentions one of these names as whole words: `M20` in "m 20, junction 7", but
/// neither in "M200" nor in "the 20 bus". Directly before one of the words of `not_before` it is
/// another name: "Chatham Road" is not Chatham, "Chatham, road to the station" is.
pub(crate) fn mentions(text: &str, any_of: &[String], not_before: &[String]) -> bool {
    let text = words(text);
    let is_at = |name: &[Word], at: usize| {
        let mut here = text.iter().skip(at);
        let found = name
            .iter()
            .all(|word| here.next().is_some_and(|one| one.text == word.text));
        let next = here.next().filter(|next| !next.is_apart);
        let is_other = |word: &String| {
            let word = words(word);
            next.is_some_and(|next| word.first().is_some_and(|word| word.text == next.text))
        };
        found && !not_before.iter().any(is_other)
    };
    any_of
        .iter()
        .map(|name| words(name))
        .any(|name| !name.is_empty() && (0..text.len()).any(|at| is_at(&name, at)))
}

/// Whether there is anything to look for.
#[cfg(feature = "authoring")]
pub(crate) fn is_a_name(name: &str) -> bool {
    !words(name).is_empty()
}

/// How many entries a typed list has: one on each line, or separated by a comma, a semicolon, `&`
/// or "and" ("ac" in Welsh; "a" may be an initial).
pub(crate) fn entries(text: &str) -> usize {
    let mut count = 0;
    for part in text.split(['\n', ',', ';', '&']) {
        let mut is_open = false;
        for word in part.split_whitespace() {
            let separates = matches!(word, "and" | "ac");
            count += usize::from(!separates && !is_open);
            is_open = !separates;
        }
    }
    count
}

/// A run of letters or of digits, in small letters.
#[derive(Default)]
struct Word {
    text: String,
    /// A mark other than a hyphen precedes it.
    is_apart: bool,
}

/// The words of a text. An article becomes an empty word, because "a 20 mph sign" is not the A20.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for c in text.chars().map(narrow) {
        if joins(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            let is_article = word.text == "a";
            end(&mut words, &mut word);
            if is_article && let Some(article) = words.last_mut() {
                article.text.clear();
            }
            word.is_apart |= c != ' ' && c != '-' && c != '\u{a0}';
            continue;
        }
        let breaks = |last: char| last.is_numeric() != c.is_numeric();
        if word.text.chars().next_back().is_some_and(breaks) {
            end(&mut words, &mut word);
        }
        word.text.push(c);
    }
    end(&mut words, &mut word);
    words
}

fn end(words: &mut Vec<Word>, word: &mut Word) {
    if !word.text.is_empty() {
        // ASCII only: Unicode case tables would have to be sent to the browser.
        word.text.make_ascii_lowercase();
        words.push(std::mem::take(word));
    }
}

/// Apostrophes and combining accents are parts of words.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::{entries, mentions};

    fn finds(text: &str, names: &[&str]) -> bool {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        mentions(text, &owned(names), &owned(&["Road", "Lane"]))
    }

    #[test]
    fn a_road_is_found_however_it_is_written() {
        for text in [
            "M20 junction 7",
            "m20 junction 7",
            "on the M 20",
            "M-20",
            "m 20, southbound",
            "M20J7",
            "J7/M20",
            "(M20)",
            "Ｍ２０",
            "M20",
        ] {
            assert!(finds(text, &["M2", "M20"]), "{text}");
        }
        for text in [
            "M200",
            "M 200",
            "M2",
            "the 20 bus",
            "TM20",
            "20 m from the gate",
            "M1 20",
            "M",
            "",
        ] {
            assert!(!finds(text, &["M20"]), "{text}");
        }
        assert!(finds("A249 at Bobbing", &["A249"]));
        assert!(!finds("A2490 at Bobbing", &["A249"]));
        assert!(!finds("A249 at Bobbing", &["A2"]));
    }

    #[test]
    fn an_article_is_no_part_of_a_road() {
        for text in ["by a 20 mph sign", "a 2 foot hole", "a\u{a0}21 inch crack"] {
            assert!(!finds(text, &["A2", "A20", "A21"]), "{text}");
        }
        for text in [
            "A 20, near Ditton",
            "a20 near Ditton",
            "the A-2",
            "by a sign on the A21",
        ] {
            assert!(finds(text, &["A2", "A20", "A21"]), "{text}");
        }
    }

    #[test]
    fn a_town_is_not_a_road_of_its_name() {
        for text in [
            "Chatham",
            "High Street, Chatham",
            "CHATHAM high street",
            "Chatham.",
            "Chatham Road, Chatham",
            "road to Chatham\nRoad works there",
            "Chatham, road to the station",
        ] {
            assert!(finds(text, &["Chatham"]), "{text}");
        }
        for text in [
            "Chatham Road, Maidstone",
            "chatham  road",
            "Chathams",
            "Old Chatham Lane",
        ] {
            assert!(!finds(text, &["Chatham"]), "{text}");
        }
        assert!(finds("by St Mary’s church", &["St Marys"]));
        assert!(!finds("by St Mary’s church", &["Mary"]));
        assert!(!finds("anything", &["", "-"]));
    }

    #[test]
    fn entries_of_a_list_are_counted_however_they_are_separated() {
        for (text, count) in [
            ("", 0),
            (" \n, ;", 0),
            ("Sam Taylor", 1),
            ("Sam Taylor\n", 1),
            ("Sam Taylor\n\nAlex Taylor", 2),
            ("Sam Taylor, Alex Taylor", 2),
            ("Sam and Alex Taylor", 2),
            ("Sam & Alex; Jo", 3),
            ("Siân ac Owain Evans", 2),
            ("sam a taylor", 1),
            ("Anders Sandberg", 1),
            ("and", 0),
        ] {
            assert_eq!(entries(text), count, "{text}");
        }
    }
}
