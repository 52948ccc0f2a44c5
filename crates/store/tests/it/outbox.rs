use store::{Enqueue, Job, JobFilter, JobStatus, Json, StoreError};

use crate::{bench::Bench, on_both_engines, toy::at};

async fn order(bench: &Bench, key: &str, second: i64) -> bool {
    bench
        .store
        .write("order", |tx| {
            Box::pin(async move {
                let body = Json::of(&serde_json::json!({ "to": key }))?;
                let (run_at, now) = (at(second), at(0));
                tx.enqueue(Enqueue { channel: "mail", dedupe: Some(key), body, run_at, now }).await
            })
        })
        .await
        .map_err(|e: StoreError| e)
        .unwrap()
}

async fn claim(bench: &Bench, worker: &str, second: i64, limit: u32) -> Vec<Job> {
    bench
        .store
        .claim(&["mail", "search"], worker, at(second), at(second + 60), limit)
        .await
        .unwrap()
}

on_both_engines! {
    async fn a_job_ordered_twice_is_one_job(bench) {
        assert!(order(bench, "a", 0).await);
        assert!(!order(bench, "a", 0).await);
        assert_eq!(claim(bench, "w", 1, 10).await.len(), 1);
    }

    async fn a_job_waits_for_its_time(bench) {
        order(bench, "later", 100).await;
        assert!(claim(bench, "w", 99, 10).await.is_empty());
        assert_eq!(claim(bench, "w", 100, 10).await.len(), 1);
    }

    async fn two_workers_never_have_one_job(bench) {
        for n in 0..60 { order(bench, &format!("{n}"), 0).await; }
        let work = |name: &'static str| async move {
            let mut mine = Vec::new();
            loop {
                let jobs = claim(bench, name, 1, 3).await;
                if jobs.is_empty() { return mine }
                for job in jobs {
                    assert!(bench.store.done(&job, at(2)).await.unwrap());
                    mine.push(job.id);
                }
            }
        };
        let (mut a, b) = tokio::join!(work("a"), work("b"));
        a.extend(b);
        a.sort();
        a.dedup();
        assert_eq!(a.len(), 60);
        assert_eq!(bench.store.job_counts().await.unwrap(), [("mail".into(), JobStatus::Done, 60)]);
    }

    async fn a_lease_that_ran_out_frees_the_job_and_the_late_worker_is_told(bench) {
        order(bench, "a", 0).await;
        let first = claim(bench, "slow", 1, 1).await.remove(0);
        assert!(claim(bench, "quick", 60, 1).await.is_empty());
        let second = claim(bench, "quick", 61, 1).await.remove(0);
        assert_eq!((second.id, second.attempts), (first.id, 2));
        assert!(!bench.store.done(&first, at(62)).await.unwrap());
        assert!(bench.store.done(&second, at(63)).await.unwrap());
    }

    async fn a_failed_job_is_tried_again_later_and_given_up_in_the_end(bench) {
        order(bench, "a", 0).await;
        let job = claim(bench, "w", 1, 1).await.remove(0);
        assert!(bench.store.failed(&job, "no answer", Some(at(50))).await.unwrap());
        assert!(claim(bench, "w", 49, 1).await.is_empty());
        let job = claim(bench, "w", 50, 1).await.remove(0);
        assert!(bench.store.failed(&job, "no such box", None).await.unwrap());
        assert!(claim(bench, "w", 9999, 1).await.is_empty());
        let filter = JobFilter { status: Some(JobStatus::Failed), limit: 10, ..JobFilter::default() };
        let failed = bench.store.jobs(&filter).await.unwrap();
        assert_eq!(failed[0].last_error.as_deref(), Some("no such box"));
        assert!(bench.store.retry_job(job.id, at(60)).await.unwrap());
        assert_eq!(claim(bench, "w", 60, 1).await.len(), 1);
    }

    async fn jobs_done_long_ago_are_forgotten_and_no_others(bench) {
        for key in ["old", "new", "failed", "waiting"] { order(bench, key, 0).await; }
        let jobs = claim(bench, "w", 1, 3).await;
        assert!(bench.store.done(&jobs[0], at(10)).await.unwrap());
        assert!(bench.store.done(&jobs[1], at(20)).await.unwrap());
        assert!(bench.store.failed(&jobs[2], "no such box", None).await.unwrap());
        assert_eq!(bench.store.forget_done(at(20)).await.unwrap(), 1);
        let mut left = bench.store.jobs(&JobFilter { limit: 9, ..JobFilter::default() }).await.unwrap();
        left.sort_by_key(|job| job.id);
        let left: Vec<_> = left.iter().map(|job| job.status).collect();
        assert_eq!(left, [JobStatus::Done, JobStatus::Failed, JobStatus::Ready]);
    }

    async fn a_job_sent_again_has_as_many_tries_as_a_new_one(bench) {
        order(bench, "a", 0).await;
        let job = claim(bench, "w", 1, 1).await.remove(0);
        assert!(bench.store.failed(&job, "no such box", None).await.unwrap());
        assert!(bench.store.retry_job(job.id, at(60)).await.unwrap());
        assert_eq!(claim(bench, "w", 60, 1).await[0].attempts, 1);
    }

    async fn other_channels_are_left_alone(bench) {
        order(bench, "a", 0).await;
        assert!(bench.store.claim(&["search"], "w", at(1), at(2), 5).await.unwrap().is_empty());
        assert!(bench.store.claim(&[], "w", at(1), at(2), 5).await.unwrap().is_empty());
    }
}
