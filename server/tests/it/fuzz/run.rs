//! Gives a target its cases until its time is over, but not too few, and says which case failed.

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long one case may take, on a busy machine and without optimisation.
const LONGEST_CASE: Duration = Duration::from_secs(10);
/// How many cases run even if the time is over, so that what they reach depends on the seed and not
/// on the machine.
const FEWEST_CASES: u64 = 300;
/// How much memory a run may need; read only when it runs alone.
const MOST_MEMORY: u64 = 1 << 30;

/// The cases of one target.
pub struct Run {
    target: &'static str,
    seed: u64,
    alone: bool,
    /// Where the newest input is kept.
    folder: Option<PathBuf>,
    end: Instant,
    case: u64,
    began: Instant,
    input: String,
}

/// A generator of numbers (SplitMix64), the same on every machine.
pub struct Random(u64);

impl Run {
    /// Seconds and seed from the environment; else a short run that is always the same.
    pub fn of(target: &'static str) -> Run {
        let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().unwrap());
        let seconds = number("DOORSTEP_FUZZ_SECONDS");
        Run {
            target,
            seed: number("DOORSTEP_FUZZ_SEED").unwrap_or(20_261_130),
            alone: seconds.is_some(),
            folder: std::env::var_os("DOORSTEP_FUZZ_FOLDER").map(PathBuf::from),
            end: Instant::now() + Duration::from_secs(seconds.unwrap_or(2)),
            case: 0,
            began: Instant::now(),
            input: String::new(),
        }
    }

    /// The generator of the next case; `None` when the time is over and enough cases ran.
    pub fn next(&mut self) -> Option<Random> {
        let took = self.began.elapsed();
        assert!(took < LONGEST_CASE, "a case took {took:?}");
        if self.alone && self.case.is_multiple_of(64) {
            let memory = resident();
            assert!(memory < MOST_MEMORY, "{memory} bytes of memory");
        }
        let now = Instant::now();
        if now >= self.end && self.case >= FEWEST_CASES {
            eprintln!("{}: {} cases of seed {}", self.target, self.case, self.seed);
            return None;
        }
        (self.case, self.began) = (self.case + 1, now);
        self.input.clear();
        Some(Random(
            self.seed.wrapping_mul(0x9E37_79B9).wrapping_add(self.case),
        ))
    }

    /// Remembers the input of this case, to be printed if it fails; in a file too, because a
    /// stack overflow ends the process at once.
    pub fn input(&mut self, input: &[u8]) {
        self.input = input.escape_ascii().to_string();
        if let Some(folder) = &self.folder {
            std::fs::write(folder.join(self.target), input).unwrap();
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let (target, seed, case) = (self.target, self.seed, self.case);
            let input: String = self.input.chars().take(4000).collect();
            eprintln!(
                "case {case} of `cargo xtask fuzz {target} --seed {seed}` failed; its input:\n{input}"
            );
        }
    }
}

/// The memory this process has, in bytes; 0 where the system does not tell.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or_default() * 4096
}

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}
