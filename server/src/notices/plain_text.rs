//! Plain text for emails: paragraphs, steps, lines of at most 72 characters.

const WIDTH: usize = 72;

/// Paragraphs with an empty line between them; empty ones are left out.
pub fn paragraphs(parts: &[String]) -> String {
    let wrapped: Vec<String> = parts
        .iter()
        .filter(|part| !part.trim().is_empty())
        .map(|part| wrap(part))
        .collect();
    let mut text = wrapped.join("\n\n");
    text.push('\n');
    text
}

/// Steps as a plain text list.
pub fn step_lines(steps: &[String]) -> String {
    let lines: Vec<String> = steps.iter().map(|step| format!("- {step}")).collect();
    lines.join("\n")
}

/// Breaks long lines at spaces. A word that is longer, such as a link, stays whole.
fn wrap(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(wrap_line).collect();
    lines.join("\n")
}

fn wrap_line(line: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in line.split_whitespace() {
        let long = word.chars().count();
        if width > 0 && width + 1 + long > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += long;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, step_lines, wrap};

    #[test]
    fn lines_wrap_at_72_characters_without_losing_words() {
        let text = "word ".repeat(60);
        let wrapped = wrap(&text);
        assert!(wrapped.lines().all(|line| line.chars().count() <= 72));
        assert_eq!(wrapped.split_whitespace().count(), 60);
    }

    #[test]
    fn links_are_never_broken() {
        let link = format!("https://forms.example/{}", "a".repeat(90));
        assert!(wrap(&format!("Follow it at {link} any time")).contains(&link));
    }

    #[test]
    fn paragraphs_are_separated_by_blank_lines_and_steps_are_list_items() {
        let steps = step_lines(&["One".into(), "Two".into()]);
        assert_eq!(
            paragraphs(&["First".into(), String::new(), steps]),
            "First\n\n- One\n- Two\n"
        );
    }
}
