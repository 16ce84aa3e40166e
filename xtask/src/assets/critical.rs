//! Takes from the stylesheet what a page shows before the stylesheet is there: the rules about the
//! classes in `style/critical.txt`. Nothing is written twice, and the stylesheet overrides it with
//! equal values, so nothing moves when it arrives.

use std::collections::BTreeSet;

/// What the eye does not see on a page at rest.
const AT_WORK: [&str; 6] = [
    ":hover",
    ":focus",
    ":active",
    ":disabled",
    ":checked",
    ":has(",
];

/// The rules of `css` about `classes`, for a screen of any width.
pub fn of(css: &str, classes: &BTreeSet<&str>) -> String {
    let mut kept = String::new();
    for (head, body) in blocks(css) {
        let (head, body) = if head.starts_with('@') {
            let by_width = head.starts_with("@media(m") && head.contains("-width");
            let inner = if by_width {
                of(body, classes)
            } else {
                String::new()
            };
            (head.to_owned(), inner)
        } else {
            (selectors(head, classes).join(","), declarations(body))
        };
        if !head.is_empty() && !body.is_empty() {
            kept.extend([&head, "{", &body, "}"]);
        }
    }
    kept
}

/// The names in the list: one a line, with comments.
pub fn classes(list: &str) -> BTreeSet<&str> {
    let names = list
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    names.filter(|name| !name.is_empty()).collect()
}

/// What stands before each pair of braces, and in it. Sass writes no comments and no braces in
/// texts.
fn blocks(css: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let (mut start, mut open, mut depth) = (0, 0, 0);
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => {
                depth += 1;
                if depth == 1 {
                    open = at;
                }
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    blocks.push((css[start..open].trim(), &css[open + 1..at]));
                    start = at + 1;
                }
            }
            // A rule without braces, such as @charset.
            b';' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    blocks
}

/// Those of a rule's selectors that are about a page at rest and about these classes alone.
fn selectors<'h>(head: &'h str, classes: &BTreeSet<&str>) -> Vec<&'h str> {
    let at_rest = |selector: &&str| {
        let bare = without_negations(selector);
        !AT_WORK.iter().any(|state| bare.contains(state))
            && named(&bare).all(|class| classes.contains(class))
    };
    split(head).into_iter().filter(at_rest).collect()
}

/// Splits at commas outside parentheses.
fn split(head: &str) -> Vec<&str> {
    let mut depth = 0;
    head.split(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    })
    .collect()
}

fn without_negations(selector: &str) -> String {
    let mut parts = selector.split(":not(");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once(')').map_or("", |(_, after)| after));
    }
    bare
}

fn named(selector: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let classes = selector.split('.').skip(1);
    classes.map(move |rest| {
        rest.split(|letter| !is_part(letter))
            .next()
            .unwrap_or_default()
    })
}

/// Without what only one maker of browsers knows.
fn declarations(body: &str) -> String {
    let common = |one: &&str| !one.starts_with("-webkit-") && !one.starts_with("-moz-");
    body.split(';').filter(common).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(css: &str) -> String {
        of(css, &classes("# a comment\na\nb # another\n\nc"))
    }

    #[test]
    fn only_rules_about_the_listed_classes_are_taken() {
        assert_eq!(
            kept(":root{--x:1}.a{x:1}.d{x:1}.a .d{x:1}"),
            ":root{--x:1}.a{x:1}"
        );
        assert_eq!(kept(".a,.d,.b>li{x:1}"), ".a,.b>li{x:1}");
        assert_eq!(
            kept(".aa{x:1}.a-b{x:1}.a+.b::after{x:1}"),
            ".a+.b::after{x:1}"
        );
    }

    #[test]
    fn states_are_left_out_but_not_negations() {
        let negated = ".a:not(.d,.e):link,.b:not(:focus){x:1}";
        assert_eq!(kept(negated), negated);
        assert_eq!(
            kept(".a:hover{x:1}.a:focus,.a:visited{x:1}"),
            ".a:visited{x:1}"
        );
    }

    #[test]
    fn media_queries_are_taken_by_width_only() {
        let css = "@charset \"UTF-8\";@media(min-width: 4em){.a{x:1}.d{x:1}}\
            @media print{.a{x:1}}@media(min-width: 4em){.d{x:1}}@supports(x: 1){.a{x:1}}";
        assert_eq!(kept(css), "@media(min-width: 4em){.a{x:1}}");
    }

    #[test]
    fn what_one_maker_of_browsers_knows_is_left_out() {
        assert_eq!(kept(".a{-webkit-x:1;x:1;-moz-x:1}.b{-moz-x:1}"), ".a{x:1}");
    }
}
