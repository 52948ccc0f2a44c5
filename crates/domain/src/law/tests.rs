// A test that fails may panic: that is its way to say so.
#![allow(clippy::unwrap_used)]

use super::*;

fn law() -> Law {
    Law::read(&embedded()).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    })
}

#[test]
fn the_law_in_the_binary_holds_together() {
    let law = law();
    assert_eq!(law.groups().len(), 12);
    assert_eq!(law.version().len(), 16);
}
