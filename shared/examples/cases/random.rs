//! A pseudo-random generator that is identical on every machine.

use shared::condition::Condition;
use shared::question::authoring::Draw;

/// xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators").
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64, stream: u32) -> Random {
        let mixed = seed ^ (u64::from(stream) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut random = Random(mixed | 1);
        // The first outputs of neighbouring seeds are similar.
        for _ in 0..8 {
            random.next();
        }
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// A number from 0 up to, but not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number from `from` to `to` inclusive.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from + 1) as u64) as i64
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

impl Draw for Random {
    fn below(&mut self, end: usize) -> usize {
        Random::below(self, end)
    }

    fn condition(&mut self) -> Option<Condition> {
        None
    }
}
