//! Places in a JSON body, `parameters.duration` or `images[0]`, and the trees that they make.

use crate::code::Code;
use crate::reader::Named;

/// A tree of members; the leaves are what the places hold.
pub struct Tree<L> {
    members: Vec<(String, Branch<L>)>,
}

/// What stands at a member of a tree.
pub enum Branch<L> {
    /// Something.
    Leaf(L),
    /// A list with something at each position.
    Elements(Vec<L>),
    /// Further members.
    Object(Tree<L>),
}

impl<L> Default for Tree<L> {
    fn default() -> Self {
        Self { members: Vec::new() }
    }
}

impl<L> Tree<L> {
    /// Puts something at a place; the answer says why it cannot stand there.
    pub fn insert(&mut self, path: &str, leaf: L) -> Result<(), String> {
        let (head, rest) = match path.split_once('.') {
            Some((head, rest)) => (head, Some(rest)),
            None => (path, None),
        };
        match rest {
            Some(rest) => self.child(head)?.insert(rest, leaf),
            None => self.insert_last(head, leaf),
        }
    }

    /// The members, in order of insertion.
    pub fn into_members(self) -> Vec<(String, Branch<L>)> {
        self.members
    }

    fn child(&mut self, key: &str) -> Result<&mut Tree<L>, String> {
        check_key(key)?;
        let at = self.position(key, || Branch::Object(Tree::default()));
        match &mut self.members[at].1 {
            Branch::Object(tree) => Ok(tree),
            _ => Err(format!("`{key}` is not an object elsewhere on this page")),
        }
    }

    fn insert_last(&mut self, segment: &str, leaf: L) -> Result<(), String> {
        let Some((key, index)) = segment.split_once('[') else { return self.insert_leaf(segment, leaf) };
        check_key(key)?;
        let index: usize = index
            .strip_suffix(']')
            .and_then(|index| index.parse().ok())
            .ok_or(format!("`{segment}` has no position"))?;
        let at = self.position(key, || Branch::Elements(Vec::new()));
        match &mut self.members[at].1 {
            Branch::Elements(elements) if elements.len() == index => elements.push(leaf),
            Branch::Elements(elements) => return Err(format!("position {} of `{key}` comes next", elements.len())),
            _ => return Err(format!("`{key}` is not a list elsewhere on this page")),
        }
        Ok(())
    }

    fn insert_leaf(&mut self, key: &str, leaf: L) -> Result<(), String> {
        check_key(key)?;
        if self.members.iter().any(|(other, _)| other == key) {
            return Err(format!("`{key}` is taken by something else on this page"));
        }
        self.members.push((key.to_owned(), Branch::Leaf(leaf)));
        Ok(())
    }

    fn position(&mut self, key: &str, make: impl FnOnce() -> Branch<L>) -> usize {
        self.members.iter().position(|(other, _)| other == key).unwrap_or_else(|| {
            self.members.push((key.to_owned(), make()));
            self.members.len() - 1
        })
    }
}

/// Puts something at the place that a key names, and reports there why it cannot.
pub fn insert_at<L>(tree: &mut Tree<L>, named: &Named<'_>, path: &str, leaf: L) {
    if let Err(why) = tree.insert(path, leaf) {
        named.fault(
            Code::BadPath,
            why,
            "give each thing a place of its own, such as `settings.length` or `pictures[0]`",
        );
    }
}

fn check_key(key: &str) -> Result<(), String> {
    let fine = !key.is_empty() && key.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"[]\"\\".contains(c));
    if fine { Ok(()) } else { Err(format!("`{key}` cannot be a key of a body")) }
}
