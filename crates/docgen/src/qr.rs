//! Codes that a camera reads from paper.

use std::fmt::Write as _;

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Modules along one side of the largest code we print: version 26. Larger ones need a camera
/// better than many phones have.
pub const MAX_MODULES: usize = 121;

/// Light modules that the standard wants around a code.
const QUIET: usize = 4;

/// A code that fits a page, with its texts. Equal to another if it shows the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    pub(crate) svg: String,
    /// Of the drawing with its margin.
    pub(crate) modules: usize,
    pub(crate) caption: String,
    pub(crate) alt: String,
}

/// How much of a code may be lost before it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// 7 %: for much content.
    Low,
    /// 15 %: for short content.
    Medium,
}

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// The content needs more modules than [`MAX_MODULES`].
    #[error("the content is too long for a code on paper")]
    TooLong,
    /// PDF/UA refuses a picture that is not described.
    #[error("a code needs a description for those who do not see it")]
    NoAlt,
}

impl QrCode {
    /// Encode a content; the caption stands below the code, `alt` is for those who do not see it.
    pub fn new(
        payload: impl Into<Vec<u8>>,
        strength: Strength,
        caption: impl Into<String>,
        alt: impl Into<String>,
    ) -> Result<Self, QrError> {
        let alt = alt.into();
        if alt.trim().is_empty() {
            return Err(QrError::NoAlt);
        }
        let level = match strength {
            Strength::Low => ECL::L,
            Strength::Medium => ECL::M,
        };
        let code = QRBuilder::new(payload).ecl(level).build().map_err(|_| QrError::TooLong)?;
        if code.size > MAX_MODULES {
            return Err(QrError::TooLong);
        }
        let modules = code.size + 2 * QUIET;
        Ok(Self { svg: drawing(&code), modules, caption: caption.into(), alt })
    }
}

/// One path of all dark runs. Each is a little higher than its row, or a viewer that smooths edges
/// would draw light hairlines between rows.
fn drawing(code: &QRCode) -> String {
    let side = code.size + 2 * QUIET;
    let mut svg =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d=""#);
    for y in 0..code.size {
        for (x, length) in dark_runs(code, y) {
            let _ = write!(svg, "M{} {}h{length}v1.02h-{length}z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str(r#""/></svg>"#);
    svg
}

/// Where dark modules of a row begin, and how many follow each other.
fn dark_runs(code: &QRCode, row: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in code[row].iter().enumerate().filter(|(_, module)| module.value()) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use fast_qr::ECL;
    use fast_qr::qr::QRBuilder;

    use super::{MAX_MODULES, QUIET, QrCode, QrError, Strength, drawing};

    #[test]
    fn the_drawing_has_exactly_the_dark_modules() {
        let code = QRBuilder::new("https://example.org/t/abc").ecl(ECL::M).build().unwrap();
        let svg = drawing(&code);
        let path = svg.split('"').find(|part| part.starts_with('M')).unwrap();
        let mut drawn = vec![vec![false; code.size]; code.size];
        for run in path.split('M').skip(1) {
            let numbers: Vec<f64> = run
                .split(|sign: char| !sign.is_ascii_digit() && sign != '.')
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, length] = [0, 1, 2].map(|index| numbers[index] as usize);
            drawn[y - QUIET][x - QUIET..x - QUIET + length].fill(true);
        }
        for (y, row) in drawn.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert_eq!(*dark, code[y][x].value(), "module {x}, {y}");
            }
        }
    }

    #[test]
    fn a_code_goes_up_to_version_26_and_no_further() {
        let code = |length: usize| QrCode::new(vec![b'#'; length], Strength::Low, "", "alt");
        assert_eq!(code(1367).unwrap().modules, MAX_MODULES + 2 * QUIET);
        assert_eq!(code(1368).unwrap_err(), QrError::TooLong);
        assert_eq!(code(100_000).unwrap_err(), QrError::TooLong);
    }

    #[test]
    fn a_code_that_nobody_describes_is_refused() {
        assert_eq!(QrCode::new("x", Strength::Low, "", " ").unwrap_err(), QrError::NoAlt);
    }
}
