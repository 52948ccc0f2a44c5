//! The files attached to a PDF: one extract, and each of its proofs once more on its own.

use tlog::{Extract, Part, Policy};

use super::{Attachment, Fault, PartReport, read_extract};

/// The name of the attached extract.
const EXTRACT_FILE: &str = "extract.json";

/// What the names of proofs end in.
const PROOF_FILE: &str = ".tlog-proof";

pub fn verify(files: &[Attachment], policy: &Policy) -> Result<Vec<PartReport>, Vec<Fault>> {
    let mut extracts = files.iter().filter(|file| file.name == EXTRACT_FILE);
    let (Some(file), None) = (extracts.next(), extracts.next()) else {
        let found = files.iter().filter(|file| file.name == EXTRACT_FILE).count();
        return Err(vec![Fault::Extracts(found)]);
    };
    let extract = read_extract(&file.bytes)?;
    let parts = super::verify(&extract, policy);
    let faults = proofs(files, &extract);
    match parts {
        Ok(parts) if faults.is_empty() => Ok(parts),
        Ok(_) => Err(faults),
        Err(first) => Err([first, faults].concat()),
    }
}

/// Whoever takes a proof out of the PDF must get the one that was verified with the extract.
fn proofs(files: &[Attachment], extract: &Extract) -> Vec<Fault> {
    let mut left: Vec<&Attachment> =
        files.iter().filter(|file| file.name.ends_with(PROOF_FILE)).collect();
    let mut faults = Vec::new();
    for part in &extract.parts {
        let name = name_of(part);
        match left.iter().position(|file| file.name == name) {
            None => faults.push(Fault::ProofMissing(name)),
            Some(at) => {
                let same = left.remove(at).bytes == part.proof.to_string().as_bytes();
                faults.extend((!same).then_some(Fault::ProofDiffers(name)));
            }
        }
    }
    faults.extend(left.into_iter().map(|file| Fault::ProofStray(file.name.clone())));
    faults
}

fn name_of(part: &Part) -> String {
    format!("{}.v{}{PROOF_FILE}", part.leaf.subject(), part.leaf.version())
}
