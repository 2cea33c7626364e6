//! Pictures of figures, as data: where marks stand on a scale, and what is written beside
//! them. Every mark has a shape and a word of its own, so that no picture needs colour.

/// A picture of figures that also stand in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Places with how far they may move.
    Intervals(Intervals),
    /// Single totals beside each other.
    Spread(Spread),
    /// Fields of a map, one column a chain.
    Map(Map),
}

/// Places with how far they may move: the place as a dot, from the 5th to the 95th of 100 as
/// a line, the middle half as a bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intervals {
    /// Caption.
    pub caption: String,
    /// What dot, line and bar mean.
    pub legend: String,
    /// Last place of the scale, which begins with 1.
    pub last: usize,
    /// Rows from the top.
    pub rows: Vec<IntervalRow>,
}

/// One proposal's place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRow {
    /// Id or title.
    pub label: String,
    /// Official place; none where it has none.
    pub place: Option<u32>,
    /// Ranks at 5, 25, 50, 75 and 95 %; none where nothing was computed.
    pub ranks: Option<[usize; 5]>,
}

/// Single totals beside each other, without names: a dot a total, hollow where it was
/// dropped, a short upright line for the official total.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spread {
    /// Caption.
    pub caption: String,
    /// What the marks mean.
    pub legend: String,
    /// Lowest and highest of the scale.
    pub scale: (f64, f64),
    /// Lines down through all rows, with their words: thresholds.
    pub lines: Vec<(f64, String)>,
    /// Rows from the top.
    pub rows: Vec<SpreadRow>,
}

/// The totals of one proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpreadRow {
    /// Id or title.
    pub label: String,
    /// Totals with whether each was dropped, from the lowest.
    pub totals: Vec<(f64, bool)>,
    /// Official total.
    pub official: Option<f64>,
}

/// Fields of a map, one column a chain.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    /// Caption.
    pub caption: String,
    /// Each state with its mark and words.
    pub legend: Vec<(State, String)>,
    /// What the exclamation mark behind a name means; empty where no field has it.
    pub marked: String,
    /// Columns from the left.
    pub columns: Vec<MapColumn>,
}

/// One chain of a map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MapColumn {
    /// Name with its count, for example `伺服电机 6/13`.
    pub title: String,
    /// Fields from the top.
    pub fields: Vec<MapField>,
}

/// One link of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapField {
    /// Short name.
    pub label: String,
    /// State.
    pub state: State,
    /// How many proposals.
    pub count: usize,
    /// The secretariat marked it weak or missing.
    pub is_marked: bool,
}

/// State of a field: its mark is a full, a hollow and a crossed circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A recommended proposal is about it.
    Covered,
    /// Proposals are about it, none is recommended.
    Declined,
    /// Nobody takes part for it.
    Open,
}
