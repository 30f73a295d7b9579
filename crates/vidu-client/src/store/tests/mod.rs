//! The journal against everything that a disk, a process and a user can do to it.

mod disk;
mod faults;
