//! The page of an answer: those nearest to the top.

use std::collections::BinaryHeap;

use tantivy::DocAddress;
use tantivy::columnar::{Dictionary, TermOrdHit};

use super::asking::Found;
use super::bits::Bits;
use super::columns::NEVER;
use super::matching::Levels;
use super::question::{After, Order, Question};
use super::snapshot::Part;

/// What has fewer words in its title stands before longer ones that fit as well, up to so many.
const LONG: u8 = 40;
/// A holder stands before what it holds.
const OWN: i64 = 8;
/// What was brought from elsewhere, perhaps with gaps, stands behind what somebody declared.
const PARTIAL: i64 = 60;
/// What is past stands behind.
const PAST: i64 = 500;
/// So does what was confirmed once, but too long ago. What was never confirmed is left where it is:
/// imported entries are.
const STALE: i64 = 40;

/// The smallest of all that are offered, one more than a page has: it tells of another page.
struct Nearest<T> {
    most: usize,
    found: BinaryHeap<T>,
}

impl<T: Ord> Nearest<T> {
    fn new(limit: usize) -> Self {
        Self { most: limit + 1, found: BinaryHeap::new() }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.most
    }

    fn offer(&mut self, one: T) {
        if !self.is_full() {
            self.found.push(one);
        } else if let Some(mut last) = self.found.peek_mut()
            && one < *last
        {
            *last = one;
        }
    }
}

/// A place in the order by numbers: the numbers, and what parts equals.
type ByNumber = ([i64; 3], u64);

/// The page that a question asks for.
pub struct Top<'a> {
    question: &'a Question,
    nearest: Nearest<(After, DocAddress)>,
}

impl<'a> Top<'a> {
    pub fn new(question: &'a Question) -> Self {
        Self { question, nearest: Nearest::new(question.limit) }
    }

    /// Look at those of a segment that are shown.
    pub fn look(
        &mut self,
        at: u32,
        part: &Part,
        found: &Found,
        shown: &Bits,
    ) -> tantivy::Result<()> {
        if self.question.limit == 0 {
            return Ok(());
        }
        let border = self.question.border;
        match (self.question.order, found.levels.as_slice()) {
            (Order::Title | Order::Number, _) => return self.look_by_text(at, part, shown),
            (Order::Best, [levels]) => self.look_by_level(at, part, levels, shown),
            (Order::Best, words @ [_, ..]) => {
                let many = i64::try_from(words.len()).unwrap_or(i64::MAX);
                let fit = |doc| words.iter().map(|word| word.worth(doc)).sum::<i64>() / many;
                self.look_by_number(at, part, shown, |doc| best(part, doc, fit(doc), border));
            }
            (Order::Newest, _) => self.look_by_number(at, part, shown, |doc| newest(part, doc)),
            (Order::Fresh, _) => self.look_by_number(at, part, shown, |doc| freshest(part, doc)),
            (Order::Best, []) => self.look_by_number(at, part, shown, |doc| first(part, doc)),
        }
        Ok(())
    }

    /// One word: the best levels first, until no other can come before those that were found.
    fn look_by_level(&mut self, at: u32, part: &Part, levels: &Levels, shown: &Bits) {
        let (mut left, border) = (shown.clone(), self.question.border);
        for (worth, having) in &levels.by_worth {
            if self.is_beyond(*worth) {
                return;
            }
            let mut these = left.clone();
            having.keep_in(&mut these);
            self.look_by_number(at, part, &these, |doc| best(part, doc, *worth, border));
            left.drop_all(&these);
        }
    }

    /// Whether nothing whose words are worth so much can be on the page any more.
    fn is_beyond(&self, worth: i64) -> bool {
        let most = worth + i64::from(LONG) + OWN;
        let last = self.nearest.found.peek();
        self.nearest.is_full() && last.is_some_and(|(last, _)| last.numbers[0] < -most)
    }

    /// Those of the page, in order, and where it ends if there is another.
    pub fn end(self) -> (Vec<DocAddress>, Option<After>) {
        let has_more = self.nearest.is_full();
        let mut page = self.nearest.found.into_sorted_vec();
        page.truncate(self.question.limit);
        let last = page.last().filter(|_| has_more).map(|(place, _)| place.clone());
        (page.into_iter().map(|(_, at)| at).collect(), last)
    }

    fn offer(&mut self, place: After, at: DocAddress) {
        if self.question.after.as_ref().is_none_or(|after| place > *after) {
            self.nearest.offer((place, at));
        }
    }

    /// There are very many of them: what is compared is as small as can be.
    fn look_by_number(
        &mut self,
        at: u32,
        part: &Part,
        shown: &Bits,
        numbers: impl Fn(u32) -> [i64; 3],
    ) {
        let after = self.question.after.as_ref().map(|after| (after.numbers, after.tie));
        let mut nearest: Nearest<(ByNumber, u32)> = Nearest::new(self.question.limit);
        for doc in shown.docs() {
            let place = (numbers(doc), part.columns.tie[doc as usize]);
            if after.is_none_or(|after| place > after) {
                nearest.offer((place, doc));
            }
        }
        for ((numbers, tie), doc) in nearest.found {
            self.offer(After { text: String::new(), numbers, tie }, DocAddress::new(at, doc));
        }
    }

    /// Texts are compared by their places in the segment's own list; only those near the top are read.
    fn look_by_text(&mut self, at: u32, part: &Part, shown: &Bits) -> tantivy::Result<()> {
        let columns = &part.columns;
        let by_title = self.question.order == Order::Title;
        let column = if by_title { &columns.title } else { &columns.number };
        let Some(column) = column else { return Ok(()) };
        let texts = column.texts.dictionary();
        let after = self.question.after.as_ref();
        let border = after.map(|after| border(texts, after)).transpose()?.flatten();
        let mut nearest = Nearest::new(self.question.limit);
        for doc in shown.docs() {
            let place = (u64::from(column.places[doc as usize]), columns.tie[doc as usize]);
            if border.is_none_or(|border| border < place) {
                nearest.offer((place, doc));
            }
        }
        for ((ord, tie), doc) in nearest.found {
            let mut text = Vec::new();
            texts.ord_to_term(ord, &mut text)?;
            let text = String::from_utf8_lossy(&text).into_owned();
            self.offer(After { text, numbers: [0; 3], tie }, DocAddress::new(at, doc));
        }
        Ok(())
    }
}

fn lead(part: &Part, doc: u32) -> i64 {
    part.columns.lead[doc as usize].cast_signed() ^ i64::MIN
}

fn changed(part: &Part, doc: u32) -> i64 {
    part.columns.changed[doc as usize].saturating_neg()
}

fn newest(part: &Part, doc: u32) -> [i64; 3] {
    [changed(part, doc), lead(part, doc), 0]
}

fn freshest(part: &Part, doc: u32) -> [i64; 3] {
    [part.columns.fresh[doc as usize].saturating_neg(), lead(part, doc), 0]
}

/// Where nothing was typed.
fn first(part: &Part, doc: u32) -> [i64; 3] {
    [i64::from(part.columns.past.has(doc)), changed(part, doc), lead(part, doc)]
}

/// What is worth most comes first: its words, and then what it is.
fn best(part: &Part, doc: u32, words: i64, border: i64) -> [i64; 3] {
    let columns = &part.columns;
    let brevity = i64::from(LONG - columns.length[doc as usize].min(LONG));
    let own = if columns.own.has(doc) { OWN } else { 0 };
    let partial = if columns.partial.has(doc) { PARTIAL } else { 0 };
    let past = if columns.past.has(doc) { PAST } else { 0 };
    let fresh = columns.fresh[doc as usize];
    let stale = if fresh != NEVER && fresh < border { STALE } else { 0 };
    let worth = words + brevity + own - partial - past - stale;
    [-worth, lead(part, doc), changed(part, doc)]
}

/// The last key of the page before, in a segment's own list; none if all come after it.
fn border(texts: &Dictionary, after: &After) -> tantivy::Result<Option<(u64, u64)>> {
    Ok(match texts.term_ord_or_next(&after.text)? {
        TermOrdHit::Exact(ord) => Some((ord, after.tie)),
        TermOrdHit::Next(ord) => ord.checked_sub(1).map(|before| (before, u64::MAX)),
    })
}
