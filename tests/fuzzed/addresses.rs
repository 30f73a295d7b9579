//! Addresses for callbacks: whatever is written, none leads to what is link-local, of a cloud's metadata, of many, or of nobody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::from_utf8;

use tokio::runtime::Runtime;
use vidu_mock::CallbackAllow;
use vidu_mock::fuzzing::{may_go, resolved, target};

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
}

const ALL: [CallbackAllow; 4] = [CallbackAllow::None, CallbackAllow::Loopback, CallbackAllow::Lan, CallbackAllow::Any];

/// `ip` and a line break before 4 or 16 bytes, or the text of a URL.
pub fn holds(input: &[u8]) {
    match input.strip_prefix(b"ip\n") {
        Some(bytes) => {
            if let Ok(four) = <[u8; 4]>::try_from(bytes) {
                check_address(four.into());
            } else if let Ok(sixteen) = <[u8; 16]>::try_from(bytes) {
                check_address(sixteen.into());
            }
        }
        None => from_utf8(input).into_iter().for_each(check_url),
    }
}

/// Each setting lets through what the one before it does, and none what must never be called.
fn check_address(address: IpAddr) {
    let allowed = ALL.map(|allow| may_go(allow, address));
    assert!(!allowed[0] && allowed.is_sorted(), "{address}: {allowed:?}");
    if is_forbidden(address) {
        assert_eq!(allowed, [false; 4], "{address} is never called");
    }
    assert_eq!(allowed[1], is_of_this_machine(address), "{address}");
}

fn check_url(url: &str) {
    let Ok(target) = target(url) else { return };
    for text in [&target.path, &target.query, &target.host, &target.address] {
        assert!(!text.contains(|c: char| c.is_control() || c == ' '), "{target:?} of {url:?}");
    }
    assert!(target.path.starts_with('/') && target.path.is_ascii() && target.query.is_ascii(), "{target:?}");
    // Names are asked of a server, numbers are not.
    if !is_number(&target.address) {
        return;
    }
    for allow in ALL {
        if let Some(address) = RUNTIME.with(|runtime| runtime.block_on(resolved(url, allow))) {
            assert!(may_go(allow, address.ip()), "{address} of {url:?} with {allow:?}");
            check_address(address.ip());
            assert!(!is_forbidden(address.ip()), "{address} of {url:?}");
        }
    }
}

/// Whether a host is an address in one of the ways in which the system reads numbers: `127.1`, `0x7f000001`, `[::1]`.
fn is_number(address: &str) -> bool {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    if host.starts_with('[') {
        return true;
    }
    let is_part = |part: &str| {
        let hexadecimal = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X"));
        match hexadecimal {
            Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
            None => !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
        }
    };
    host.split('.').count() <= 4 && host.split('.').all(is_part)
}

/// The same by another way: blocks of bits, those of IPv4 also where an IPv6 address carries one.
fn is_forbidden(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_forbidden_four(four.to_bits()),
        IpAddr::V6(six) => is_forbidden_six(six),
    }
}

fn is_forbidden_four(bits: u32) -> bool {
    let within =
        |block: [u8; 4], length: u32| bits >> (32 - length) == Ipv4Addr::from(block).to_bits() >> (32 - length);
    within([0, 0, 0, 0], 8)
        || within([169, 254, 0, 0], 16)
        || within([224, 0, 0, 0], 4)
        || within([255, 255, 255, 255], 32)
        || within([100, 100, 100, 200], 32)
        || within([192, 0, 0, 192], 32)
}

fn is_forbidden_six(six: Ipv6Addr) -> bool {
    let bits = six.to_bits();
    let starts = |block: &str, length: u32| {
        bits >> (128 - length) == block.parse::<Ipv6Addr>().expect("a block").to_bits() >> (128 - length)
    };
    // Mapped, translated, and carried in a tunnel.
    let carried =
        [("::ffff:0:0", 96, 0), ("64:ff9b::", 96, 0), ("64:ff9b:1::", 48, 0), ("2002::", 16, 80), ("::a9fe:0", 112, 0)];
    let mut carried = carried.iter().filter(|(block, length, _)| starts(block, *length)).map(|(_, _, at)| bits >> at);
    bits == 0
        || starts("fe80::", 10)
        || starts("ff00::", 8)
        || starts("fd00:ec2::254", 128)
        || starts("fd20:ce::254", 128)
        || carried.any(|four| is_forbidden_four(four as u32))
}

fn is_of_this_machine(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => four.octets()[0] == 127,
        IpAddr::V6(six) => {
            let bits = six.to_bits();
            let carried = bits >> 32 == 0xFFFF || bits >> 32 == 0x0064_FF9B_0000_0000_0000_0000;
            bits == 1 || (carried && (bits as u32) >> 24 == 127)
        }
    }
}
