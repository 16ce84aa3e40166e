//! Words, their stems, and spellings that are nearly the same.

/// The shortest word, in letters, that is forgiven a wrong letter, and the shortest stem.
const FORGIVEN: usize = 4;
const FORGIVEN_STEM: usize = 5;

/// The shortest part of two words that were written as one.
const PART: usize = 3;

/// The words of a text in small letters, without the accents that people leave out.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded: String = text.to_lowercase().chars().map(without_accent).collect();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
    words.collect::<Vec<_>>().into_iter()
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ẁ' | 'ẃ' | 'ŵ' | 'ẅ' => 'w',
        'ỳ' | 'ý' | 'ŷ' | 'ÿ' => 'y',
        other => other,
    }
}

/// A word without its inflection: "bins" finds "bin", "moved" finds "moving". Enough for
/// English and harmless for Welsh.
fn stem(word: &str) -> &str {
    ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .unwrap_or(word)
}

/// Whether a word has the typed one in it: a long one anywhere ("hole" in "pothole"), a short one
/// at the start.
pub fn holds(word: &str, typed: &str) -> bool {
    let stem = stem(typed);
    if stem.len() > 3 {
        word.contains(stem)
    } else {
        word.starts_with(stem)
    }
}

/// Whether two words are the same but for their inflection.
pub fn same(word: &str, typed: &str) -> bool {
    word == typed || stem(word) == stem(typed)
}

/// Whether a typed word differs from another by one letter that is wrong, missing or too many, or
/// by two neighbouring letters in the wrong order. Short words are too often another word.
pub fn alike(word: &str, typed: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    if letters(typed) < FORGIVEN || letters(word) < FORGIVEN {
        return false;
    }
    let (stem, other) = (stem(typed), stem(word));
    let long = letters(stem).min(letters(other)) >= FORGIVEN_STEM;
    within_one(typed, word) || (long && within_one(stem, other))
}

/// Every way to divide a word that was written without a space.
pub fn splits(typed: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = typed.char_indices().map(|(at, _)| at);
    let parts = places.filter_map(|at| typed.split_at_checked(at));
    let long = |part: &str| part.chars().count() >= PART;
    parts.filter(move |(one, other)| long(one) && long(other))
}

/// Whether the optimal string alignment distance of two words is at most one.
fn within_one(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars());
    let common = common
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8());
    let common: usize = common.sum();
    let (one, other) = (after(one, common), after(other, common));
    let (next, other_next) = (without_first(one), without_first(other));
    next == other_next || next == other || one == other_next || is_swapped(one, other)
}

/// Whether the first two letters are in the other order and the rest is the same.
fn is_swapped(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.chars(), other.chars());
    let (first, second) = ((a.next(), b.next()), (a.next(), b.next()));
    first.0 == second.1 && first.1 == second.0 && second.0.is_some() && a.as_str() == b.as_str()
}

fn after(word: &str, bytes: usize) -> &str {
    word.get(bytes..).unwrap_or_default()
}

fn without_first(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::{alike, splits, within_one, words};

    #[test]
    fn one_letter_may_be_wrong_missing_added_or_swapped() {
        for (one, other) in [
            ("pothole", "pothole"),
            ("potholl", "pothole"),
            ("pothol", "pothole"),
            ("potthole", "pothole"),
            ("pothoel", "pothole"),
            ("opthole", "pothole"),
            ("pothole", "pothola"),
            ("tŷ", "ty"),
        ] {
            assert!(within_one(one, other) && within_one(other, one), "{one}");
        }
        for (one, other) in [
            ("pohtoel", "pothole"),
            ("pothl", "pothole"),
            ("potholees", "pothole"),
            ("ab", "ba c"),
            ("abc", "cab"),
            ("", "ab"),
        ] {
            assert!(!within_one(one, other), "{one}");
        }
    }

    #[test]
    fn short_words_are_not_forgiven() {
        assert!(alike("bins", "bims") && alike("collection", "colections"));
        assert!(!alike("bin", "bun") && !alike("bin", "bins") && !alike("tax", "taxi"));
        // Only their stems, which are short, are one letter apart.
        assert!(!alike("moving", "door"));
    }

    #[test]
    fn words_have_no_accents_and_no_marks() {
        let found: Vec<String> = words("Tŷ’r Gŵr, 2nd-hand").collect();
        assert_eq!(found, ["ty", "r", "gwr", "2nd", "hand"]);
    }

    #[test]
    fn a_word_is_divided_into_parts_of_three_letters_or_more() {
        let found: Vec<_> = splits("missedbin").collect();
        assert!(found.contains(&("missed", "bin")));
        assert_eq!(found.len(), 4);
        assert_eq!(splits("tŷtax").count(), 0);
    }
}
