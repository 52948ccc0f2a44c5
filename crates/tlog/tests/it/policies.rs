//! Policies, and proofs to take home under them.

use tlog::{Breach, LogProof, NotProved, Policy, PolicyError, PolicyFault};

use super::samples::{self, cosigner, log, log_proof, policy, policy_text, signed, witnessed};

fn fault(text: &str) -> (usize, PolicyFault) {
    let PolicyError { line, fault } = Policy::read(text.as_bytes()).unwrap_err();
    (line, fault)
}

#[test]
fn two_of_three_are_a_quorum_and_one_is_none() {
    let head = log(5).1;
    let none = policy().weigh(&signed(head)).unwrap();
    assert_eq!((none.quorum, none.witnessed_since), (false, None));
    let one = policy().weigh(&witnessed(head, &[2])).unwrap();
    assert_eq!((one.quorum, one.witnesses.len()), (false, 1));
    assert_eq!(policy().require(&witnessed(head, &[2])), Err(Breach::NotWitnessed));
    let two = policy().require(&witnessed(head, &[3, 1])).unwrap();
    assert!(two.quorum);
    // Witness 3 was first; enough there were with the second.
    let since = two.witnessed_since.unwrap().seconds();
    assert_eq!(since, 1_767_225_602);
    let names: Vec<&str> = two.witnesses.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["w1", "w3"]);
}

#[test]
fn the_same_witness_twice_is_one() {
    let head = log(5).1;
    let mut signed = witnessed(head, &[1]);
    let again = cosigner(1).cosign(signed.checkpoint(), samples::time(5));
    signed.add(again).unwrap();
    let standing = policy().weigh(&signed).unwrap();
    assert!(!standing.quorum);
    assert_eq!(standing.witnesses, [("w1".to_owned(), samples::time(5))]);
}

#[test]
fn without_the_log_no_witness_helps() {
    let head = log(5).1;
    let good = witnessed(head, &[1, 2]);
    let lines: Vec<String> = good.to_string().lines().map(str::to_owned).collect();
    let without: Vec<&str> =
        lines.iter().filter(|line| !line.starts_with("— log")).map(String::as_str).collect();
    let text = format!("{}\n", without.join("\n"));
    let unsigned = tlog::SignedCheckpoint::read(text.as_bytes()).unwrap();
    assert_eq!(policy().weigh(&unsigned), Err(Breach::NotSigned));
    let other = text.replace("log.example/register", "log.example/other");
    let other = tlog::SignedCheckpoint::read(other.as_bytes()).unwrap();
    assert!(matches!(policy().weigh(&other), Err(Breach::UnknownLog(_))));
    let wrong = good.to_string().replace("\n5\n", "\n6\n");
    let wrong = tlog::SignedCheckpoint::read(wrong.as_bytes()).unwrap();
    assert!(matches!(policy().weigh(&wrong), Err(Breach::Wrong(_))));
}

#[test]
fn groups_of_groups_are_counted() {
    let witness = |n| format!("witness w{n} {}\n", cosigner(n).verifier());
    let log_line = format!("log {}\n", samples::log_signer().verifier());
    let all: String = (1..=4).map(witness).collect();
    let text =
        format!("{log_line}{all}group a any w1 w2\ngroup b all w3 w4\ngroup c 2 a b\nquorum c\n");
    let policy = Policy::read(text.as_bytes()).unwrap();
    let met = |numbers: &[u8]| policy.weigh(&witnessed(log(5).1, numbers)).unwrap().quorum;
    assert!(met(&[1, 3, 4]) && met(&[2, 3, 4]));
    assert!(!met(&[1, 2, 3]) && !met(&[3, 4]) && !met(&[1, 2]));
    let single = format!("{log_line}{all}quorum w4\n");
    let single = Policy::read(single.as_bytes()).unwrap();
    assert!(single.weigh(&witnessed(log(5).1, &[4])).unwrap().quorum);
    let none = Policy::read(format!("{log_line}quorum none\n").as_bytes()).unwrap();
    assert!(none.require(&signed(log(5).1)).unwrap().quorum);
}

#[test]
fn a_policy_is_printed_as_it_is_meant() {
    let printed = policy().to_string();
    assert_eq!(Policy::read(printed.as_bytes()).unwrap(), policy());
    assert!(printed.ends_with("group two 2 w1 w2 w3\nquorum two\n"));
    assert_eq!(policy().logs()[0].url.as_deref(), Some("https://log.example/register/"));
    assert_eq!(policy().witnesses().count(), 3);
}

#[test]
fn a_policy_is_refused_where_it_is_wrong() {
    let one = format!("witness w {}\n", cosigner(1).verifier());
    let two = format!("witness v {}\n", cosigner(2).verifier());
    let log_key = samples::log_signer().verifier().to_string();
    assert_eq!(fault(""), (0, PolicyFault::Text));
    assert_eq!(fault("# nothing\n"), (0, PolicyFault::Quorum));
    assert_eq!(fault("quorum none\nquorum none\n"), (2, PolicyFault::Quorum));
    assert_eq!(fault("quorum none"), (0, PolicyFault::Text));
    assert_eq!(fault("quorum none\r\n"), (0, PolicyFault::Text));
    assert_eq!(fault("quorum x\n"), (1, PolicyFault::Undefined("x".into())));
    assert_eq!(fault("quorum\n"), (1, PolicyFault::Form));
    assert_eq!(fault("QUORUM none\n"), (1, PolicyFault::Form));
    assert_eq!(fault(&format!("{one}{}", one.replace(" w ", " x "))), (2, PolicyFault::Twice));
    assert_eq!(fault(&format!("{one}{}", two.replace(" v ", " w "))), (2, PolicyFault::Twice));
    assert_eq!(fault(&one.replace(" w ", " none ")), (1, PolicyFault::Twice));
    assert_eq!(fault(&format!("log {log_key}\nlog {log_key} url\n")), (2, PolicyFault::Twice));
    let cosigner_as_log = format!("log {}\n", cosigner(1).verifier());
    assert!(matches!(fault(&cosigner_as_log), (1, PolicyFault::Key(_))));
    assert!(matches!(fault(&format!("witness w {log_key}\n")), (1, PolicyFault::Key(_))));
    for threshold in ["0", "3", "01", "-1", "some", "99999999999999999999"] {
        let text = format!("{one}{two}group g {threshold} w v\n");
        assert_eq!(fault(&text), (3, PolicyFault::Threshold), "{threshold}");
    }
    assert_eq!(fault("group g any\n"), (1, PolicyFault::Threshold));
    let twice = format!("{one}group g any w\ngroup h any w\n");
    assert_eq!(fault(&twice), (3, PolicyFault::MemberTwice("w".into())));
    let later = format!("group g any w\n{one}");
    assert_eq!(fault(&later), (1, PolicyFault::Undefined("w".into())));
    assert_eq!(fault("group g any none\n"), (1, PolicyFault::Undefined("none".into())));
}

#[test]
fn a_proof_to_take_home_proves_its_entry_and_no_other() {
    let proof = log_proof(123, 700);
    let text = proof.to_string();
    let read = LogProof::read(text.as_bytes()).unwrap();
    assert_eq!(read, proof);
    let standing = read.verify(&samples::entry(123), &policy()).unwrap();
    assert_eq!(standing.origin, samples::ORIGIN);
    assert!(matches!(read.verify(&samples::entry(124), &policy()), Err(NotProved::Path(_))));
    let alone = LogProof { checkpoint: signed(log(700).1), ..proof };
    let refused = alone.verify(&samples::entry(123), &policy());
    assert_eq!(refused, Err(NotProved::Checkpoint(Breach::NotWitnessed)));
    alone.verify_path(&samples::entry(123)).unwrap();
}

#[test]
fn any_flipped_bit_of_a_proof_to_take_home_is_refused() {
    let all = Policy::read(policy_text().replace(" 2 w1 w2 w3", " all w1 w2").as_bytes()).unwrap();
    let good = log_proof(5, 300).to_string().into_bytes();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        let read = LogProof::read(&bytes);
        let proved = read.is_ok_and(|proof| proof.verify(&samples::entry(5), &all).is_ok());
        assert!(!proved, "byte {at}");
    }
}

#[test]
fn a_proof_has_one_form() {
    let good = log_proof(5, 300).to_string();
    for (old, new) in [
        ("proof@v1", "proof@v2"),
        ("index 5", "index 05"),
        ("index 5", "index  5"),
        ("index 5", "extra \nindex 5"),
        ("index 5", "extra !!\nindex 5"),
        ("index 5\n", "index 5\n\n"),
        ("index 5\n", ""),
    ] {
        assert!(LogProof::read(good.replacen(old, new, 1).as_bytes()).is_err(), "{new:?}");
    }
    let extra = good.replacen("index 5", "extra AAE=\nindex 5", 1);
    let read = LogProof::read(extra.as_bytes()).unwrap();
    assert_eq!((read.extra.as_deref(), read.to_string()), (Some(&[0, 1][..]), extra));
}
