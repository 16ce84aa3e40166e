//! The imports between the rooms of each crate: they match the table and have no cycle. Read
//! from the sources, so new files are covered.
//!
//! A room is a module with everything below it. Where the table names a module inside a room,
//! such as `http/limits`, that module is a room of its own. The rooms of `app` that a room of the
//! server imports are listed as `app/layout`: only what draws or reads wording may import them.

use crate::tidy::sources;
use std::collections::{BTreeMap, BTreeSet};

/// The rooms of a crate, each with the rooms it may import.
type Rooms = &'static [(&'static str, &'static str)];

const SHARED: Rooms = &[
    ("answers", "untagged"),
    ("api", "answers channel language reference status"),
    ("channel", ""),
    ("condition", "channel untagged"),
    ("council", ""),
    ("date", ""),
    ("facts", "channel date"),
    ("fingerprint", ""),
    (
        "journey",
        "answers channel condition council date facts fingerprint language question request service wording",
    ),
    ("language", "untagged"),
    ("money", ""),
    ("paths", "language reference"),
    ("question", "answers api condition date language wording"),
    ("reference", ""),
    ("request", "question"),
    (
        "service",
        "answers condition council fingerprint language paths question untagged wording",
    ),
    ("status", ""),
    ("untagged", ""),
    ("wording", "language untagged"),
];

const APP: Rooms = &[
    ("components", ""),
    ("document", "layout"),
    ("islands", "questions"),
    ("layout", "components questions"),
    ("pages", "components layout questions"),
    ("questions", "components"),
    ("wording", ""),
];

const SERVER: Rooms = &[
    ("adapters", "clock handoff http_client"),
    ("assets", "app/questions config content_encoding"),
    ("authorize", "vault"),
    ("budgets", "config"),
    ("calendar", ""),
    ("catalogue", "calendar clock config store"),
    ("clock", ""),
    (
        "commands",
        "adapters calendar catalogue clock config gazetteer handoff http http/listen outbox retention state store telemetry vault",
    ),
    ("config", "adapters handoff"),
    ("contacts", "catalogue clock store vault"),
    ("content_encoding", ""),
    (
        "drafts",
        "authorize calendar catalogue clock contacts gazetteer store vault",
    ),
    ("gazetteer", "calendar clock config store"),
    ("handoff", ""),
    ("http", "state"),
    ("http/access", "http/error state"),
    (
        "http/actors",
        "adapters budgets http/access http/content_type http/context http/error http/guest http/metrics_access http/proof_cookie http/security state store submissions telemetry",
    ),
    (
        "http/api",
        "adapters assets authorize catalogue contacts drafts http/actors http/content_type http/context http/cookies http/error http/journey http/security intake second_facts state store submissions telemetry",
    ),
    ("http/assets", "http/error state"),
    ("http/client_address", "config"),
    ("http/content_type", ""),
    (
        "http/context",
        "config contacts content_encoding http/client_address http/cookies http/error sites state store",
    ),
    ("http/cookies", "config"),
    ("http/error", "adapters handoff store telemetry"),
    ("http/form", "http/error"),
    (
        "http/frame",
        "app/document app/layout app/pages calendar http/context render sites state",
    ),
    (
        "http/guest",
        "authorize budgets drafts http/cookies state vault",
    ),
    ("http/health", "http/actors state telemetry"),
    (
        "http/journey",
        "app/islands app/layout app/pages app/questions calendar catalogue drafts http/actors http/context http/cookies http/error http/form http/frame http/guest http/respond intake sites state store",
    ),
    (
        "http/layers",
        "app/layout app/pages content_encoding http/context http/error http/frame http/guest http/limits http/respond http/route http/security http/url_table state telemetry",
    ),
    ("http/limits", "config http/error telemetry"),
    ("http/listen", "config http/limits telemetry"),
    ("http/metrics_access", "config http/context state"),
    (
        "http/pages",
        "app/layout app/pages authorize calendar catalogue contacts drafts http/actors http/context http/cookies http/error http/form http/frame http/guest http/journey http/proof_cookie http/respond http/security state store submissions",
    ),
    ("http/proof_cookie", "http/cookies state store submissions"),
    ("http/respond", "http/cookies http/error"),
    ("http/route", "http/access http/limits state"),
    (
        "http/security",
        "http/context http/error second_facts state store telemetry",
    ),
    (
        "http/url_table",
        "http/actors http/api http/assets http/health http/journey http/limits http/pages http/route",
    ),
    ("http_client", "handoff"),
    (
        "intake",
        "app/wording authorize budgets calendar catalogue clock config contacts drafts gazetteer handoff notices second_facts store submissions telemetry vault",
    ),
    ("notices", "budgets calendar clock handoff store vault"),
    (
        "outbox",
        "adapters clock config handoff notices store vault",
    ),
    ("render", "app/document"),
    ("retention", "clock store"),
    ("second_facts", "store vault"),
    ("sites", "app/layout assets config"),
    (
        "state",
        "adapters app/wording assets budgets calendar catalogue clock config contacts drafts gazetteer http/limits intake notices outbox render retention sites store submissions telemetry vault",
    ),
    ("store", "vault"),
    (
        "submissions",
        "authorize budgets catalogue clock handoff notices second_facts store vault",
    ),
    ("telemetry", "config vault"),
    ("vault", ""),
];

const CRATES: [(&str, Rooms); 3] = [
    ("shared/src", SHARED),
    ("app/src", APP),
    ("server/src", SERVER),
];

/// A path of modules, without `crate`.
type Path = Vec<String>;

/// The module path of a source file; empty for the crate root.
fn module_of(file: &str) -> Path {
    let path = file.trim_end_matches(".rs");
    let mut path: Path = path.split('/').map(str::to_owned).collect();
    if matches!(
        path.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        path.pop();
    }
    path
}

/// The code without comments and without the tests at the end.
fn program(text: &str) -> String {
    let lines = text.lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    let code = code.join("\n");
    let end = code.find("#[cfg(test)]\nmod ").unwrap_or(code.len());
    code[..end].to_owned()
}

/// Reads a path, or a tree of paths in braces, and returns the text that follows it.
fn read_tree<'t>(mut text: &'t str, mut path: Path, found: &mut Vec<Path>) -> &'t str {
    loop {
        if let Some(list) = text.strip_prefix('{') {
            let mut rest = list.trim_start_matches([' ', '\n', ',']);
            while !rest.starts_with('}') {
                rest = read_tree(rest, path.clone(), found);
                let alias = rest.trim_start().strip_prefix("as ");
                rest = alias.map_or(rest, |alias| alias.trim_start_matches(is_word));
                rest = rest.trim_start_matches([' ', '\n', ',']);
            }
            return &rest[1..];
        }
        let word = text.split(|c| !is_word(c)).next().unwrap();
        text = &text[word.len()..];
        if !word.is_empty() {
            path.push(word.to_owned());
        } else if let Some(rest) = text.strip_prefix('*') {
            text = rest;
        }
        match text.strip_prefix("::") {
            Some(rest) if !word.is_empty() => text = rest,
            _ => {
                found.push(path);
                return text;
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path that a module names after `crate::`, `super::` or `app::`. Those in the crate `app`
/// begin with its name.
fn named(module: &Path, code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "app::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| is_word(c) || c == ':' || c == '$') {
                continue;
            }
            let mut rest = &code[at + start.len()..];
            let mut base = Path::new();
            if start == "app::" {
                base.push("app".to_owned());
            }
            if start == "super::" {
                base = module[..module.len() - 1].to_vec();
                while let Some(more) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = more;
                }
            }
            read_tree(rest, base, &mut found);
        }
    }
    found
}

/// The rooms of a crate according to its sources, each with the rooms it names.
fn imports(folder: &str, rooms: Rooms) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeMap<Path, String> = sources(folder, &[".rs"])
        .into_iter()
        .filter(|(path, _)| !path.ends_with("tests.rs"))
        .map(|(path, text)| {
            let path = path.to_string_lossy().into_owned();
            let (_, inside) = path.split_once(&format!("{folder}/")).unwrap();
            (module_of(inside), program(&text))
        })
        .collect();
    // A path names a module or an item in one.
    let room_of = |path: &Path| {
        if path.first().is_some_and(|first| first == "app") {
            return path.get(..2).map(|room| room.join("/"));
        }
        let ends = (1..=path.len()).rev();
        let module = ends.map(|end| &path[..end]);
        let module = module
            .into_iter()
            .find(|path| modules.contains_key(*path))?;
        let inner = module.get(..2).map(|path| path.join("/"));
        let inner = inner.filter(|inner| rooms.iter().any(|(room, _)| room == inner));
        Some(inner.unwrap_or_else(|| module[0].clone()))
    };
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, code) in &modules {
        let Some(room) = room_of(module) else {
            continue;
        };
        let others = named(module, code);
        let others = others.iter().filter_map(room_of);
        let others = others.filter(|other| *other != room).collect::<Vec<_>>();
        imports.entry(room).or_default().extend(others);
    }
    imports
}

#[test]
fn every_room_imports_only_the_rooms_listed_for_it() {
    let mut wrong = Vec::new();
    for (folder, rooms) in CRATES {
        let listed: BTreeMap<&str, BTreeSet<&str>> = rooms
            .iter()
            .map(|(room, known)| (*room, known.split_whitespace().collect()))
            .collect();
        assert_eq!(
            listed.len(),
            rooms.len(),
            "{folder}: a room is listed twice"
        );
        let found = imports(folder, rooms);
        for room in listed.keys().filter(|room| !found.contains_key(**room)) {
            wrong.push(format!("{folder}: there is no room {room}"));
        }
        for (room, known) in &found {
            let Some(listed) = listed.get(room.as_str()) else {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                wrong.push(format!("{folder}: (\"{room}\", \"{}\"),", known.join(" ")));
                continue;
            };
            let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
            for other in known.difference(listed) {
                wrong.push(format!("{folder}: {room} must not know {other}"));
            }
            for other in listed.difference(&known) {
                wrong.push(format!("{folder}: {room} does not know {other} any more"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns a room that is part of an import cycle, if there is one.
fn find_cycle(imports: &[(&str, &str)]) -> Option<String> {
    let mut open: BTreeMap<&str, BTreeSet<&str>> = imports
        .iter()
        .map(|(room, known)| (*room, known.split_whitespace().collect()))
        .collect();
    loop {
        let knows_none = |known: &BTreeSet<&str>| known.iter().all(|one| !open.contains_key(one));
        let closed: Vec<&str> = open
            .iter()
            .filter(|(_, known)| knows_none(known))
            .map(|(room, _)| *room)
            .collect();
        if closed.is_empty() {
            return open.keys().next().map(|room| (*room).to_owned());
        }
        open.retain(|room, _| !closed.contains(room));
    }
}

#[test]
fn the_imports_between_rooms_have_no_cycle() {
    for (folder, rooms) in CRATES {
        assert!(rooms.len() > 3, "{folder}");
        assert_eq!(find_cycle(rooms), None, "{folder}");
    }
    assert_eq!(find_cycle(&[("a", "b"), ("b", "c"), ("c", "")]), None);
    assert!(find_cycle(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]).is_some());
}

#[test]
fn import_paths_are_read_in_every_notation() {
    let code = program(
        "// crate::comment::One\nuse crate::{a::{self, B}, c::D as E};\nuse super::f::*;\n\
         use app::{l, m::N};\n\
         fn g() { crate::h::i::<super::super::J>() }\n#[cfg(test)]\nmod tests { use crate::k; }\n",
    );
    let module = ["http", "pages", "home"].map(str::to_owned).to_vec();
    let found = named(&module, &code);
    let found: BTreeSet<String> = found.iter().map(|path| path.join("/")).collect();
    let expected = [
        "a/self",
        "a/B",
        "app/l",
        "app/m/N",
        "c/D",
        "h/i",
        "http/pages/f",
        "http/J",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}
