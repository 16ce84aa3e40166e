//! Runs generated cases in the native engine and prints one digest per line for each block of a
//! thousand: `cargo run -p shared --example engine-cases -- SEED BLOCKS`.
//! The WebAssembly build of the same cases is the crate `engine-cases-wasm`.

mod cases;

#[expect(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().and_then(|text| text.parse::<u64>().ok());
    let blocks = arguments.next().and_then(|text| text.parse::<u32>().ok());
    let (Some(seed), Some(blocks)) = (seed, blocks) else {
        eprintln!("usage: engine-cases SEED BLOCKS (both whole numbers)");
        return std::process::ExitCode::FAILURE;
    };
    for block in 0..blocks {
        println!("{:016x}", cases::digest(seed, block));
    }
    std::process::ExitCode::SUCCESS
}
