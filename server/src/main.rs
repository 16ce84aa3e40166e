//! `doorstep`: arguments in, exit code out. Everything else is in [`server::commands`].

use std::process::ExitCode;

fn main() -> ExitCode {
    server::commands::main()
}
