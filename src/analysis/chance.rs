//! Numbers of chance that are the same for the same seed, on every machine.

use crate::domain::seal::digest;

/// A small generator with the same numbers everywhere (xoshiro256++, Blackman and Vigna).
#[derive(Debug, Clone)]
pub struct Chance {
    state: [u64; 4],
    spare: Option<f64>,
}

impl Chance {
    /// Begins anew for a seed and a name: other names, other numbers.
    pub fn seeded(seed: u64, name: &str) -> Self {
        let digest = digest(format!("{seed}/{name}").as_bytes());
        let mut state = [1_u64; 4];
        for (word, start) in state.iter_mut().zip([0, 16, 32, 48]) {
            let hex = digest.get(start..start + 16).unwrap_or_default();
            *word = u64::from_str_radix(hex, 16).unwrap_or(1);
        }
        Self { state, spare: None }
    }

    /// Returns the next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ b << 17, d.rotate_left(45)];
        result
    }

    /// Returns a number between 0 and 1, without either.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Returns a number of the standard normal distribution (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        let angle = 2.0 * std::f64::consts::PI * self.uniform();
        let (sine, cosine) = libm::sincos(angle);
        self.spare = Some(radius * sine);
        radius * cosine
    }

    /// Puts a list into an order of chance (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let bound = last as u64 + 1;
            // The high half of the product is below the bound; the bias is below 2^-40.
            let place = (u128::from(self.bits()) * u128::from(bound)) >> 64;
            list.swap(last, usize::try_from(place).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_name_others() {
        let first = |name: &str| Chance::seeded(7, name).bits();
        assert_eq!(first("a"), first("a"));
        assert_ne!(first("a"), first("b"));
        let mut chance = Chance::seeded(7, "a");
        let draws: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let square = draws.iter().map(|one| one * one).sum::<f64>() / 20_000.0;
        assert!(
            mean.abs() < 0.03 && (square - 1.0).abs() < 0.05,
            "{mean} {square}"
        );
        let mut list: Vec<usize> = (0..50).collect();
        chance.shuffle(&mut list);
        assert!(!list.is_sorted());
        list.sort_unstable();
        assert!(list.into_iter().eq(0..50));
    }
}
