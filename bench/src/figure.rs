//! A figure: what was measured, what it is held against, and where it should end.

use std::fmt;

/// One line of the result.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// The amount, in the unit.
    pub amount: f64,
    /// What it is held against, in the same unit; nothing for an amount that stands for itself.
    pub against: Option<f64>,
    /// Of what both are.
    pub unit: &'static str,
    /// The most that the ratio, or the amount where there is none, should be; infinite where it is only told.
    pub target: f64,
}

impl Figure {
    /// The head of the table that figures are the lines of.
    pub const HEAD: &'static str = "| what | measured | against | ratio | target |\n|---|---|---|---|---|";

    /// Whether it is beyond its target.
    pub fn is_missed(&self) -> bool {
        self.counts() > self.target
    }

    fn counts(&self) -> f64 {
        self.against.map_or(self.amount, |against| self.amount / against)
    }
}

/// Of pairs of measurements, each taken one right after the other, the one whose ratio has as many above as below: a machine
/// that is slower for a while is so for both.
pub fn middle(mut pairs: Vec<[f64; 2]>) -> [f64; 2] {
    pairs.sort_by(|one, other| (one[0] / one[1]).total_cmp(&(other[0] / other[1])));
    pairs.get(pairs.len() / 2).copied().unwrap_or([f64::NAN; 2])
}

/// Two digits behind the point, or two that say something.
fn short(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.4}") } else { format!("{ratio:.2}") }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figure { what, amount, against, unit, target } = self;
        let (against, ratio) = match against {
            Some(against) => (format!("{against:.2} {unit}"), short(self.counts())),
            None => (String::new(), String::new()),
        };
        let missed = if self.is_missed() { " MISSED" } else { "" };
        let target = if target.is_finite() { target.to_string() } else { String::new() };
        write!(formatter, "| {what} | {amount:.2} {unit} | {against} | {ratio} | {target}{missed} |")
    }
}
