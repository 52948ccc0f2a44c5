//! The answers that a server gives again: see [`crate::kept`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::Stand;
use axum::body::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use lru::LruCache;

/// Bytes of answers that are kept.
const ROOM: usize = 48 * 1024 * 1024;
/// How long an answer is given again.
const SHELF_LIFE: Duration = Duration::from_secs(60);

/// What two requests must have in common to get the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    pub address: String,
    /// What the browser remembers; it decides whether it is told to remember the language of the page.
    pub language: String,
    pub accept: String,
    pub encodings: String,
}

/// What is sent.
#[derive(Clone)]
pub struct Answer {
    pub headers: HeaderMap,
    pub body: Bytes,
    pub made: Timestamp,
}

/// The answers that still hold.
#[derive(Clone)]
pub struct Kept(Arc<Mutex<Shelf>>);

struct Shelf {
    answers: LruCache<Question, Answer>,
    bytes: usize,
    /// How things stood when they were made.
    stand: Option<Stand>,
}

impl Default for Kept {
    fn default() -> Self {
        let shelf = Shelf { answers: LruCache::unbounded(), bytes: 0, stand: None };
        Self(Arc::new(Mutex::new(shelf)))
    }
}

impl Kept {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An answer made as things stand; all others are forgotten.
    pub fn find(&self, question: &Question, stand: Stand, now: Timestamp) -> Option<Answer> {
        let mut shelf = self.shelf();
        if shelf.stand != Some(stand) {
            shelf.answers.clear();
            (shelf.bytes, shelf.stand) = (0, Some(stand));
        }
        let answer = shelf.answers.get(question)?;
        let age = now.duration_since(answer.made).unsigned_abs();
        (age < SHELF_LIFE).then(|| answer.clone())
    }

    /// Keeps an answer, unless something was committed while it was made.
    pub fn keep(&self, question: Question, answer: Answer, stand: Stand) {
        let mut shelf = self.shelf();
        if shelf.stand != Some(stand) {
            return;
        }
        shelf.bytes += weight(&question, &answer);
        if let Some((question, answer)) = shelf.answers.push(question, answer) {
            shelf.bytes -= weight(&question, &answer);
        }
        while shelf.bytes > ROOM {
            let Some((question, answer)) = shelf.answers.pop_lru() else { break };
            shelf.bytes -= weight(&question, &answer);
        }
    }
}

/// About the bytes that an answer takes.
fn weight(question: &Question, answer: &Answer) -> usize {
    const HEADERS: usize = 2000;
    question.address.len() + answer.body.len() + HEADERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(address: &str) -> Question {
        Question {
            address: address.into(),
            language: String::new(),
            accept: String::new(),
            encodings: String::new(),
        }
    }

    fn answer(bytes: usize, second: i64) -> Answer {
        let made = Timestamp::from_second(second).unwrap();
        Answer { headers: HeaderMap::new(), body: vec![b'a'; bytes].into(), made }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    const NOW: Stand = Stand { commits: 3, position: 7 };

    #[test]
    fn an_answer_is_given_again_until_something_changes_or_a_minute_is_over() {
        let kept = Kept::default();
        assert!(kept.find(&question("/a"), NOW, at(0)).is_none());
        kept.keep(question("/a"), answer(10, 0), NOW);
        assert!(kept.find(&question("/a"), NOW, at(59)).is_some());
        assert!(kept.find(&question("/b"), NOW, at(59)).is_none());
        assert!(kept.find(&question("/a"), NOW, at(60)).is_none());
        for other in [Stand { commits: 4, ..NOW }, Stand { position: 8, ..NOW }] {
            assert!(kept.find(&question("/a"), other, at(1)).is_none());
            assert_eq!(
                kept.shelf().bytes,
                0,
                "what was forgotten in the register is not kept here"
            );
            kept.keep(question("/a"), answer(10, 0), other);
        }
    }

    #[test]
    fn an_answer_made_while_something_was_committed_is_not_kept() {
        let kept = Kept::default();
        assert!(kept.find(&question("/a"), NOW, at(0)).is_none());
        let later = Stand { commits: 4, ..NOW };
        assert!(kept.find(&question("/b"), later, at(0)).is_none());
        kept.keep(question("/a"), answer(10, 0), NOW);
        assert!(kept.find(&question("/a"), later, at(0)).is_none());
    }

    #[test]
    fn the_oldest_answers_make_room() {
        let kept = Kept::default();
        assert!(kept.find(&question("/0"), NOW, at(0)).is_none());
        for n in 0..60 {
            kept.keep(question(&format!("/{n}")), answer(1024 * 1024, 0), NOW);
            kept.keep(question(&format!("/{n}")), answer(1024 * 1024, 0), NOW);
        }
        assert!(kept.shelf().bytes <= ROOM);
        let sum: usize = kept.shelf().answers.iter().map(|(q, a)| weight(q, a)).sum();
        assert_eq!(kept.shelf().bytes, sum);
        assert!(kept.find(&question("/0"), NOW, at(0)).is_none());
        assert!(kept.find(&question("/59"), NOW, at(0)).is_some());
    }
}
