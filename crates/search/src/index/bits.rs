//! Sets of documents of a segment: one bit each, or a short list.

use std::array::from_fn;

/// A bit for every document of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

const WIDTH: u32 = u64::BITS;

/// Words that are counted side by side, and words that are counted at once.
const LANES: usize = 4;
const BLOCK: usize = 8 * LANES;
type Lanes = [u64; LANES];

/// The sum of three bits at each place, and what is carried.
fn add(one: Lanes, two: Lanes, three: Lanes) -> (Lanes, Lanes) {
    let sum = from_fn(|lane| one[lane] ^ two[lane] ^ three[lane]);
    let carried = from_fn(|lane| (one[lane] & two[lane]) | ((one[lane] ^ two[lane]) & three[lane]));
    (sum, carried)
}

fn count_ones(words: &[u64]) -> u64 {
    words.iter().map(|word| u64::from(word.count_ones())).sum()
}

fn place(doc: u32) -> (usize, u64) {
    ((doc / WIDTH) as usize, 1 << (doc % WIDTH))
}

impl Bits {
    /// None of so many.
    pub fn none(docs: u32) -> Self {
        Self(vec![0; docs.div_ceil(WIDTH) as usize])
    }

    /// All of so many.
    pub fn all(docs: u32) -> Self {
        let mut bits = Self(vec![u64::MAX; docs.div_ceil(WIDTH) as usize]);
        if let (Some(last), rest @ 1..) = (bits.0.last_mut(), docs % WIDTH) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Those for which something holds.
    pub fn of(docs: u32, holds: impl Fn(u32) -> bool) -> Self {
        let mut bits = Self::none(docs);
        (0..docs).filter(|doc| holds(*doc)).for_each(|doc| bits.add(doc));
        bits
    }

    pub fn add(&mut self, doc: u32) {
        let (word, bit) = place(doc);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub fn has(&self, doc: u32) -> bool {
        let (word, bit) = place(doc);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    pub fn keep(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= other);
    }

    pub fn join(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word |= other);
    }

    pub fn drop_all(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= !other);
    }

    pub fn count(&self) -> u64 {
        self.count_with(self)
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        self.0.len() * size_of::<u64>()
    }

    /// How many are in both. The bits of eight words at a place are added up in parallel, and only every
    /// eighth sum is counted: processors of which nothing is asked have no instruction for counting.
    fn count_with(&self, others: &Self) -> u64 {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let (other_blocks, other_rest) = others.0.as_chunks::<BLOCK>();
        let (mut ones, mut twos, mut fours) = ([0; LANES], [0; LANES], [0; LANES]);
        let mut eights = 0;
        for (block, other) in blocks.iter().zip(other_blocks) {
            let both = |n: usize| from_fn(|lane| block[n * LANES + lane] & other[n * LANES + lane]);
            let mut two = |n: usize| {
                let carried;
                (ones, carried) = add(ones, both(n), both(n + 1));
                carried
            };
            let (first, second) = (two(0), two(2));
            let (third, fourth) = (two(4), two(6));
            let (carried, other);
            (twos, carried) = add(twos, first, second);
            (twos, other) = add(twos, third, fourth);
            let eight;
            (fours, eight) = add(fours, carried, other);
            eights += count_ones(&eight);
        }
        let rest: Vec<u64> =
            rest.iter().zip(other_rest).map(|(word, other)| word & other).collect();
        8 * eights
            + 4 * count_ones(&fours)
            + 2 * count_ones(&twos)
            + count_ones(&ones)
            + count_ones(&rest)
    }

    pub fn docs(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(place, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(place * WIDTH + bit)
            })
        })
    }
}

/// The documents with one code or word: bits where there are many, a list where there are few.
#[derive(Clone, Debug)]
pub enum Set {
    Many(Bits),
    /// In order.
    Few(Vec<u32>),
}

impl From<Bits> for Set {
    fn from(bits: Bits) -> Self {
        if bits.count() < bits.0.len() as u64 {
            return Self::Few(bits.docs().collect());
        }
        Self::Many(bits)
    }
}

impl Set {
    /// From documents in order.
    pub fn new(docs: u32, some: Vec<u32>) -> Self {
        if some.len() < (docs / WIDTH) as usize {
            return Self::Few(some);
        }
        let mut bits = Bits::none(docs);
        some.into_iter().for_each(|doc| bits.add(doc));
        Self::Many(bits)
    }

    pub fn has(&self, doc: u32) -> bool {
        match self {
            Self::Many(own) => own.has(doc),
            Self::Few(own) => own.binary_search(&doc).is_ok(),
        }
    }

    /// Takes all others out of the bits.
    pub fn keep_in(&self, bits: &mut Bits) {
        match self {
            Self::Many(own) => bits.keep(own),
            Self::Few(own) => {
                let both: Vec<u32> = own.iter().copied().filter(|doc| bits.has(*doc)).collect();
                bits.0.fill(0);
                both.into_iter().for_each(|doc| bits.add(doc));
            }
        }
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        match self {
            Self::Many(own) => own.size(),
            Self::Few(own) => own.len() * size_of::<u32>(),
        }
    }

    pub fn count_in(&self, bits: &Bits) -> u64 {
        match self {
            Self::Many(own) => own.count_with(bits),
            Self::Few(own) => own.iter().filter(|doc| bits.has(**doc)).count() as u64,
        }
    }

    pub fn join_to(&self, bits: &mut Bits) {
        match self {
            Self::Many(own) => bits.join(own),
            Self::Few(own) => own.iter().for_each(|doc| bits.add(*doc)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_any_number_are_so_many() {
        for docs in [0, 1, 63, 64, 65, 128, 1000] {
            assert_eq!(Bits::all(docs).count(), u64::from(docs));
            assert_eq!(Bits::all(docs).docs().collect::<Vec<_>>(), (0..docs).collect::<Vec<_>>());
            assert!(Bits::none(docs).is_empty());
        }
    }

    #[test]
    fn every_bit_is_counted() {
        for docs in [1, 63, 2047, 2048, 2049, 10_000] {
            let some = Bits::of(docs, |doc| doc.is_multiple_of(3) || doc % 7 == 1);
            let other = Bits::of(docs, |doc| doc % 5 < 3);
            let both = (0..docs).filter(|doc| some.has(*doc) && other.has(*doc)).count();
            assert_eq!(some.count_with(&other), both as u64, "{docs}");
            assert_eq!(some.count(), some.docs().count() as u64);
        }
    }

    #[test]
    fn few_and_many_count_alike() {
        let even = Bits::of(1000, |doc| doc % 2 == 0);
        for step in [3, 7, 300] {
            let some: Vec<u32> = (0..1000).step_by(step).collect();
            let expected = some.iter().filter(|doc| *doc % 2 == 0).count() as u64;
            let set = Set::new(1000, some.clone());
            assert_eq!(set.count_in(&even), expected, "{step}");
            let mut joined = Bits::none(1000);
            set.join_to(&mut joined);
            assert_eq!(joined.docs().collect::<Vec<_>>(), some);
            let mut kept = even.clone();
            set.keep_in(&mut kept);
            assert!(kept.docs().all(|doc| set.has(doc) && even.has(doc)));
            assert_eq!(kept.count(), expected);
            assert_eq!(Set::from(joined).count_in(&even), expected);
        }
    }
}
