//! Words that a segment was asked for before, with who has them. People ask for the same word again, with
//! a filter, in another order, for the next page; and a segment never changes.

use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::matching::{Levels, Wanted};

/// How a word is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// As it is.
    Plainly,
    /// As one that was begun, or mistyped.
    Guessing,
}

/// What is kept of a segment, in bytes; the word that was not asked for longest goes first.
const MOST: usize = 8_000_000;

#[derive(Debug)]
pub struct Before(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    bytes: usize,
    by_look: [LruCache<Wanted, Arc<Levels>>; 2],
}

impl Default for Before {
    fn default() -> Self {
        let by_look = [LruCache::unbounded(), LruCache::unbounded()];
        Self(Mutex::new(Kept { bytes: 0, by_look }))
    }
}

impl Before {
    /// Who has a word, from before or anew. Two who ask at once may both look.
    pub fn levels<E>(
        &self,
        word: &Wanted,
        look: Look,
        anew: impl FnOnce() -> Result<Levels, E>,
    ) -> Result<Arc<Levels>, E> {
        let locked = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = locked().by_look[look as usize].get(word) {
            return Ok(Arc::clone(known));
        }
        let levels = Arc::new(anew()?);
        locked().keep(word.clone(), look, Arc::clone(&levels));
        Ok(levels)
    }
}

impl Kept {
    fn keep(&mut self, word: Wanted, look: Look, levels: Arc<Levels>) {
        self.bytes += levels.size();
        if let Some((_, old)) = self.by_look[look as usize].push(word, levels) {
            self.bytes -= old.size();
        }
        while self.bytes > MOST {
            let longer = usize::from(self.by_look[0].len() < self.by_look[1].len());
            let Some((_, old)) = self.by_look[longer].pop_lru() else { return };
            self.bytes -= old.size();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits::Bits;
    use super::super::matching::wanted;
    use super::*;

    fn looked(before: &Before, text: &str, docs: u32) -> (Arc<Levels>, bool) {
        let mut is_new = false;
        let levels = before.levels(&wanted(text)[0], Look::Plainly, || {
            is_new = true;
            Ok::<_, ()>(Levels::of(docs, [(1, Bits::all(docs))]))
        });
        (levels.unwrap(), is_new)
    }

    #[test]
    fn a_word_is_looked_for_once() {
        let before = Before::default();
        assert!(looked(&before, "мектеп", 100).1);
        let (levels, is_new) = looked(&before, "мектеп", 100);
        assert!(!is_new && levels.worth(7) == 1);
        assert!(looked(&before, "банк", 100).1, "another word is another answer");
        assert!(looked(&before, "мектеп ", 100).1, "a word that is ended is not one being typed");
    }

    #[test]
    fn no_more_is_kept_than_fits() {
        let before = Before::default();
        let docs = u32::try_from(MOST).unwrap();
        for n in 0..12 {
            looked(&before, &format!("сөз{n}"), docs);
        }
        let kept = before.0.lock().unwrap();
        assert!(kept.bytes <= MOST && kept.by_look[0].len() > 1, "{}", kept.bytes);
        drop(kept);
        assert!(looked(&before, "сөз0", docs).1, "the first one is gone");
        assert!(!looked(&before, "сөз11", docs).1);
    }
}
