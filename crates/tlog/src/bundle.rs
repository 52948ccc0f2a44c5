//! Entry bundles of C2SP tlog-tiles: each entry with its length before it, as two bytes, big end
//! first.

use thiserror::Error;

/// The longest entry, in bytes: its length must fit two bytes.
pub const MAX_ENTRY: usize = 65_535;

/// Why bytes are no entry bundle.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleError {
    /// An entry longer than [`MAX_ENTRY`].
    #[error("an entry of {0} bytes, {MAX_ENTRY} are allowed")]
    TooLong(usize),
    /// The bytes end within an entry.
    #[error("the bundle ends within an entry")]
    CutOff,
    /// More or fewer entries than the tile is wide.
    #[error("the bundle does not hold {0} entries")]
    Count(u16),
}

/// Add an entry at the end of a bundle.
///
/// # Errors
/// [`BundleError::TooLong`]; the bundle is then unchanged.
pub fn append_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong(entry.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle that holds exactly `count` of them and nothing else.
///
/// # Errors
/// [`BundleError::CutOff`] or [`BundleError::Count`].
pub fn read_entries(bundle: &[u8], count: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    while !rest.is_empty() {
        if entries.len() == usize::from(count) {
            return Err(BundleError::Count(count));
        }
        let (entry, after) = split_entry(rest).ok_or(BundleError::CutOff)?;
        entries.push(entry);
        rest = after;
    }
    if entries.len() == usize::from(count) { Ok(entries) } else { Err(BundleError::Count(count)) }
}

fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_went_in() {
        let long = vec![7; MAX_ENTRY];
        let mut bundle = Vec::new();
        for entry in [&b"one"[..], b"", &long] {
            append_entry(&mut bundle, entry).unwrap();
        }
        assert_eq!(&bundle[..5], b"\x00\x03one");
        assert_eq!(read_entries(&bundle, 3).unwrap(), [&b"one"[..], b"", &long]);
        assert_eq!(read_entries(&bundle, 2), Err(BundleError::Count(2)));
        assert_eq!(read_entries(&bundle, 4), Err(BundleError::Count(4)));
        assert_eq!(read_entries(&bundle[..bundle.len() - 1], 3), Err(BundleError::CutOff));
        assert_eq!(read_entries(&[0], 1), Err(BundleError::CutOff));
        assert_eq!(read_entries(&[], 0).unwrap(), Vec::<&[u8]>::new());
    }

    #[test]
    fn an_entry_too_long_leaves_the_bundle_as_it_was() {
        let mut bundle = vec![0, 0];
        let refused = append_entry(&mut bundle, &vec![0; MAX_ENTRY + 1]);
        assert_eq!(refused, Err(BundleError::TooLong(MAX_ENTRY + 1)));
        assert_eq!(bundle, [0, 0]);
    }
}
