//! `doorstep`: arguments in, exit code out. Everything else is in [`server::commands`].

use std::process::ExitCode;

// A page is made of thousands of small pieces; the allocator of the C library spends a fifth of
// the time on them, this one much less.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::commands::main()
}
