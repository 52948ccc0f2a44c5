//! Concepts and points of the record of processing: what is refused with its place.

use super::{HEAD, law, mistakes};

#[test]
fn the_record_of_processing_has_every_point_of_the_regulation_in_its_order() {
    let law = law();
    let letters: Vec<&str> = law.record_parts().all().map(|part| part.letter.as_str()).collect();
    let mut sorted = letters.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["a", "b", "c", "d", "e", "f", "g"]);
    let employee = law.concepts().get("subject_category.employees").unwrap();
    assert_eq!(employee.concept, "dpv:Employee");
}

#[test]
fn a_tie_to_what_does_not_exist_is_refused_by_line_and_key() {
    let text = format!(
        "{HEAD}[[concept]]\nclassifier = \"subject_category\"\ncode = \"mermaids\"\nconcept = \"dpv:Employee\"\n\
         [[concept]]\nclassifier = \"subject_category\"\ncode = \"pupils\"\nconcept = \"sea:Mermaid\"\n\
         [[record_part]]\ncode = \"x\"\nletter = \"h\"\narray = \"depths\"\n\
         name = {{ ky = \"а\", ru = \"а\", en = \"a\" }}\n"
    );
    assert_eq!(
        mistakes("override-l.toml", &text),
        [
            "6 concept[1].code unknown_code",
            "11 concept[2].concept bad_value",
            "15 record_part[1].array not_allowed",
        ]
    );
}
