use maud::Markup;

/// One thing to choose. `children` make a tree, `reveals` shows while chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    /// A short mark beside the label, such as “sensitive”.
    pub tag: Option<String>,
    pub children: Vec<Choice>,
    pub reveals: Option<Markup>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    pub fn tag(mut self, text: impl Into<String>) -> Self {
        self.tag = Some(text.into());
        self
    }

    pub fn children(mut self, children: Vec<Choice>) -> Self {
        self.children = children;
        self
    }

    /// Fields that belong to this choice; hidden by CSS until it is chosen.
    pub fn reveals(mut self, fields: Markup) -> Self {
        self.reveals = Some(fields);
        self
    }

    /// How many choices below this one (itself included) are taken.
    pub(super) fn taken(&self, values: &[String]) -> usize {
        let own = usize::from(values.contains(&self.value));
        own + self.children.iter().map(|c| c.taken(values)).sum::<usize>()
    }
}
