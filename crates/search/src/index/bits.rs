//! Sets of documents of a segment: one bit each, or a short list.

/// A bit for every document of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

const WIDTH: u32 = u64::BITS;

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
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn count_with(&self, others: &Self) -> u64 {
        let both = self.0.iter().zip(&others.0).map(|(word, other)| word & other);
        both.map(|word| u64::from(word.count_ones())).sum()
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

/// The documents with one code: bits where there are many, a list where there are few.
#[derive(Debug)]
pub enum Set {
    Many(Bits),
    Few(Vec<u32>),
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
        }
    }
}
