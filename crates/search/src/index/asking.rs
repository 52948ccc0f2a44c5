//! From a question to its answer: sets of documents, segment by segment.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::bits::Bits;
use super::matching::{Levels, Looking, Wanted, pairs, wanted};
use super::question::{Answer, Question};
use super::showing::Showing;
use super::snapshot::{Part, Snapshot};
use super::top::Top;

impl Snapshot {
    /// The answer to a question, from what was in the index when this was taken.
    pub fn ask(&self, question: &Question) -> tantivy::Result<Answer> {
        let (found, has_all_words) = self.found(&question.text)?;
        let mut top = Top::new(question);
        let mut answer = Answer { has_all_words, ..Answer::default() };
        let mut counts = Counting::new();
        for (at, (part, found)) in (0..).zip(self.parts.iter().zip(&found)) {
            let masks = Masks::new(self, part, question)?;
            let shown = masks.without(&found.any, None);
            answer.total += shown.count();
            masks.count(&found.any, &mut counts, &mut answer.freshness);
            top.look(at, part, found, &shown)?;
        }
        answer.counts =
            counts.into_iter().map(|(axis, codes)| (axis.to_owned(), most_first(codes))).collect();
        self.fill(top, &question.text, &mut answer)?;
        Ok(answer)
    }

    /// Who has every word, and whether anybody has. If nobody has, words are taken for begun, mistyped,
    /// or one word typed as two; if still nobody has, those are found that have most of them.
    fn found(&self, text: &str) -> tantivy::Result<(Vec<Found>, bool)> {
        let words = wanted(text);
        if words.is_empty() {
            let is_empty = text.trim().is_empty();
            let found = self.parts.iter().map(|part| Found {
                any: if is_empty { part.alive.clone() } else { Bits::none(part.columns.docs) },
                levels: Vec::new(),
            });
            return Ok((found.collect(), true));
        }
        let looked = words.iter().map(|word| self.levels(word)).collect::<Result<Vec<_>, _>>()?;
        let (looked, is_guess): (Vec<_>, Vec<bool>) = looked.into_iter().unzip();
        let found = self.having_all(looked);
        if found.iter().any(|found| !found.any.is_empty()) {
            return Ok((found, true));
        }
        let tried = words.iter().zip(is_guess).collect::<Vec<_>>();
        let wider = self.wider(&tried, &found, text)?;
        let all = self.having_all(wider.clone());
        if all.iter().any(|found| !found.any.is_empty()) {
            return Ok((all, true));
        }
        Ok((self.having_most(wider), words.len() < 2))
    }

    fn having_all(&self, words: Vec<Vec<Arc<Levels>>>) -> Vec<Found> {
        let alive = |part: &Part| Found { any: part.alive.clone(), levels: Vec::new() };
        let mut found: Vec<Found> = self.parts.iter().map(alive).collect();
        for levels in words {
            for (found, levels) in found.iter_mut().zip(levels) {
                levels.any.keep_in(&mut found.any);
                found.levels.push(levels);
            }
        }
        found
    }

    /// Those with the greatest number of words, but at least half of them.
    fn having_most(&self, words: Vec<Vec<Arc<Levels>>>) -> Vec<Found> {
        let (all, least) = (words.len(), words.len().div_ceil(2));
        let mut found = self.having_all(words);
        let parts = self.parts.iter().zip(&found);
        let mut having: Vec<Vec<Bits>> =
            parts.map(|(part, found)| having(&part.alive, &found.levels)).collect();
        let anybody = |n: &usize| having.iter().any(|having| !having[*n - 1].is_empty());
        if let Some(most) = (least..=all).rev().find(anybody) {
            for (found, having) in found.iter_mut().zip(&mut having) {
                found.any = having.swap_remove(most - 1);
            }
        }
        found
    }

    /// Every word as it is and guessed, unless it was; a pair of words that stands for one counts for
    /// both.
    fn wider(
        &self,
        words: &[(&Wanted, bool)],
        found: &[Found],
        text: &str,
    ) -> tantivy::Result<Vec<Vec<Arc<Levels>>>> {
        let both = |(at, (word, is_guess)): (usize, &(&Wanted, bool))| {
            let known: Vec<_> = found.iter().map(|found| Arc::clone(&found.levels[at])).collect();
            if *is_guess { Ok(known) } else { Ok(self.either(&known, &self.guessed(word)?)) }
        };
        let mut wider =
            words.iter().enumerate().map(both).collect::<tantivy::Result<Vec<Vec<_>>>>()?;
        for (at, pair) in pairs(text).iter().enumerate() {
            let (plainly, _) = self.levels(pair)?;
            for word in wider.iter_mut().skip(at).take(2) {
                *word = self.either(word, &plainly);
            }
        }
        Ok(wider)
    }

    /// Of two looks for a word in each segment what either has found.
    fn either(&self, one: &[Arc<Levels>], other: &[Arc<Levels>]) -> Vec<Arc<Levels>> {
        let both = self.parts.iter().zip(one.iter().zip(other));
        both.map(|(part, (one, other))| Arc::new(one.with(other, part.columns.docs))).collect()
    }

    /// Who has a word as it is; one that nobody has is guessed, which is told.
    fn levels(&self, word: &Wanted) -> tantivy::Result<(Vec<Arc<Levels>>, bool)> {
        let parts = || self.parts.iter();
        let plainly: Vec<Arc<Levels>> =
            parts().map(|part| self.looking(part).plainly(word)).collect::<Result<_, _>>()?;
        let is_known = |(part, levels): (&Part, &Arc<Levels>)| levels.any.count_in(&part.alive) > 0;
        if parts().zip(&plainly).any(is_known) {
            return Ok((plainly, false));
        }
        Ok((self.guessed(word)?, true))
    }

    fn guessed(&self, word: &Wanted) -> tantivy::Result<Vec<Arc<Levels>>> {
        self.parts.iter().map(|part| self.looking(part).guessing(word)).collect()
    }

    fn looking<'a>(&'a self, part: &'a Part) -> Looking<'a> {
        Looking { fields: &self.shared.fields, part }
    }

    fn fill(&self, top: Top<'_>, text: &str, answer: &mut Answer) -> tantivy::Result<()> {
        let (page, next) = top.end();
        let vocabulary = self.shared.vocabulary();
        let mut showing = Showing::new(&self.shared, &vocabulary, wanted(text));
        answer.next = next;
        for at in page {
            let document: TantivyDocument = self.searcher.doc(at)?;
            let card = document.get_first(self.shared.fields.card).and_then(|card| card.as_bytes());
            answer.cards.push(card.unwrap_or_default().to_vec());
            answer.hits.push(showing.hit(&document));
        }
        Ok(())
    }
}

/// Who has one of the words at least, who two, and so on.
fn having(alive: &Bits, words: &[Arc<Levels>]) -> Vec<Bits> {
    let mut none = alive.clone();
    none.drop_all(alive);
    let mut having = vec![none; words.len()];
    for word in words {
        let mut own = alive.clone();
        word.any.keep_in(&mut own);
        for n in (1..having.len()).rev() {
            let mut more = having[n - 1].clone();
            more.keep(&own);
            having[n].join(&more);
        }
        having[0].join(&own);
    }
    having
}

/// By axis, then by code.
type Counting<'a> = BTreeMap<&'a str, HashMap<&'a str, u64>>;

fn most_first(codes: HashMap<&str, u64>) -> Vec<(String, u64)> {
    let some = codes.into_iter().filter(|(_, n)| *n > 0);
    let mut counts: Vec<(String, u64)> = some.map(|(code, n)| (code.to_owned(), n)).collect();
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts
}

/// Who has all the words of a question, and how well each.
pub struct Found {
    pub any: Bits,
    pub levels: Vec<Arc<Levels>>,
}

/// Who passes each filter.
struct Masks<'a> {
    part: &'a Part,
    question: &'a Question,
    belongs: Option<Bits>,
    only: Option<Bits>,
    /// Of each filtered axis.
    axes: Vec<(&'a str, Bits)>,
    fresh: Arc<Bits>,
}

/// The axis of freshness among those that are left out.
const FRESHNESS: &str = "";

impl<'a> Masks<'a> {
    fn new(snapshot: &Snapshot, part: &'a Part, question: &'a Question) -> tantivy::Result<Self> {
        let (belongs, only) = (question.belongs.as_ref(), question.only.as_ref());
        let columns = &part.columns;
        let filters = question.filters.iter();
        Ok(Self {
            part,
            question,
            belongs: belongs.map(|key| snapshot.looking(part).belonging(key)).transpose()?,
            only: only.map(|keys| snapshot.looking(part).being(keys)).transpose()?,
            axes: filters.map(|(axis, codes)| (axis.as_str(), columns.with(axis, codes))).collect(),
            fresh: columns.fresh_since(question.border),
        })
    }

    /// Who passes all filters but that of one axis.
    fn without(&self, found: &Bits, axis: Option<&str>) -> Bits {
        let mut bits = found.clone();
        for some in self.belongs.iter().chain(&self.only) {
            bits.keep(some);
        }
        for (_, having) in self.axes.iter().filter(|(own, _)| Some(*own) != axis) {
            bits.keep(having);
        }
        match self.question.is_fresh.filter(|_| axis != Some(FRESHNESS)) {
            Some(true) => bits.keep(&self.fresh),
            Some(false) => bits.drop_all(&self.fresh),
            None => {}
        }
        bits
    }

    fn count(&self, found: &Bits, counts: &mut Counting<'a>, freshness: &mut [u64; 2]) {
        let whole = self.without(found, None);
        let filtered: BTreeSet<&str> = self.axes.iter().map(|(axis, _)| *axis).collect();
        for axis in &self.question.axes {
            let own = filtered.contains(axis.as_str()).then(|| self.without(found, Some(axis)));
            let among = own.as_ref().unwrap_or(&whole);
            let counts = counts.entry(axis).or_default();
            for (code, set) in self.part.columns.tags.get(axis).into_iter().flatten() {
                *counts.entry(code).or_default() += set.count_in(among);
            }
        }
        let either = self.without(found, Some(FRESHNESS));
        let mut fresh = either.clone();
        fresh.keep(&self.fresh);
        let fresh = fresh.count();
        freshness[0] += fresh;
        freshness[1] += either.count() - fresh;
    }
}
