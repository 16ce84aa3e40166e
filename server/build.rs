//! Tells cargo that a new migration is a change: `sqlx::migrate!` reads the folder.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
