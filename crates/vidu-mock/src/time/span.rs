//! Spans of time as people write them: `3s`, `500ms`, `1.5m`; a bare number is seconds.

use std::time::Duration;

const UNITS: [(&str, f64); 4] = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];

/// Reads a span, or says how one is written.
pub fn read(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let with_unit = UNITS.iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, *seconds)));
    let (number, seconds) = with_unit.unwrap_or((text, 1.0));
    let number: Option<f64> = number.trim().parse().ok();
    let span = number.and_then(|number| Duration::try_from_secs_f64(number * seconds).ok());
    span.ok_or_else(|| format!("`{}` is no span of time; write `500ms`, `3s` or `2m`", text.escape_debug()))
}

/// The same as text.
pub fn write(span: Duration) -> String {
    format!("{}s", span.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read() {
        for (text, milliseconds) in [
            ("3s", Some(3000)),
            (" 500 ms ", Some(500)),
            ("1.5m", Some(90_000)),
            ("2h", Some(7_200_000)),
            ("4", Some(4000)),
            ("0", Some(0)),
            ("", None),
            ("s", None),
            ("-1s", None),
            ("NaN", None),
            ("1e999s", None),
            ("3 days", None),
        ] {
            assert_eq!(read(text).ok(), milliseconds.map(Duration::from_millis), "{text}");
        }
        assert_eq!(read(&write(Duration::from_millis(1500))), Ok(Duration::from_millis(1500)));
    }
}
