//! `doorstep`: a thin wrapper around [`server::commands`].

use std::process::ExitCode;

// Rendering a page makes thousands of small allocations; the C library's allocator spends a
// fifth of the time on them, this one much less.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::commands::main()
}
