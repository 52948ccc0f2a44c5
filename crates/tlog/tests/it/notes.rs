//! Notes, keys and checkpoints: one spelling, no way around a signature.

use tlog::{
    Checkpoint, CheckpointError, Head, KeyError, KeyName, LogSigner, MAX_NAME, MAX_SIGNATURES,
    Note, NoteError, SignatureLine, SignedCheckpoint, VerifierKey,
};

use super::samples::{cosigner, log, log_signer, signed, time, witnessed};

fn refusal(note: &str) -> NoteError {
    Note::read(note.as_bytes()).unwrap_err()
}

#[test]
fn a_note_has_one_form() {
    let line = log_signer().sign("text\n").to_string();
    let good = format!("text\n\n{line}");
    assert_eq!(Note::read(good.as_bytes()).unwrap().to_string(), good);
    assert_eq!(refusal(""), NoteError::Form);
    assert_eq!(refusal("text\n"), NoteError::Form);
    assert_eq!(refusal(&format!("text\n{line}")), NoteError::Form);
    assert_eq!(refusal(good.trim_end()), NoteError::Form);
    assert_eq!(refusal(&format!("{good}\n")), NoteError::Form);
    assert_eq!(refusal(&good.replace('\n', "\r\n")), NoteError::Text);
    assert_eq!(refusal(&good.replace("text", "te\tt")), NoteError::Text);
    assert_eq!(Note::read(b"te\xfft\n\n").unwrap_err(), NoteError::Text);
    for (old, new) in [("— ", "- "), ("— ", "—"), (" log", "  log"), ("=\n", "\n"), ("=\n", "= \n")]
    {
        assert_eq!(refusal(&good.replace(old, new)), NoteError::Signature(1), "{old:?} {new:?}");
    }
    assert_eq!(refusal(&"x".repeat(tlog::MAX_NOTE + 1)), NoteError::TooLong);
}

#[test]
fn a_note_takes_many_signatures_and_not_too_many() {
    let names = (0..=MAX_SIGNATURES).map(|n| KeyName::new(&format!("k{n}")).unwrap());
    let signers: Vec<_> = names.map(|name| LogSigner::from_seed(name, &[3; 32])).collect();
    let lines: Vec<SignatureLine> = signers.iter().map(|signer| signer.sign("text\n")).collect();
    let mut note = Note::new("text\n".into(), lines[..MAX_SIGNATURES].to_vec()).unwrap();
    let keys: Vec<VerifierKey> = signers.iter().map(|signer| signer.verifier().clone()).collect();
    assert_eq!(note.verify(&keys).unwrap().len(), MAX_SIGNATURES);
    assert_eq!(note.add(lines[0].clone()), Ok(()), "one that is there is not repeated");
    assert_eq!(note.add(lines[MAX_SIGNATURES].clone()), Err(NoteError::TooMany));
    assert_eq!(Note::new("text\n".into(), lines), Err(NoteError::TooMany));
}

#[test]
fn unknown_keys_are_ignored_and_wrong_signatures_are_not() {
    let (known, unknown) =
        (log_signer(), LogSigner::from_seed(KeyName::new("x").unwrap(), &[2; 32]));
    let same_name = LogSigner::from_seed(known.verifier().name().clone(), &[4; 32]);
    let keys = [known.verifier().clone()];
    let text = "text\n";
    let note = |lines: &[&LogSigner]| {
        Note::new(text.into(), lines.iter().map(|signer| signer.sign(text)).collect()).unwrap()
    };
    assert_eq!(note(&[&unknown, &known, &same_name]).verify(&keys).unwrap().len(), 1);
    assert_eq!(note(&[&unknown]).verify(&keys), Err(NoteError::Unsigned));
    assert_eq!(note(&[&same_name]).verify(&keys), Err(NoteError::Unsigned));
    let wrong = Note::new(text.into(), vec![known.sign("other\n")]).unwrap();
    assert_eq!(wrong.verify(&keys), Err(NoteError::Wrong(known.verifier().name().clone())));
}

#[test]
fn any_flipped_bit_of_a_signed_checkpoint_is_refused() {
    let signed = witnessed(log(300).1, &[1]);
    let keys = [log_signer().verifier().clone(), cosigner(1).verifier().clone()];
    let good = signed.to_string().into_bytes();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << bit;
            // A changed name or key id makes a line unknown; it must then not count.
            let counted = SignedCheckpoint::read(&bytes)
                .ok()
                .and_then(|read| Some(read.note().verify(&keys).ok()?.len()))
                .unwrap_or(0);
            assert!(counted < 2, "byte {at} bit {bit}");
        }
    }
}

#[test]
fn a_checkpoint_has_exactly_three_lines() {
    let good = signed(log(5).1).checkpoint().to_string();
    assert_eq!(good.parse::<Checkpoint>().unwrap().to_string(), good);
    let refusal = |text: String| text.parse::<Checkpoint>().unwrap_err();
    assert_eq!(refusal(format!("{good}more\n")), CheckpointError::Extension);
    assert_eq!(refusal(good.trim_end().into()), CheckpointError::Form);
    assert_eq!(refusal(good.replace("\n5\n", "\n05\n")), CheckpointError::Form);
    assert_eq!(refusal(good.replace("\n5\n", "\n-5\n")), CheckpointError::Form);
    assert_eq!(refusal(good.replace("\n5\n", "\n9223372036854775808\n")), CheckpointError::Form);
    assert!(matches!(refusal(good.replace("\n5\n", "\n0\n")), CheckpointError::Head(_)));
    assert_eq!(refusal(good.replace("=\n", "\n")), CheckpointError::Form);
    assert_eq!(refusal(good.replace("log.example/register", "")), CheckpointError::Form);
    assert!(Checkpoint::new(&"o".repeat(MAX_NAME + 1), Head::empty()).is_err());
}

#[test]
fn a_checkpoint_is_signed_by_its_own_log_only() {
    let other = LogSigner::from_seed(KeyName::new("other.example").unwrap(), &[5; 32]);
    let ours = signed(log(5).1);
    let refused = SignedCheckpoint::sign(ours.checkpoint().clone(), &other);
    assert!(matches!(refused, Err(CheckpointError::OtherLog(_))));
    assert!(ours.verify(log_signer().verifier()).is_ok());
    assert!(matches!(ours.verify(other.verifier()), Err(CheckpointError::OtherLog(_))));
    let cosigner = tlog::Cosigner::from_seed(log_signer().verifier().name().clone(), &[1; 32]);
    assert!(matches!(ours.verify(cosigner.verifier()), Err(CheckpointError::OtherLog(_))));
}

#[test]
fn only_true_cosignatures_are_taken_over() {
    let mut ours = signed(log(5).1);
    let before = signed(log(4).1);
    let lines = [
        cosigner(1).cosign(ours.checkpoint(), time(7)),
        cosigner(2).cosign(before.checkpoint(), time(8)),
        cosigner(3).cosign(ours.checkpoint(), time(9)),
        log_signer().sign(ours.note().text()),
    ];
    let known = [cosigner(1).verifier().clone(), cosigner(2).verifier().clone()];
    assert_eq!(ours.take_cosignatures(&lines, &known).unwrap(), [time(7)]);
    assert_eq!(ours.note().signatures().len(), 2);
}

#[test]
fn keys_are_refused_for_any_fault() {
    let good = log_signer().verifier().to_string();
    let parts: Vec<&str> = good.splitn(3, '+').collect();
    let [name, hash, key] = parts[..] else { panic!("three parts") };
    let refusal = |text: String| text.parse::<VerifierKey>().unwrap_err();
    assert_eq!(refusal(format!("other+{hash}+{key}")), KeyError::Hash);
    assert_eq!(refusal(format!("+{hash}+{key}")), KeyError::Name);
    assert_eq!(refusal(format!("a b+{hash}+{key}")), KeyError::Name);
    assert_eq!(refusal(format!("a\u{a0}b+{hash}+{key}")), KeyError::Name);
    assert_eq!(refusal(format!("{name}+{}+{key}", hash.to_uppercase() + "A")), KeyError::Form);
    assert_eq!(refusal(format!("{name}+{hash}")), KeyError::Form);
    assert_eq!(refusal(format!("{name}+{hash}+{key}=")), KeyError::Form);
    // The neutral point of the curve: with it anyone's signature would do.
    let name = KeyName::new("weak").unwrap();
    let mut point = [0; 32];
    point[0] = 1;
    assert_eq!(VerifierKey::new(name, tlog::KeyKind::Log, &point), Err(KeyError::Point));
    assert!(format!("{:?}", log_signer()).contains("secret key of log.example/register+"));
    assert!(!format!("{:?}", log_signer()).contains(&log_signer().to_secret_text()[60..]));
}
