//! Work by several threads whose results come in the order of the questions.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Results that wait for their turn, for each thread: so the memory has a bound.
const AHEAD: usize = 2;

/// Do `work` on each item in `threads` threads; `take` gets the results in order, in this thread,
/// until it breaks.
pub fn in_order<I: Send, R: Send>(
    threads: usize,
    items: impl Iterator<Item = I>,
    work: impl Fn(I) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let (jobs, queue) = sync_channel::<(I, SyncSender<R>)>(threads);
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        // The closure owns the sender, so that the threads end when it is left.
        let jobs = jobs;
        for _ in 0..threads.max(1) {
            scope.spawn(|| serve(&queue, &work));
        }
        let mut waiting: VecDeque<Receiver<R>> = VecDeque::new();
        for item in items {
            let (answer, result) = sync_channel(1);
            if jobs.send((item, answer)).is_err() {
                return;
            }
            waiting.push_back(result);
            if waiting.len() > threads * AHEAD && next(&mut waiting, &mut take).is_break() {
                return;
            }
        }
        while !waiting.is_empty() {
            if next(&mut waiting, &mut take).is_break() {
                return;
            }
        }
    });
}

fn serve<I, R>(queue: &Mutex<Receiver<(I, SyncSender<R>)>>, work: &impl Fn(I) -> R) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((item, answer)) = job else { return };
        // Nobody waits for it any more when the result is not taken.
        let _ = answer.send(work(item));
    }
}

fn next<R>(
    waiting: &mut VecDeque<Receiver<R>>,
    take: &mut impl FnMut(R) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match waiting.pop_front().map(|result| result.recv()) {
        Some(Ok(result)) => take(result),
        Some(Err(_)) | None => ControlFlow::Break(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_questions() {
        let mut taken = Vec::new();
        in_order(
            3,
            0..100_u64,
            |n| n * n,
            |r| {
                taken.push(r);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(taken, (0..100).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn a_break_ends_the_work() {
        let mut taken = 0;
        in_order(
            2,
            0_u64..,
            |n| n,
            |_| {
                taken += 1;
                if taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 5);
    }
}
