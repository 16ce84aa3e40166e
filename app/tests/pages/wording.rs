//! Reads the Fluent files as a `Wording`: messages, placeholders, plurals.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use shared::language::Language;
use shared::wording::{Category, Phrase, Wording};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub fn wording(language: Language) -> Wording {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language.code());
    let mut phrases = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str()).expect("the file is Fluent");
        for entry in resource.body {
            if let Entry::Message(message) = entry
                && let Some(pattern) = message.value
            {
                let before = phrases.insert(message.id.name.to_owned(), phrase(&pattern));
                assert!(before.is_none(), "{} stands twice", message.id.name);
            }
        }
    }
    Wording { language, phrases }
}

fn phrase(pattern: &Pattern<&str>) -> Phrase {
    if let [
        PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        },
    ] = pattern.elements.as_slice()
    {
        let mut forms = BTreeMap::new();
        for variant in variants {
            let VariantKey::Identifier { name } = &variant.key else {
                panic!("a plural by category")
            };
            let category = match *name {
                "zero" => Category::Zero,
                "one" => Category::One,
                "two" => Category::Two,
                "few" => Category::Few,
                "many" => Category::Many,
                _ => Category::Other,
            };
            forms.insert(category, text(&variant.value));
        }
        return Phrase::Plural(forms);
    }
    Phrase::Plain(text(pattern))
}

fn text(pattern: &Pattern<&str>) -> String {
    let mut out = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => match inline {
                InlineExpression::VariableReference { id } => {
                    out.push('{');
                    out.push_str(id.name);
                    out.push('}');
                }
                InlineExpression::StringLiteral { value } => out.push_str(value),
                _ => panic!("only variables and texts"),
            },
            PatternElement::Placeable { .. } => panic!("a plural stands alone"),
        }
    }
    out
}
