//! The fields of the index.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::document::Place;

/// Raised when the fields, or what is written into them, change: an index of another version is made
/// anew.
pub const VERSION: u32 = 2;

/// How a word stands in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Folded, whole: also for beginnings and typing errors.
    Word,
    /// The key of its stem, on which alphabets and keyboards meet.
    Stem,
    /// The key of its root.
    Root,
}

impl Shape {
    pub const ALL: [Self; 3] = [Self::Word, Self::Stem, Self::Root];
}

#[derive(Clone, Debug)]
pub struct Fields {
    pub schema: Schema,
    pub key: Field,
    pub belongs: Field,
    pub number: Field,
    pub other_number: Field,
    pub tag: Field,
    pub changed: Field,
    pub fresh: Field,
    pub tie: Field,
    pub lead: Field,
    pub length: Field,
    pub past: Field,
    pub partial: Field,
    pub own: Field,
    pub number_key: Field,
    pub title_key: Field,
    pub card: Field,
    pub texts: Field,
    /// For each place its shapes.
    words: [[Field; 3]; 3],
}

impl Fields {
    pub fn new() -> Self {
        let mut of = Schema::builder();
        let listed = |tokenizer| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing)
        };
        let words = ["title", "owner", "body"].map(|place| {
            ["word", "stem", "root"]
                .map(|shape| of.add_text_field(&format!("{place}_{shape}"), listed("whitespace")))
        });
        let fast = || NumericOptions::default().set_fast();
        let sorted = || TextOptions::default().set_fast("raw");
        Self {
            key: of.add_bytes_field("key", BytesOptions::default().set_indexed()),
            belongs: of.add_bytes_field("belongs", BytesOptions::default().set_indexed()),
            number: of.add_text_field("number", listed("raw")),
            other_number: of.add_text_field("other_number", listed("raw")),
            tag: of.add_text_field("tag", sorted()),
            changed: of.add_i64_field("changed", fast()),
            fresh: of.add_i64_field("fresh", fast()),
            tie: of.add_u64_field("tie", fast()),
            lead: of.add_u64_field("lead", fast()),
            length: of.add_u64_field("length", fast()),
            past: of.add_u64_field("past", fast()),
            partial: of.add_u64_field("partial", fast()),
            own: of.add_u64_field("own", fast()),
            number_key: of.add_text_field("number_key", sorted()),
            title_key: of.add_text_field("title_key", sorted()),
            card: of.add_bytes_field("card", BytesOptions::default().set_stored()),
            texts: of.add_bytes_field("texts", BytesOptions::default().set_stored()),
            words,
            schema: of.build(),
        }
    }

    pub fn words(&self, place: Place, shape: Shape) -> Field {
        self.words[place as usize][shape as usize]
    }
}
