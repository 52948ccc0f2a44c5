//! Vectors that others computed: the specifications, Go's tests, a running log and its witness, and
//! our own design, where each was computed twice.

use tlog::leaf::{Act, Leaf, Opening, Salt};
use tlog::{Cosigner, Grower, Hash, KeyError, LogSigner, Note, SignedCheckpoint, VerifierKey};

const SPEC_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SPEC_NOTE: &str = "This is an example message.\n\n— example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_SECRET: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_TEXT: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n";
const GO_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p\
    ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// A checkpoint of a running log with the cosignature of a running witness. The log's own line is of
/// a kind that we do not know.
const REAL_CHECKPOINT: &str = "coachandhorses2026h1.staging.certificate.transparency.goog\n\
    185550722\n\
    YXAM0VmnrfvLaBCOOYSJhCaE5F10oGBOo+hkbDa1kng=\n\
    \n\
    — coachandhorses2026h1.staging.certificate.transparency.goog MpXgsHy8ZwxXnO+WjtVrPxAzL49Rs1gWTkN\
    VNeEa//5peAzaocRCB3qt3EaibjzY5GILLtGgBP7dBhgcSHy+JQh0OAc=\n\
    — witness.navigli.sunlight.geomys.org o+AP4gAAAABqb7DzNrGFRJnQ9vrJ8xpnwZytnr/ZYczDIsvwvouiSjwOj\
    n7a72ccxBk+lKnZ7dKqkYKER1s/KxLTaVwQD7lJZTC/CQ==\n";
const REAL_WITNESS: &str =
    "witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G";

#[test]
fn the_note_of_the_specification_verifies() {
    let key: VerifierKey = SPEC_KEY.parse().unwrap();
    assert_eq!(key.to_string(), SPEC_KEY);
    let note = Note::read(SPEC_NOTE.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.verify(&[key]).unwrap().len(), 1);
    assert_eq!(note.to_string(), SPEC_NOTE);
}

#[test]
fn a_key_of_go_signs_the_same_bytes() {
    let signer = LogSigner::from_secret_text(GO_SECRET).unwrap();
    assert_eq!(signer.verifier().to_string(), GO_KEY);
    assert_eq!(signer.to_secret_text(), GO_SECRET);
    assert_eq!(signer.sign(GO_TEXT).to_string(), GO_LINE);
    assert_eq!(Cosigner::from_secret_text(GO_SECRET).unwrap_err(), KeyError::Kind(1));
}

#[test]
fn keys_of_running_logs_and_witnesses_are_read() {
    for key in [
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        REAL_WITNESS,
    ] {
        assert_eq!(key.parse::<VerifierKey>().unwrap().to_string(), key);
    }
}

#[test]
fn the_cosignature_of_a_running_witness_verifies() {
    let witness: VerifierKey = REAL_WITNESS.parse().unwrap();
    let signed = SignedCheckpoint::read(REAL_CHECKPOINT.as_bytes()).unwrap();
    assert_eq!(signed.checkpoint().head().size(), 185_550_722);
    let keys = [witness];
    let verified = signed.note().verify(&keys).unwrap();
    assert_eq!(verified.len(), 1);
    assert_eq!(verified[0].time.unwrap().seconds(), 0x6a6f_b0f3);
    assert_eq!(signed.to_string(), REAL_CHECKPOINT);

    let forged = REAL_CHECKPOINT.replace("185550722", "185550723");
    let forged = SignedCheckpoint::read(forged.as_bytes()).unwrap();
    assert!(forged.note().verify(&keys).is_err());
}

/// The reference tree of Certificate Transparency.
#[test]
fn roots_are_those_of_rfc_6962() {
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut grower = Grower::empty();
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(grower.head().root().to_hex(), *root, "{size} leaves");
        if let Some(leaf) = leaves.get(size) {
            grower.push(&hex::decode(leaf).unwrap()).unwrap();
        }
    }
}

/// The design's vector of `korgoo/leaf/v1`.
#[test]
fn the_leaf_of_the_design_has_its_hash() {
    let salt = std::array::from_fn(|n| u8::try_from(n).unwrap());
    let name = "array.name".parse().unwrap();
    let opening = Opening::new(name, Salt::from_bytes(salt), "Бейтаптардын картотекасы");
    let act = Act {
        kind: "array".parse().unwrap(),
        subject: "KR-000233/A-002".parse().unwrap(),
        version: 1,
        event: "register".parse().unwrap(),
        at: "2026-11-22T06:00:00Z".parse().unwrap(),
        prev: None,
    };
    let leaf = Leaf::new(act, &[opening]).unwrap();
    let text = "korgoo/leaf/v1\ntype array\nsubject KR-000233/A-002\nversion 1\nevent register\n\
        at 2026-11-22T06:00:00Z\nprev -\n\
        f array.name ci2RNCkruH1u2jibH0ghoulxvxPFWyVmoxaL4S2oaiI=\n";
    assert_eq!(leaf.to_string(), text);
    let hash = "b4a0c80f8646b6f5d2cacdccc6d55bdbf692e923e7729df6df8bb8501ceebaf5";
    assert_eq!(leaf.hash().to_hex(), hash);
    assert_eq!(Hash::of_leaf(text.as_bytes()).to_hex(), hash);
    assert_eq!(Leaf::read(text.as_bytes()).unwrap(), leaf);
}
