//! A proof proves one thing: any change of a bit, a length or a place makes it prove nothing.

use proptest::prelude::*;
use tlog::{
    AdvanceError, ConsistencyProof, Hash, Head, InclusionProof, MAX_SIZE, ProofError, advance,
    prove_consistency, prove_inclusion,
};

use super::samples::{entry, log};

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

fn flipped_in(hashes: &[Hash], at: usize, bit: usize) -> Vec<Hash> {
    let mut hashes = hashes.to_vec();
    hashes[at] = flipped(&hashes[at], bit);
    hashes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_inclusion_proof_with_one_bit_flipped_is_refused(
        size in 1..1200_u64, place in any::<u64>(), bit in 0..256_usize,
    ) {
        let index = place % size;
        let (tiles, head) = log(size);
        let leaf = Hash::of_leaf(&entry(index));
        let proof = prove_inclusion(&tiles, index, &head).unwrap();
        proof.verify(index, &leaf, &head).unwrap();

        for at in 0..proof.hashes().len() {
            let wrong = InclusionProof::new(flipped_in(proof.hashes(), at, bit)).unwrap();
            prop_assert_eq!(wrong.verify(index, &leaf, &head), Err(ProofError::Wrong));
        }
        prop_assert!(proof.verify(index, &flipped(&leaf, bit), &head).is_err());
        let other = Head::new(size, flipped(head.root(), bit)).unwrap();
        prop_assert!(proof.verify(index, &leaf, &other).is_err());
        let elsewhere = (index + 1) % size;
        prop_assert_eq!(proof.verify(elsewhere, &leaf, &head).is_ok(), elsewhere == index);
        prop_assert!(proof.verify(size, &leaf, &head).is_err());
    }

    #[test]
    fn a_consistency_proof_with_one_bit_flipped_is_refused(
        size in 2..1200_u64, place in any::<u64>(), bit in 0..256_usize,
    ) {
        let (tiles, head) = log(size);
        let before = log(1 + place % (size - 1)).1;
        let proof = prove_consistency(&tiles, &before, &head).unwrap();
        proof.verify(&before, &head).unwrap();

        for at in 0..proof.hashes().len() {
            let wrong = ConsistencyProof::new(flipped_in(proof.hashes(), at, bit)).unwrap();
            prop_assert_eq!(wrong.verify(&before, &head), Err(ProofError::Wrong));
        }
        let old = Head::new(before.size(), flipped(before.root(), bit)).unwrap();
        prop_assert!(proof.verify(&old, &head).is_err());
        let new = Head::new(size, flipped(head.root(), bit)).unwrap();
        prop_assert!(proof.verify(&before, &new).is_err());
        prop_assert_eq!(
            proof.verify(&head, &before),
            Err(ProofError::Shrinks { old: size, new: before.size() })
        );
    }

    #[test]
    fn a_proof_longer_or_shorter_is_refused(size in 2..600_u64, place in any::<u64>()) {
        let index = place % size;
        let (tiles, head) = log(size);
        let leaf = Hash::of_leaf(&entry(index));
        let before = log(1 + place % (size - 1)).1;
        let inclusion = prove_inclusion(&tiles, index, &head).unwrap();
        let consistency = prove_consistency(&tiles, &before, &head).unwrap();
        for change in [longer, shorter, doubled] {
            let wrong = InclusionProof::new(change(inclusion.hashes())).unwrap();
            prop_assert!(wrong == inclusion || wrong.verify(index, &leaf, &head).is_err());
            let wrong = ConsistencyProof::new(change(consistency.hashes())).unwrap();
            prop_assert!(wrong == consistency || wrong.verify(&before, &head).is_err());
        }
    }
}

fn longer(hashes: &[Hash]) -> Vec<Hash> {
    [hashes, &[Hash::of_nothing()]].concat()
}

fn shorter(hashes: &[Hash]) -> Vec<Hash> {
    hashes.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default()
}

fn doubled(hashes: &[Hash]) -> Vec<Hash> {
    [&hashes[..hashes.len().min(1)], hashes].concat()
}

#[test]
fn every_small_tree_proves_every_leaf_and_every_beginning() {
    let heads: Vec<Head> = (0..=70).map(|size| log(size).1).collect();
    for head in &heads[1..] {
        let (tiles, _) = log(head.size());
        for index in 0..head.size() {
            prove_inclusion(&tiles, index, head).unwrap();
        }
        for before in &heads[..=usize::try_from(head.size()).unwrap()] {
            prove_consistency(&tiles, before, head).unwrap();
        }
    }
}

#[test]
fn the_largest_sizes_overflow_nothing() {
    let hashes = vec![Hash::of_nothing(); 63];
    let head = Head::new(MAX_SIZE, Hash::of_nothing()).unwrap();
    let old = Head::new(MAX_SIZE - 1, Hash::of_nothing()).unwrap();
    let inclusion = InclusionProof::new(hashes.clone()).unwrap();
    assert!(inclusion.verify(MAX_SIZE - 1, &Hash::of_nothing(), &head).is_err());
    assert!(inclusion.verify(u64::MAX, &Hash::of_nothing(), &head).is_err());
    assert!(ConsistencyProof::new(hashes.clone()).unwrap().verify(&old, &head).is_err());
    assert_eq!(InclusionProof::new([hashes, longer(&[])].concat()), Err(ProofError::TooLong));
    assert!(Head::new(MAX_SIZE + 1, Hash::of_nothing()).is_err());
    assert!(tlog::tiles_for_inclusion(MAX_SIZE - 1, MAX_SIZE).unwrap().len() <= 16);
    assert!(tlog::tiles_for_consistency(MAX_SIZE - 1, MAX_SIZE).unwrap().len() <= 16);
    assert!(tlog::tiles_for_inclusion(0, u64::MAX).is_err());
}

#[test]
fn a_signer_goes_neither_back_nor_sideways() {
    let (tiles, head) = log(300);
    let before = log(200).1;
    let proof = prove_consistency(&tiles, &before, &head).unwrap();
    let none = ConsistencyProof::default();
    advance(&before, &head, &proof).unwrap();
    advance(&Head::empty(), &head, &none).unwrap();
    advance(&head, &head, &none).unwrap();
    let back = AdvanceError::WentBack { last: 300, next: 200 };
    assert_eq!(advance(&head, &before, &none), Err(back));
    let forked = Head::new(300, *before.root()).unwrap();
    assert_eq!(advance(&head, &forked, &none), Err(AdvanceError::Forked(300)));
    assert_eq!(advance(&before, &head, &none), Err(AdvanceError::NotConsistent));
    assert_eq!(advance(&before, &forked, &proof), Err(AdvanceError::NotConsistent));
}

#[test]
fn damaged_tiles_make_an_error_and_no_proof() {
    let (tiles, head) = log(700);
    let before = log(300).1;
    for tile in tlog::tiles_for_inclusion(5, 700).unwrap() {
        let mut damaged = tiles.clone();
        // Every hash of it: a proof may well need one only.
        damaged.get_mut(&tile).unwrap().iter_mut().for_each(|byte| *byte ^= 4);
        assert!(prove_inclusion(&damaged, 5, &head).is_err(), "{tile}");
        damaged.get_mut(&tile).unwrap().pop();
        assert!(prove_inclusion(&damaged, 5, &head).is_err(), "{tile}");
    }
    let other = Head::new(300, *head.root()).unwrap();
    assert!(prove_consistency(&tiles, &other, &head).is_err());
    prove_consistency(&tiles, &before, &head).unwrap();
}
