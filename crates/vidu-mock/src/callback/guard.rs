//! Which addresses a callback may go to, so that a request cannot make the mock call what its author could not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where callbacks may go. Link-local, metadata, multicast and unspecified addresses are refused whatever is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CallbackAllow {
    /// Nowhere.
    None,
    /// To this machine.
    Loopback,
    /// To this machine and to private networks, such as those of containers.
    #[default]
    Lan,
    /// Anywhere.
    Any,
}

/// Where a service of a cloud hands its secrets to whoever can call it.
const METADATA: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),
    IpAddr::V6(Ipv6Addr::new(0xFD00, 0x0EC2, 0, 0, 0, 0, 0, 0x0254)),
    IpAddr::V6(Ipv6Addr::new(0xFD20, 0x00CE, 0, 0, 0, 0, 0, 0x0254)),
];

impl CallbackAllow {
    /// The word that the command line has for it, or what there is instead.
    pub fn parse(word: &str) -> Result<CallbackAllow, String> {
        match word {
            "none" => Ok(CallbackAllow::None),
            "loopback" => Ok(CallbackAllow::Loopback),
            "lan" => Ok(CallbackAllow::Lan),
            "any" => Ok(CallbackAllow::Any),
            _ => Err("there are none, loopback, lan and any".into()),
        }
    }

    /// Why a callback may not go to an address, if it may not.
    pub(crate) fn refuses(self, address: IpAddr) -> Option<&'static str> {
        let address = unwrapped(address);
        if let Some(why) = [Some(address), carried(address)].into_iter().flatten().find_map(never) {
            return Some(why);
        }
        let needed = if address.is_loopback() {
            CallbackAllow::Loopback
        } else if is_private(address) {
            CallbackAllow::Lan
        } else {
            CallbackAllow::Any
        };
        let why = match needed {
            CallbackAllow::Loopback => "it is on this machine; allow it with --callback-allow loopback",
            CallbackAllow::Lan => "it is on a private network; allow it with --callback-allow lan",
            _ => "it is on a public network; allow it with --callback-allow any",
        };
        ((self as u8) < needed as u8).then_some(why)
    }
}

/// An IPv4 address that is written as an IPv6 address is that IPv4 address.
fn unwrapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = address else { return address };
    match six.segments() {
        [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => four(high, low),
        _ => address.to_canonical(),
    }
}

/// The IPv4 address to which some networks take an IPv6 address: by a translator of their own, through a 6to4 tunnel, or
/// because it is in the form that was in use before `::ffff:`.
fn carried(address: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(six) = address else { return None };
    match six.segments() {
        [0x64, 0xFF9B, 1, .., high, low] | [0x2002, high, low, ..] => Some(four(high, low)),
        [0, 0, 0, 0, 0, 0, high, low] if high > 0 => Some(four(high, low)),
        _ => None,
    }
}

fn four(high: u16, low: u16) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

fn never(address: IpAddr) -> Option<&'static str> {
    let (unspecified, link_local, broadcast) = match address {
        IpAddr::V4(four) => (four.octets()[0] == 0, four.is_link_local(), four.is_broadcast()),
        IpAddr::V6(six) => (six.is_unspecified(), six.is_unicast_link_local(), false),
    };
    [
        (unspecified, "it is no address of anybody"),
        (link_local, "it is link-local, where clouds keep their metadata"),
        (METADATA.contains(&address), "it is where clouds keep their metadata"),
        (address.is_multicast() || broadcast, "it is of many at once"),
    ]
    .into_iter()
    .find_map(|(holds, why)| holds.then_some(why))
}

fn is_private(address: IpAddr) -> bool {
    match address {
        // 100.64.0.0/10 is shared by the customers of one provider, and used by private networks of machines.
        IpAddr::V4(four) => four.is_private() || (four.octets()[0] == 100 && four.octets()[1] & 0xC0 == 64),
        IpAddr::V6(six) => six.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the four settings let an address through.
    fn check(address: &str, expected: usize) {
        let all = [CallbackAllow::None, CallbackAllow::Loopback, CallbackAllow::Lan, CallbackAllow::Any];
        let parsed: IpAddr = address.parse().unwrap();
        let allowing = all.iter().filter(|allow| allow.refuses(parsed).is_none());
        assert_eq!(allowing.count(), expected, "{address}");
    }

    #[test]
    fn addresses_are_let_through_by_where_they_are() {
        for address in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"] {
            check(address, 3);
        }
        for address in ["10.0.0.1", "172.17.0.2", "192.168.1.1", "100.64.0.1", "fd12::1", "::ffff:10.0.0.1"] {
            check(address, 2);
        }
        for address in ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"] {
            check(address, 1);
        }
    }

    #[test]
    fn some_addresses_are_never_called() {
        let never = [
            "0.0.0.0",
            "0.1.2.3",
            "::",
            "169.254.169.254",
            "169.254.1.1",
            "fe80::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "100.100.100.200",
            "192.0.0.192",
            "224.0.0.1",
            "255.255.255.255",
            "ff02::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "::ffff:0.0.0.0",
            "2002:a9fe:a9fe::1",
            "64:ff9b:1::a9fe:a9fe",
            "::169.254.169.254",
        ];
        never.iter().for_each(|address| check(address, 0));
    }
}
