//! What `cargo xtask run` has to show. It belongs to `server/demo/`: who changes the
//! demonstration there changes these lines too.

use crate::say;

/// The demonstration councils: the host each answers on, and its name.
const AUTHORITIES: &[(&str, &str)] = &[
    ("localhost", "Kent"),
    ("maidstone.localhost", "Maidstone"),
    ("swale.localhost", "Swale"),
    ("tunbridge-wells.localhost", "Tunbridge Wells"),
];

/// One invented postcode of each kind in `server/demo/addresses.csv`.
const POSTCODES: &[(&str, &str)] = &[];

/// Prints the pages to open and what to type there.
pub fn describe(port: u16, back_office: &str) {
    say::line(
        "\nDoorstep is open. All councils, addresses and people here are invented or demonstration.\n",
    );
    for (host, name) in AUTHORITIES {
        say::line(&format!("  {:<42} {name}", format!("http://{host}:{port}")));
    }
    say::line(&format!(
        "  {:<42} the demonstration back office: what reached it",
        format!("http://{back_office}")
    ));
    if !POSTCODES.is_empty() {
        say::line("\nPostcodes to try:");
        for (postcode, kind) in POSTCODES {
            say::line(&format!("  {postcode:<10} {kind}"));
        }
    }
    say::line(
        "\nEmails are written to var/mail, one file each; logs to var/doorstep.log and var/back-office.log.\nCtrl-C stops everything.",
    );
}
