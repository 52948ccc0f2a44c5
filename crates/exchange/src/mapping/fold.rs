//! Names of columns as people mean them: case, spelling habits and punctuation aside.

/// Lower case, `ё` as `е`, the Kyrgyz letters as those typed where the keyboard lacks them, one space between words.
pub(super) fn fold(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'ё' => 'е',
        'ө' => 'о',
        'ү' => 'у',
        'ң' => 'н',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    });
    let spaced: String = letters.collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
