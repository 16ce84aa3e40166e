//! The mailbox of an email address, so that one mailbox is counted once however it is written.
//!
//! It is only counted with, never written to.

/// Hosts whose addresses with the same name are one person's, the first of each standing for all;
/// and whether dots in the name mean nothing there. Read in November 2026:
/// - Gmail: support.google.com/mail/answer/7436150 ("Dots don't matter in Gmail addresses") and
///   support.google.com/mail/answer/10313 ("Getting messages sent to an @googlemail.com address").
///   The dots of other addresses that Google hosts matter.
/// - iCloud Mail: support.apple.com/118230 ("About your @icloud.com, @me.com, and @mac.com email
///   addresses"): who had an older one has the same name at icloud.com. Dots matter.
/// - Proton: proton.me/support/addresses-and-aliases (the same name is reserved for its owner).
const ALIASES: [(&[&str], bool); 3] = [
    (&["gmail.com", "googlemail.com"], true),
    (&["icloud.com", "me.com", "mac.com"], false),
    (
        &["proton.me", "protonmail.com", "pm.me", "protonmail.ch"],
        false,
    ),
];

/// The mailbox of an email address: in lower case, without what follows a plus sign (most hosts
/// deliver `name+anything@` to `name@`: subaddressing, RFC 5233), and with known aliases folded.
pub fn mailbox(email: &str) -> String {
    let email = email.trim().to_lowercase();
    let Some((local, host)) = email.rsplit_once('@') else {
        return email;
    };
    let host = host.trim_end_matches('.');
    let name = match local.split_once('+') {
        Some((name, _)) if !name.is_empty() => name,
        _ => local,
    };
    let known = ALIASES.iter().find(|(hosts, _)| hosts.contains(&host));
    let (host, dots) = match known {
        Some((hosts, dots)) => (hosts.first().copied().unwrap_or(host), *dots),
        None => (host, false),
    };
    let name = if dots {
        name.replace('.', "")
    } else {
        name.to_owned()
    };
    format!("{name}@{host}")
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn every_way_to_write_a_mailbox_is_counted_as_one() {
        for (written, counted) in [
            ("Ada@Example.ORG", "ada@example.org"),
            (" ada@example.org. ", "ada@example.org"),
            ("ada+bins@example.org", "ada@example.org"),
            ("ada+one+two@example.org", "ada@example.org"),
            ("A.d.a+x@GoogleMail.com", "ada@gmail.com"),
            ("ada@me.com", "ada@icloud.com"),
            ("ada@pm.me", "ada@proton.me"),
            ("a.da+x@Mac.com", "a.da@icloud.com"),
            // Elsewhere a dot makes another mailbox.
            ("a.da@example.org", "a.da@example.org"),
            ("+ada@example.org", "+ada@example.org"),
            ("no address", "no address"),
        ] {
            assert_eq!(mailbox(written), counted, "{written}");
        }
    }
}
