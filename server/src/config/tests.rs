use super::Config;

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn errors(pairs: &[(&str, &str)]) -> Vec<String> {
    Config::from_variables(&variables(pairs))
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_defaults_are_valid() {
    let config = Config::defaults().unwrap();
    assert!(!config.demo);
    assert_eq!(config.authorities.len(), 4);
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    std::fs::write(
        &file,
        "[http]\nlisten = \"127.0.0.1:81\"\nbody_limit = 20000\n",
    )
    .unwrap();
    let config = Config::from_variables(&variables(&[
        ("DOORSTEP_CONFIG", file.to_str().unwrap()),
        ("DOORSTEP__HTTP__LISTEN", "[::1]:82"),
        ("DOORSTEP__DEMO", "true"),
        ("DOORSTEP__LIMITS__EXEMPT", "[\"10.0.0.0/8\"]"),
    ]))
    .unwrap();
    assert_eq!(config.http.listen.port(), 82);
    assert_eq!(config.http.body_limit, 20_000);
    assert_eq!(config.limits.exempt.len(), 1);
    assert!(config.demo);
}

#[test]
fn all_errors_are_reported_at_once() {
    let found = errors(&[
        ("DOORSTEP__HTTP__LISTEN", "nowhere"),
        ("DOORSTEP__HTTP__PUBLIC_URL", "localhost:3000/"),
        ("DOORSTEP__HTTP__COLOUR", "blue"),
        ("DOORSTEP__STORE__URL", "mysql://somewhere"),
        ("DOORSTEP__SHOP__OPEN", "true"),
        ("DOORSTEP__DEMO", "perhaps"),
        ("DOORSTEP__LIMITS__SESSION_BURST", "0"),
        ("DOORSTEP__LOG__FORMAT", "xml"),
        ("DOORSTEP_CONFIG", "/nowhere/doorstep.toml"),
    ]);
    for path in [
        "http.listen:",
        "http.public_url:",
        "http.colour: is not a setting",
        "store.url:",
        "shop: is not a setting",
        "demo:",
        "limits.session_burst:",
        "log.format:",
        "DOORSTEP_CONFIG: names /nowhere/doorstep.toml",
    ] {
        assert!(
            found.iter().any(|line| line.starts_with(path)),
            "{path} is not among {found:#?}"
        );
    }
    assert_eq!(found.len(), 9, "{found:#?}");
}

#[test]
fn a_destination_of_an_unknown_kind_hides_no_other_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let text = "[destinations.waste]\nadapter = \"webhok\"\nurl = \"ftp://waste.example\"\n\
                secrets = [\"short\"]\n\
                [routing.missed-bin]\nall = \"waste\"\nswale = \"wasty\"\nkentt = \"waste\"\n";
    std::fs::write(&file, text).unwrap();
    let found = errors(&[("DOORSTEP_CONFIG", file.to_str().unwrap())]);
    for path in [
        "webhok",
        "destinations.waste.url",
        "destinations.waste.secrets",
        "routing.missed-bin.swale",
        "routing.missed-bin.kentt",
    ] {
        assert!(
            found.iter().any(|line| line.contains(path)),
            "{path}: {found:#?}"
        );
    }
    assert!(
        !found
            .iter()
            .any(|line| line.contains("routing.missed-bin.all"))
    );
}

#[test]
fn a_numeric_password_in_a_url_is_read_as_text_and_never_printed() {
    let config = Config::from_variables(&variables(&[
        (
            "DOORSTEP__STORE__URL",
            "postgres://door:12345@db/door?sslmode=verify-full",
        ),
        ("DOORSTEP__EMAIL__OPERATOR", ""),
    ]))
    .unwrap();
    assert!(!format!("{config:?}").contains("12345"));
}

#[test]
fn one_key_serves_one_destination() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let key = |letter: &str| format!("whsec_{}", letter.repeat(32));
    let one = |name: &str, keys: &str, theirs: &str| {
        format!(
            "[destinations.{name}]\nadapter = \"webhook\"\nurl = \"https://{name}.example/\"\n\
             secrets = [\"{keys}\"]\ncallback_secrets = [\"{theirs}\"]\n"
        )
    };
    let found = |text: String| {
        private(&file, &text);
        let pairs = variables(&[("DOORSTEP_CONFIG", file.to_str().unwrap())]);
        let errors = Config::from_variables(&pairs).err().unwrap_or_default();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let (a, b, c) = (key("A"), key("B"), key("C"));
    let apart = one("waste", &a, &a) + &one("roads", &b, &c);
    assert_eq!(found(apart), [""; 0]);
    let shared = one("waste", &a, &b) + &one("roads", &c, &b) + &one("parks", &b, &a);
    let errors = found(shared);
    let of = |start: &str| errors.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(
        of("destinations.roads.callback_secrets: a key of destination `parks`"),
        1
    );
    assert_eq!(
        of("destinations.waste.secrets: a key of destination `parks`"),
        1
    );
    assert!(
        errors
            .iter()
            .all(|line| !line.contains(&a) && !line.contains(&b))
    );
}

/// Writes a file that only its owner can read.
fn private(file: &std::path::Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(file, text).unwrap();
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn a_settings_file_with_a_secret_that_everybody_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let found = |text: &str, mode: u32, demo: &str| {
        private(&file, text);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let pairs = [
            ("DOORSTEP_CONFIG", file.to_str().unwrap()),
            ("DOORSTEP__DEMO", demo),
        ];
        let errors = Config::from_variables(&variables(&pairs)).err();
        let errors = errors.unwrap_or_default();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let secrets = [
        "[email]\nhost = \"smtp.example\"\nfrom = \"a@b.example\"\nusername = \"door\"\npassword = \"hush\"\n",
        "[destinations.waste]\nadapter = \"webhook\"\nurl = \"https://waste.example/\"\nsecrets = [\"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"]\n",
        "[store]\nurl = \"postgres://door:hush@localhost/door\"\n",
    ];
    for text in secrets {
        for mode in [0o644, 0o604, 0o602] {
            let errors = found(text, mode, "false");
            assert_eq!(errors.len(), 1, "{mode:o}: {errors:?}");
            let line = format!("chmod o-rwx {}", file.display());
            assert!(errors[0].contains(&line), "{errors:?}");
            assert!(!errors[0].contains("hush"), "{errors:?}");
        }
        for mode in [0o600, 0o640] {
            assert_eq!(found(text, mode, "false"), [""; 0]);
        }
        // The keys of the demonstration are public.
        assert_eq!(found(text, 0o644, "true"), [""; 0]);
    }
    assert_eq!(
        found("[store]\nurl = \"sqlite:door.db\"\n", 0o644, "false"),
        [""; 0]
    );
}

#[test]
fn every_value_of_a_settings_file_that_is_not_toml_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    private(
        &file,
        "demo = yes\n[http]\nlisten = “127.0.0.1:3000”\n[log]\nformat = text\n",
    );
    let found = errors(&[("DOORSTEP_CONFIG", file.to_str().unwrap())]);
    for line in ["own.toml:1:", "own.toml:3:", "own.toml:5:"] {
        let times = found.iter().filter(|one| one.contains(line)).count();
        assert_eq!(times, 1, "{line}: {found:#?}");
    }
}

#[test]
fn a_toml_syntax_error_is_reported_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    std::fs::write(&file, "demo = true\n[http\n").unwrap();
    let found = errors(&[("DOORSTEP_CONFIG", file.to_str().unwrap())]);
    assert!(found[0].contains("own.toml:2:"), "{found:?}");
}

#[test]
fn errors_of_an_authority_are_reported_with_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    std::fs::write(
        &file,
        r##"
        [[authorities]]
        id = "one"
        name = "One"
        short_name = "One"
        hosts = ["one.localhost"]
        website = "https://one.example"
        phone = { number = "01234 567890", hours = "always" }
        brand = { colour = "#ffdd00", on_colour = "#ffffff", accent = "#12436d" }
        privacy = { controller = "One", officer = "dpo@one.example" }
        valid_from = "2028-04-01"
        valid_to = "2028-03-31"
        successors = ["two"]
        default_language = "cy"
        [[authorities]]
        id = "One"
        name = "Other"
        hosts = ["one.localhost"]
        "##,
    )
    .unwrap();
    let found = errors(&[("DOORSTEP_CONFIG", file.to_str().unwrap())]);
    for start in [
        "authorities[0].brand.on_colour: #ffffff on #ffdd00 has a contrast of 1.",
        "authorities[0].valid_to:",
        "authorities[0].successors: `two`",
        "authorities[0].default_language",
        "authorities[1].short_name: is missing",
    ] {
        assert!(
            found.iter().any(|line| line.starts_with(start)),
            "{start} is not among {found:#?}"
        );
    }
}

#[test]
fn a_host_maps_to_its_authority_and_an_unknown_host_to_none() {
    let config = Config::defaults().unwrap();
    let id = |host: &str| config.authority_for_host(host).map(|a| a.id.clone());
    assert_eq!(id("swale.localhost:3000").as_deref(), Some("swale"));
    assert_eq!(id("SWALE.localhost").as_deref(), Some("swale"));
    assert_eq!(id("swale.localhost.").as_deref(), Some("swale"));
    assert_eq!(id("swale.localhost.:3000").as_deref(), Some("swale"));
    assert_eq!(id("swale.localhost..").as_deref(), None);
    assert_eq!(id("localhost:3000").as_deref(), Some("kent"));
    assert_eq!(id("127.0.0.1:3000").as_deref(), Some("kent"));
    assert_eq!(id("[::1]:3000").as_deref(), Some("kent"));
    assert_eq!(id("elsewhere.example"), None);
}

#[test]
fn a_council_with_its_own_details_behind_a_proxy_is_accepted_under_its_public_address() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let text = r##"
        [http]
        public_url = "https://forms.kent.gov.uk"
        client_address = "x-forwarded-for"
        trusted_proxies = ["127.0.0.1"]
        [[authorities]]
        id = "kent"
        name = "Kent County Council"
        short_name = "Kent"
        hosts = ["forms.kent.gov.uk"]
        website = "https://www.kent.gov.uk"
        email = "county.hall@kent.gov.uk"
        phone = { number = "03000 41 41 41", hours = "Monday to Friday" }
        brand = { colour = "#4a1d3f", on_colour = "#ffffff", accent = "#7a2f68" }
        privacy = { controller = "Kent County Council", officer = "dpo@kent.gov.uk" }
        "##;
    std::fs::write(&file, text).unwrap();
    let own = [("DOORSTEP_CONFIG", file.to_str().unwrap())];
    let config = Config::from_variables(&variables(&own)).unwrap();
    assert!(config.http.is_secure() && config.limits.exempt.is_empty());
    let demo = [own[0], ("DOORSTEP__DEMO", "true")];
    assert_eq!(errors(&demo).len(), 1);
    std::fs::write(&file, text.replace("03000 41 41 41", "01632 960 101")).unwrap();
    assert!(errors(&own)[0].starts_with("authorities[0]: `kent` is for demonstration"));
}
