//! The page of an answer: those nearest to the top.

use std::collections::BTreeMap;

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

/// The smallest keys of all that are offered, one more than a page has: it tells of another page.
struct Nearest<K, V> {
    limit: usize,
    by_key: BTreeMap<K, V>,
}

impl<K: Ord, V> Nearest<K, V> {
    fn new(limit: usize) -> Self {
        Self { limit, by_key: BTreeMap::new() }
    }

    fn offer(&mut self, key: K, value: V) {
        let is_full = self.by_key.len() > self.limit;
        if is_full && self.by_key.last_key_value().is_some_and(|(last, _)| *last < key) {
            return;
        }
        self.by_key.insert(key, value);
        if self.by_key.len() > self.limit + 1 {
            self.by_key.pop_last();
        }
    }
}

/// The page that a question asks for.
pub struct Top<'a> {
    question: &'a Question,
    nearest: Nearest<After, DocAddress>,
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
        if matches!(self.question.order, Order::Title | Order::Number) {
            return self.look_by_text(at, part, shown);
        }
        if let (Order::Best, [levels]) = (self.question.order, found.levels.as_slice()) {
            self.look_by_level(at, part, (found, levels), shown);
            return Ok(());
        }
        for doc in shown.docs() {
            let place = self.by_number(part, found, doc);
            self.offer(place, DocAddress::new(at, doc));
        }
        Ok(())
    }

    /// One word: the best levels first, until no other can come before those that were found.
    fn look_by_level(
        &mut self,
        at: u32,
        part: &Part,
        (found, levels): (&Found, &Levels),
        shown: &Bits,
    ) {
        let mut left = shown.clone();
        for (worth, having) in &levels.by_worth {
            if self.is_beyond(*worth) {
                return;
            }
            let mut these = left.clone();
            these.keep(having);
            for doc in these.docs() {
                self.offer(self.by_number(part, found, doc), DocAddress::new(at, doc));
            }
            left.drop_all(&these);
        }
    }

    /// Whether nothing whose words are worth so much can be on the page any more.
    fn is_beyond(&self, worth: i64) -> bool {
        let most = worth + i64::from(LONG) + OWN;
        let last = self.nearest.by_key.last_key_value();
        self.nearest.by_key.len() > self.question.limit
            && last.is_some_and(|(last, _)| last.numbers[0] < -most)
    }

    /// Those of the page, in order, and where it ends if there is another.
    pub fn end(self) -> (Vec<DocAddress>, Option<After>) {
        let has_more = self.nearest.by_key.len() > self.question.limit;
        let mut page: Vec<(After, DocAddress)> = self.nearest.by_key.into_iter().collect();
        page.truncate(self.question.limit);
        let last = page.last().filter(|_| has_more).map(|(place, _)| place.clone());
        (page.into_iter().map(|(_, at)| at).collect(), last)
    }

    fn offer(&mut self, place: After, at: DocAddress) {
        if self.question.after.as_ref().is_none_or(|after| place > *after) {
            self.nearest.offer(place, at);
        }
    }

    fn by_number(&self, part: &Part, found: &Found, doc: u32) -> After {
        let (columns, at) = (&part.columns, doc as usize);
        let newest = columns.changed[at].saturating_neg();
        let lead = columns.lead[at].cast_signed() ^ i64::MIN;
        let numbers = match self.question.order {
            Order::Newest => [newest, lead, 0],
            Order::Fresh => [columns.fresh[at].saturating_neg(), lead, 0],
            _ if found.levels.is_empty() => [i64::from(columns.past.has(doc)), newest, lead],
            _ => [-self.worth(part, found, doc), lead, newest],
        };
        After { text: String::new(), numbers, tie: columns.tie[at] }
    }

    fn worth(&self, part: &Part, found: &Found, doc: u32) -> i64 {
        let columns = &part.columns;
        let words: i64 = found.levels.iter().map(|levels| levels.worth(doc)).sum();
        let fit = words / i64::try_from(found.levels.len()).unwrap_or(1).max(1);
        let brevity = i64::from(LONG - columns.length[doc as usize].min(LONG));
        let own = if columns.own.has(doc) { OWN } else { 0 };
        let partial = if columns.partial.has(doc) { PARTIAL } else { 0 };
        let past = if columns.past.has(doc) { PAST } else { 0 };
        let fresh = columns.fresh[doc as usize];
        let stale = if fresh != NEVER && fresh < self.question.border { STALE } else { 0 };
        fit + brevity + own - partial - past - stale
    }

    /// Texts are compared by their places in the segment's own list; only those near the top are read.
    fn look_by_text(&mut self, at: u32, part: &Part, shown: &Bits) -> tantivy::Result<()> {
        let columns = &part.columns;
        let by_title = self.question.order == Order::Title;
        let column = if by_title { &columns.title } else { &columns.number };
        let Some(column) = column else { return Ok(()) };
        let (texts, ords) = (column.dictionary(), column.ords());
        let after = self.question.after.as_ref();
        let border = after.map(|after| border(texts, after)).transpose()?.flatten();
        let mut nearest = Nearest::new(self.question.limit);
        for doc in shown.docs() {
            let key = (ords.first(doc).unwrap_or(0), columns.tie[doc as usize]);
            if border.is_none_or(|border| border < key) {
                nearest.offer(key, doc);
            }
        }
        for ((ord, tie), doc) in nearest.by_key {
            let mut text = Vec::new();
            texts.ord_to_term(ord, &mut text)?;
            let text = String::from_utf8_lossy(&text).into_owned();
            self.offer(After { text, numbers: [0; 3], tie }, DocAddress::new(at, doc));
        }
        Ok(())
    }
}

/// The last key of the page before, in a segment's own list; none if all come after it.
fn border(texts: &Dictionary, after: &After) -> tantivy::Result<Option<(u64, u64)>> {
    Ok(match texts.term_ord_or_next(&after.text)? {
        TermOrdHit::Exact(ord) => Some((ord, after.tie)),
        TermOrdHit::Next(ord) => ord.checked_sub(1).map(|before| (before, u64::MAX)),
    })
}
