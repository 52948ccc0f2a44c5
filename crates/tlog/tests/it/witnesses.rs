//! Both sides of the call to a witness, with every status code of the specification.

use tlog::{
    AddCheckpoint, Answer, ConsistencyProof, Head, Refusal, SIZE_TYPE, VerifierKey, judge,
    monitoring_path,
};

use super::samples::{ORIGIN, add_checkpoint, cosigner, log, log_signer, signed, time};

fn trusted() -> [VerifierKey; 1] {
    [log_signer().verifier().clone()]
}

fn status(request: &AddCheckpoint, last: Option<Head>) -> u16 {
    judge(request, &trusted(), |_| last).map_or_else(|refusal| refusal.status(), |_| 200)
}

#[test]
fn the_codes_are_those_of_the_specification() {
    let at_300 = Some(log(300).1);
    assert_eq!(status(&add_checkpoint(0, 300), None), 200);
    assert_eq!(status(&add_checkpoint(300, 700), at_300), 200);
    assert_eq!(status(&add_checkpoint(300, 300), at_300), 200, "the same again");

    let stranger = judge(&add_checkpoint(0, 5), &[], |_| None).unwrap_err();
    assert_eq!((stranger.status(), &stranger), (404, &Refusal::UnknownLog));

    let mut unsigned = add_checkpoint(0, 5).to_string();
    let end = unsigned.rfind("— ").unwrap();
    unsigned.truncate(end);
    let by_another = cosigner(1).cosign(signed(log(5).1).checkpoint(), time(1));
    let unsigned = AddCheckpoint::read(format!("{unsigned}{by_another}").as_bytes()).unwrap();
    assert_eq!(status(&unsigned, None), 403);

    let ahead = AddCheckpoint { old: 6, ..add_checkpoint(0, 5) };
    assert_eq!(status(&ahead, Some(log(6).1)), 400);
    assert_eq!(status(&add_checkpoint(200, 700), at_300), 409);
    assert_eq!(status(&add_checkpoint(300, 700), None), 409);

    let no_proof = AddCheckpoint { proof: ConsistencyProof::default(), ..add_checkpoint(300, 700) };
    assert_eq!(status(&no_proof, at_300), 422);
    let needless =
        AddCheckpoint { proof: add_checkpoint(300, 700).proof, ..add_checkpoint(0, 700) };
    assert_eq!(status(&needless, None), 422);
}

#[test]
fn a_stale_size_is_told_and_a_fork_is_not_mistaken_for_it() {
    let stale = judge(&add_checkpoint(200, 700), &trusted(), |_| Some(log(300).1)).unwrap_err();
    assert_eq!(stale.body(), (SIZE_TYPE, "300\n".to_owned()));
    assert_eq!(Answer::read(409, Some(SIZE_TYPE), b"300\n"), Answer::StandsAt(300));

    let forked = Head::new(300, *log(299).1.root()).unwrap();
    let fork = judge(&add_checkpoint(300, 300), &trusted(), |_| Some(forked)).unwrap_err();
    assert_eq!((fork.status(), &fork), (409, &Refusal::Forked));
    let (content_type, body) = fork.body();
    assert_eq!(Answer::read(409, Some(content_type), body.as_bytes()), Answer::Refused(409));
}

#[test]
fn the_last_head_is_asked_only_for_a_signed_checkpoint() {
    let judged = judge(&add_checkpoint(0, 5), &[], |_| panic!("asked for a stranger"));
    assert_eq!(judged, Err(Refusal::UnknownLog));
    let judged = judge(&add_checkpoint(0, 5), &trusted(), |origin| {
        assert_eq!(origin, ORIGIN);
        None
    });
    assert_eq!(judged, Ok(log(5).1));
}

#[test]
fn a_log_and_a_witness_understand_each_other() {
    let request = AddCheckpoint::read(add_checkpoint(300, 700).to_string().as_bytes()).unwrap();
    judge(&request, &trusted(), |_| Some(log(300).1)).unwrap();
    let line = cosigner(1).cosign(request.checkpoint.checkpoint(), time(1_767_225_600));
    let Answer::Cosigned(lines) = Answer::read(200, None, line.to_string().as_bytes()) else {
        panic!("not understood")
    };
    let mut ours = signed(log(700).1);
    let taken = ours.take_cosignatures(&lines, &[cosigner(1).verifier().clone()]).unwrap();
    assert_eq!(taken, [time(1_767_225_600)]);
}

#[test]
fn a_request_has_one_form() {
    let good = add_checkpoint(300, 700).to_string();
    assert_eq!(AddCheckpoint::read(good.as_bytes()).unwrap().to_string(), good);
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    for (old, new) in [
        ("old 300", "old 0300"),
        ("old 300", "old  300"),
        ("old 300", "Old 300"),
        ("old 300", "old -1"),
        ("old 300\n", ""),
        ("old 300\n", "old 300\nhash\n"),
        ("old 300\n", &format!("old 300\n{}", hash.repeat(63))),
        ("old 300\n", "old 300\r\n"),
    ] {
        assert!(AddCheckpoint::read(good.replacen(old, new, 1).as_bytes()).is_err(), "{new:?}");
    }
    assert!(AddCheckpoint::read(&vec![b'x'; tlog::MAX_REQUEST + 1]).is_err());
    let malformed: Refusal = AddCheckpoint::read(b"").unwrap_err().into();
    assert_eq!(malformed.status(), 400);
}

#[test]
fn what_is_no_answer_counts_as_a_refusal() {
    for (status, content_type, body) in [
        (200, None, &b""[..]),
        (200, None, b"no line\n"),
        (409, None, b"300\n"),
        (409, Some("text/plain"), b"300\n"),
        (409, Some(SIZE_TYPE), b"300"),
        (409, Some(SIZE_TYPE), b"0300\n"),
        (409, Some(SIZE_TYPE), b""),
        (404, None, b"unknown log\n"),
        (500, Some(SIZE_TYPE), b"300\n"),
    ] {
        assert_eq!(Answer::read(status, content_type, body), Answer::Refused(status));
    }
}

#[test]
fn a_witness_is_read_under_the_hash_of_the_origin() {
    let path = monitoring_path("example.com/log");
    assert_eq!(path.len(), 64 + "/checkpoint".len());
    assert!(path.bytes().take(64).all(|b| b.is_ascii_hexdigit()));
    assert_ne!(path, monitoring_path(ORIGIN));
}
