//! The table at the end: one line for each page.

use std::path::PathBuf;
use std::time::Duration;

/// What became of one page.
pub struct Row {
    pub vendor: String,
    pub page: &'static str,
    pub task: String,
    pub states: Vec<String>,
    pub took: Duration,
    pub bytes: u64,
    pub path: PathBuf,
}

/// The rows under a head, each column as wide as its widest cell.
pub fn print(rows: &[Row]) -> String {
    let head = ["vendor", "page", "task", "states", "took", "video", "file"].map(str::to_owned);
    let lines: Vec<[String; 7]> = std::iter::once(head).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let print = |line: &[String; 7]| {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(print).collect::<Vec<_>>().join("\n")
}

fn cells(row: &Row) -> [String; 7] {
    [
        row.vendor.clone(),
        row.page.to_owned(),
        row.task.clone(),
        row.states.join(" > "),
        format!("{:.1} s", row.took.as_secs_f64()),
        format!("{} bytes", row.bytes),
        row.path.display().to_string(),
    ]
}
