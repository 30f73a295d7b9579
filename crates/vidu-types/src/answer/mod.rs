//! What an answer says, as facts in our own words: written to and read from a vendor's JSON by the same table.
//!
//! A vendor's answer is a tree ([`AnswerMember`](crate::table::AnswerMember)) whose leaves are facts. [`write()`] makes the
//! JSON from the facts, as the vendor would; [`read()`] finds the facts in the JSON and forgives whatever can be forgiven,
//! because an answer that is not understood is a task that was paid for and lost.

mod convert;
mod fact;
#[cfg(test)]
pub(crate) mod fixture;
mod read;
mod states;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod tree;
mod write;

use crate::table::{Group, Slot};

pub use fact::{Fact, Facts};
pub(crate) use read::{echo_of, entries, has_group, has_place, name_of, read_one, read_tree, stated};
pub use read::{echoed, path, read};
pub use states::states;
pub use write::{write, write_body};

/// The group whose entries carry a fact; nothing for facts of the task, the error or the account itself.
const fn group_of(slot: Slot) -> Option<Group> {
    use Slot::*;
    match slot {
        VideoId | VideoUrl | VideoCoverUrl | VideoWatermarkedUrl | VideoDuration | VideoLifetime | VideoType => {
            Some(Group::Video)
        }
        BalanceKind | BalanceRemaining | BalanceConcurrency | BalanceRunning | BalanceQueued => Some(Group::Balance),
        PackageId | PackageName | PackageKind | PackageConcurrency | PackageCredits | PackageRemaining
        | PackageCreatedAt | PackageBoughtAt | PackageValidFrom | PackageValidTo => Some(Group::Package),
        _ => None,
    }
}
