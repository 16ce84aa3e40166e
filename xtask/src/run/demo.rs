//! The demonstration: its councils, example postcodes and pages to open.

use std::fs;

use crate::console;
use crate::workspace::Workspace;

/// The demonstration councils: host and name. Keep in step with the authorities of the
/// demonstration settings.
const AUTHORITIES: &[(&str, &str)] = &[
    ("localhost", "Kent"),
    ("maidstone.localhost", "Maidstone"),
    ("swale.localhost", "Swale"),
    ("tunbridge-wells.localhost", "Tunbridge Wells"),
];

/// Example postcodes, one per line: kind, tab, postcode.
const POSTCODES: &str = "server/demo/postcodes.txt";

/// Prints the pages to open and the postcodes to try.
pub fn describe(workspace: &Workspace, port: u16, back_office: &str) {
    console::line("\nDoorstep is open. Its addresses, numbers and back office are invented.\n");
    for (host, name) in AUTHORITIES {
        row(&format!("http://{host}:{port}"), name);
    }
    let office = format!("http://{back_office}");
    row(
        &office,
        "the demonstration back office: answer requests there",
    );

    let listed = fs::read_to_string(workspace.root.join(POSTCODES)).unwrap_or_default();
    let postcodes = postcodes(&listed);
    if !postcodes.is_empty() {
        console::line("\nPostcodes to try:\n");
        for (kind, postcode) in postcodes {
            row(postcode, kind);
        }
    }
    console::line(
        "\nTo see both halves: send a request, open it in the back office and press a button, then",
    );
    console::line(
        "load the resident's page again. The back office can also be slow, down, refuse or lie.",
    );
    console::line("\nEmails are written to var/mail, one file each; logs to var/doorstep.log and");
    console::line("var/back-office.log. Ctrl-C stops everything.");
}

fn row(what: &str, meaning: &str) {
    console::line(&format!("  {what:<40} {meaning}"));
}

fn postcodes(listed: &str) -> Vec<(&str, &str)> {
    listed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_a_postcode_are_skipped() {
        let listed = "Maidstone\tME14 9ZA\n\na note\nSwale\tME10 9ZA\n";
        assert_eq!(
            postcodes(listed),
            [("Maidstone", "ME14 9ZA"), ("Swale", "ME10 9ZA")]
        );
    }
}
