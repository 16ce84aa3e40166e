//! Prints the canonical text of a definition, whose SHA-256 is its version:
//! `cargo run -p shared --example canonical -- FILE.toml`. Each release stores these texts in
//! `shared/tests/it/golden/{release}/`.

use shared::service::Definition;
use shared::service::version::canonical;

#[expect(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: canonical FILE.toml")?;
    let definition: Definition = toml::from_str(&std::fs::read_to_string(path)?)?;
    println!("{}", canonical(&definition));
    Ok(())
}
