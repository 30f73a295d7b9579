//! Times against a naive day counter, known texts and everything that must be refused.

use proptest::prelude::*;

use super::*;

#[test]
fn every_day_of_five_centuries_agrees_with_a_naive_counter() {
    let mut day = -25_567; // 1900-01-01
    for year in 1900..2400 {
        let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        let lengths = [31, 28 + i64::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            for of_month in 1..=length {
                let civil = Civil { year, month, day: of_month };
                assert_eq!(Civil::of(day), civil);
                assert_eq!(Civil::checked(year, month, of_month).map(Civil::days), Some(day));
                day += 1;
            }
            assert_eq!(Civil::checked(year, month, length + 1), None);
            assert_eq!(Civil::checked(year, month, 0), None);
        }
        assert_eq!(Civil::checked(year, 13, 1), None);
    }
    assert_eq!(Civil::of(FIRST_DAY), Civil { year: 0, month: 1, day: 1 });
    assert_eq!(Civil::of(LAST_DAY), Civil { year: 9999, month: 12, day: 31 });
}

#[test]
fn reads_rfc3339_in_all_its_forms() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0),
        ("2025-01-01T15:41:31.968916Z", 1_735_746_091_968_916_000),
        ("2025-11-11T03:07:57.538965937Z", 1_762_830_477_538_965_937),
        ("2025-11-11T03:07:57.5389659379999999999999Z", 1_762_830_477_538_965_937),
        ("2025-11-08T23:07:57.510141923+08:00", 1_762_614_477_510_141_923),
        ("2025-11-08T23:07:57.510141923+0800", 1_762_614_477_510_141_923),
        ("2025-11-08t09:37:57.5-05:30", 1_762_614_477_500_000_000),
        ("2025-11-08 15:07:57z", 1_762_614_477_000_000_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000),
        ("1969-12-31T23:59:59.9Z", -100_000_000),
    ];
    for (text, nanos) in cases {
        assert_eq!(Timestamp::from_rfc3339(text).map(Timestamp::as_nanos), Some(nanos), "{text}");
    }
}

#[test]
fn refuses_what_is_no_rfc3339() {
    let cases = [
        "",
        "2025-11-11",
        "2025-11-11T03:07:57",
        "2025-11-11T03:07:57.Z",
        "2025-11-11T03:07:57Z ",
        "2025-11-11T03:07Z",
        "2025-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-00-01T00:00:00Z",
        "2025-11-31T00:00:00Z",
        "2025-11-11T24:00:00Z",
        "2025-11-11T00:60:00Z",
        "2025-11-11T00:00:61Z",
        "2025-11-11T00:00:00+24:00",
        "2025-11-11T00:00:00+08:6",
        "2025-11-11T00:00:00+08",
        "2025-11-11T00:00:00+08:ab00",
        "+2025-11-11T00:00:00Z",
        "20251-11-11T00:00:00Z",
        "2025-1-11T00:00:00Z",
        "2025-11-11猫03:07:57Z",
        "202猫-11-11T03:07:57Z",
        "1762830477",
    ];
    for text in cases {
        assert_eq!(Timestamp::from_rfc3339(text), None, "{text}");
    }
}

#[test]
fn reads_http_dates_exactly() {
    let time = Timestamp::from_unix_seconds(1_746_533_382);
    assert_eq!(time.http_date(), "Tue, 06 May 2025 12:09:42 GMT");
    assert_eq!(Timestamp::from_http_date("Tue, 06 May 2025 12:09:42 GMT"), Some(time));
    let refused = [
        "",
        "Mon, 06 May 2025 12:09:42 GMT",
        "tue, 06 May 2025 12:09:42 GMT",
        "Tue, 6 May 2025 12:09:42 GMT",
        "Tue, 06 May 2025 12:09:42 UTC",
        "Tue, 06 May 2025 12:09:42 GMT ",
        "Tue, 06-May-25 12:09:42 GMT",
        "Tue May  6 12:09:42 2025",
        "Fri, 30 Feb 2024 12:09:42 GMT",
        "猫, 06 May 2025 12:09:42 GMT",
    ];
    for text in refused {
        assert_eq!(Timestamp::from_http_date(text), None, "{text}");
    }
}

#[test]
fn writes_what_fits_and_saturates() {
    let cases = [
        (0, "1970-01-01T00:00:00.000000Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
        (1_762_830_477_538_965_937, "2025-11-11T03:07:57.538965937Z"),
        (i128::MAX, "9999-12-31T23:59:59.999999999Z"),
        (i128::MIN, "0000-01-01T00:00:00.000000Z"),
    ];
    for (nanos, text) in cases {
        assert_eq!(Timestamp::from_nanos(nanos).to_string(), text);
    }
    let fine = Timestamp::from_nanos(1_762_830_477_538_965_937);
    assert_eq!(fine.rfc3339(), "2025-11-11T03:07:57.538965Z");
    assert_eq!(fine.unix_millis(), 1_762_830_477_538);
    assert_eq!(Timestamp::from_nanos(-1).unix_seconds(), -1);
    assert_eq!(Timestamp::from_nanos(i128::MIN).unix_seconds(), i64::MIN);
    assert_eq!(Timestamp::from_nanos(i128::MAX).unix_millis(), i64::MAX);
    assert_eq!(Timestamp::from_nanos(i128::MAX).since(Timestamp::from_nanos(i128::MIN)), Duration::MAX);
    assert_eq!(Timestamp::from_nanos(i128::MIN).saturating_sub(Duration::MAX).as_nanos(), i128::MIN);
    assert_eq!(Timestamp::from_nanos(i128::MAX).http_date(), "Fri, 31 Dec 9999 23:59:59 GMT");
    assert_eq!(Timestamp::default().since(Timestamp::from_unix_seconds(1)), Duration::ZERO);
}

#[test]
fn json_is_rfc3339() {
    let time: Timestamp = serde_json::from_str("\"2025-11-11T11:07:57+08:00\"").unwrap();
    assert_eq!(serde_json::to_string(&time).unwrap(), "\"2025-11-11T03:07:57.000000Z\"");
    let error = serde_json::from_str::<Timestamp>("\"yesterday\"").unwrap_err().to_string();
    assert!(error.starts_with("`yesterday`: it is no time in RFC 3339; give one such as"), "{error}");
}

proptest! {
    #[test]
    fn texts_round_trip(nanos in -62_167_219_200_000_000_000_i128..253_402_300_800_000_000_000) {
        let time = Timestamp::from_nanos(nanos);
        prop_assert_eq!(Timestamp::from_rfc3339(&time.to_string()), Some(time));
        let seconds = Timestamp::from_unix_seconds(time.unix_seconds());
        prop_assert_eq!(Timestamp::from_http_date(&time.http_date()), Some(seconds));
        prop_assert_eq!(time.system_time().map(Timestamp::from), Some(time));
        let micros = Timestamp::from_rfc3339(&time.rfc3339()).unwrap();
        prop_assert!(time.since(micros) < Duration::from_micros(1) && micros <= time);
    }

    #[test]
    fn nothing_panics(nanos: i128, other: i128, text: String, seconds: u64) {
        let (time, other) = (Timestamp::from_nanos(nanos), Timestamp::from_nanos(other));
        let _ = (time.to_string(), time.rfc3339(), time.http_date(), time.since(other), time.system_time());
        let _ = (time.saturating_add(Duration::from_secs(seconds)), time.saturating_sub(Duration::from_secs(seconds)));
        let _ = (Timestamp::from_rfc3339(&text), Timestamp::from_http_date(&text));
    }

    #[test]
    fn almost_times_do_not_panic(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(\\.[0-9]{0,12})?[Z+-]?[0-9:]{0,5}") {
        if let Some(time) = Timestamp::from_rfc3339(&text) {
            prop_assert_eq!(Timestamp::from_rfc3339(&time.to_string()).is_some(), true);
        }
    }
}
