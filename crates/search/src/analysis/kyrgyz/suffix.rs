//! What a row of the tables says.

/// Where in a word an ending leads to: what the word is when it ends there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A nominal stem, simple or derived: бала, маалымат, алган, алуу.
    Stem,
    /// With the plural: балалар.
    Plural,
    /// With the possessive of the third person: баласы.
    Its,
    /// With that of the first or second person: балабыз.
    Ours,
    /// With a case: балага.
    Case,
    /// With the question: балабы.
    Question,
    /// A finite verb or converb: алды, алат, алып.
    Finite,
    /// A verb stem, denied or not: ал, алба.
    Verb,
    /// A verb stem that is not denied, in any voice: ал, алыш, ачыл.
    Affirmed,
    /// A bare verb stem: ач.
    VerbRoot,
}

impl Slot {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// How a word may end. A bare verb stem with a voice or denial alone is too rare, and too like nouns.
    pub const ENDS: [Self; 7] =
        [Self::Stem, Self::Plural, Self::Its, Self::Ours, Self::Case, Self::Question, Self::Finite];

    /// Whether a verb stem may stand here.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Verb | Self::Affirmed | Self::VerbRoot)
    }
}

/// What the sound before an ending must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Anything,
    Consonant,
    /// A consonant; but -чы is not taken for ч with a possessive.
    ConsonantNotAgent,
    Vowel,
    /// A vowel, no short у or ү: облусу is облус-у, since native stems hardly end so.
    VowelNotRound,
    /// A short open vowel, as verb stems have: баштап, not мазмун.
    ShortOpen,
    /// No short close vowel: жыйыны is жыйын-ы, not жыйы-ны.
    NotShortClose,
    /// л, after which the passive is -ын.
    Lateral,
}

/// Endings that belong together.
pub(super) struct Suffix {
    /// What a grammar calls it.
    pub name: &'static str,
    /// How it is written, in the signs of `sounds`.
    pub forms: &'static [&'static str],
    /// What the word is with it.
    pub gives: Slot,
    /// What it stands on.
    pub on: &'static [Slot],
    pub after: After,
    /// How many sounds must be left.
    pub least: usize,
    /// Makes another word, so it is taken off for the root only.
    pub derives: bool,
    /// Swallows the stem's last vowel: башта + уу is баштоо.
    pub contracts: bool,
}

/// An ending of inflection that may follow anything and leaves two sounds.
pub(super) const fn suffix(
    name: &'static str,
    forms: &'static [&'static str],
    gives: Slot,
    on: &'static [Slot],
) -> Suffix {
    let after = After::Anything;
    Suffix { name, forms, gives, on, after, least: 2, derives: false, contracts: false }
}

impl Suffix {
    pub const fn after(mut self, after: After) -> Self {
        self.after = after;
        self
    }

    pub const fn least(mut self, sounds: usize) -> Self {
        self.least = sounds;
        self
    }

    pub const fn derives(mut self) -> Self {
        self.derives = true;
        self.least = 3;
        self
    }

    pub const fn contracts(mut self) -> Self {
        self.contracts = true;
        self
    }
}
