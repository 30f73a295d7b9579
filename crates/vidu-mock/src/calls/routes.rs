//! The endpoint table: which operations of which vendors a method and a path can mean.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use vidu_types::table::Spec;

use crate::calls::exchange::decoded;

/// What stands for a task id in the path of an operation.
const ID: &str = "{id}";

/// An operation of a vendor, by positions in the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The revision.
    pub revision: usize,
    /// The operation among the revision's.
    pub operation: usize,
}

/// What a method and a path mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match<'r> {
    /// One of these operations; the id is what stands in the path.
    Found {
        /// Those that fit, in order of the spec; never empty.
        endpoints: Cow<'r, [Endpoint]>,
        /// The task id in the path, decoded.
        id: Option<String>,
    },
    /// The path is there, with other methods.
    OtherMethod {
        /// The vendor's revision.
        revision: usize,
        /// The methods, separated by commas.
        allowed: String,
    },
    /// There is no such path.
    NoPath {
        /// The revision of the vendor with the most alike path, if any is alike.
        revision: Option<usize>,
    },
}

/// The endpoints of all current revisions.
#[derive(Debug)]
pub struct Routes {
    /// Those whose paths have no id in them, by path.
    literal: HashMap<String, Vec<Route>>,
    /// The others, by path, in order of the spec.
    patterns: Vec<(Pattern, Vec<Route>)>,
}

/// What one method means at one path.
#[derive(Clone, Debug)]
struct Route {
    method: String,
    endpoints: Vec<Endpoint>,
}

/// A path with an id in it.
#[derive(Debug, PartialEq, Eq)]
struct Pattern(String);

impl Routes {
    /// The table of a spec's current revisions.
    pub fn new(spec: &Spec) -> Routes {
        let mut routes = Routes { literal: HashMap::new(), patterns: Vec::new() };
        let current = spec.revisions.iter().enumerate().filter(|(_, revision)| revision.current);
        for (position, revision) in current {
            for (number, operation) in revision.operations.iter().enumerate() {
                let endpoint = Endpoint { revision: position, operation: number };
                add(routes.at(&operation.path), &operation.method, endpoint);
            }
        }
        routes
    }

    /// What a method and a path mean.
    pub fn find(&self, method: &str, path: &str) -> Match<'_> {
        // A path without an id in it is meant literally, even where another vendor's pattern fits too.
        if let Some(routes) = self.literal.get(path.strip_prefix('/').unwrap_or(path)) {
            return meant(method, Cow::Borrowed(&**routes), None);
        }
        let mut fitting = self.patterns.iter().filter_map(|(pattern, routes)| Some((pattern.id_in(path)?, routes)));
        let Some((id, routes)) = fitting.next() else { return Match::NoPath { revision: self.closest(path) } };
        // Two patterns that differ and both fit are rare.
        let mut routes = Cow::Borrowed(&**routes);
        for (_, others) in fitting {
            let more =
                others.iter().flat_map(|route| route.endpoints.iter().map(|endpoint| (&route.method, *endpoint)));
            more.for_each(|(method, endpoint)| add(routes.to_mut(), method, endpoint));
        }
        meant(method, routes, Some(decoded(id)))
    }

    /// Every endpoint as `POST /path`.
    pub fn listed(&self) -> Vec<String> {
        let all = self.all().flat_map(|(path, routes)| routes.iter().map(move |route| (path, route)));
        let mut listed: Vec<String> = all.map(|(path, route)| format!("{} /{path}", route.method)).collect();
        listed.sort();
        listed
    }

    /// The vendor of the path with the most first segments in common; of several, the first in the spec.
    fn closest(&self, path: &str) -> Option<usize> {
        let common = |other: &str| segments(other).zip(segments(path)).take_while(|(one, other)| one == other).count();
        let all = self.all().filter_map(|(other, routes)| {
            let first = routes.iter().flat_map(|route| &route.endpoints).map(|endpoint| endpoint.revision).min()?;
            Some((common(other), first)).filter(|(common, _)| *common > 0)
        });
        all.max_by_key(|(common, revision)| (*common, Reverse(*revision))).map(|(_, revision)| revision)
    }

    fn all(&self) -> impl Iterator<Item = (&str, &[Route])> {
        let literal = self.literal.iter().map(|(path, routes)| (&**path, &**routes));
        literal.chain(self.patterns.iter().map(|(pattern, routes)| (&*pattern.0, &**routes)))
    }

    /// The list for a path of the spec, made if it is not there.
    fn at(&mut self, path: &str) -> &mut Vec<Route> {
        let path = path.strip_prefix('/').unwrap_or(path);
        if segments(path).all(|segment| segment != ID) {
            return self.literal.entry(path.to_owned()).or_default();
        }
        let known = self.patterns.iter().position(|(pattern, _)| pattern.0 == path);
        let place = known.unwrap_or(self.patterns.len());
        if known.is_none() {
            self.patterns.push((Pattern(path.to_owned()), Vec::new()));
        }
        &mut self.patterns[place].1
    }
}

impl Pattern {
    /// What stands for the id in a path that fits.
    fn id_in<'p>(&self, path: &'p str) -> Option<&'p str> {
        // Most of the others part from it before the id.
        let beginning = self.0.split(ID).next().unwrap_or_default();
        if !path.strip_prefix('/').unwrap_or(path).starts_with(beginning) {
            return None;
        }
        let (mut pattern, mut path) = (segments(&self.0), segments(path));
        let mut id = None;
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return id,
                (Some(ID), Some(segment)) if !segment.is_empty() => id = id.or(Some(segment)),
                (Some(wanted), Some(segment)) if wanted == segment => {}
                _ => return None,
            }
        }
    }
}

fn add(routes: &mut Vec<Route>, method: &str, endpoint: Endpoint) {
    match routes.iter_mut().find(|route| route.method.eq_ignore_ascii_case(method)) {
        Some(route) => route.endpoints.push(endpoint),
        None => routes.push(Route { method: method.to_ascii_uppercase(), endpoints: vec![endpoint] }),
    }
}

/// What a method means at a path that is there.
fn meant<'r>(method: &str, routes: Cow<'r, [Route]>, id: Option<String>) -> Match<'r> {
    let Some(place) = routes.iter().position(|route| route.method == method) else {
        let all = routes.iter().flat_map(|route| &route.endpoints).map(|endpoint| endpoint.revision);
        return Match::OtherMethod { revision: all.min().unwrap_or_default(), allowed: methods(&routes) };
    };
    let endpoints = match routes {
        Cow::Borrowed(routes) => Cow::Borrowed(&*routes[place].endpoints),
        Cow::Owned(mut routes) => {
            let mut endpoints = routes.swap_remove(place).endpoints;
            endpoints.sort_unstable_by_key(|endpoint| (endpoint.revision, endpoint.operation));
            Cow::Owned(endpoints)
        }
    };
    Match::Found { endpoints, id }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

fn methods(routes: &[Route]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| &*route.method).collect();
    methods.sort_unstable();
    methods.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;

    fn found(revision: usize, operation: usize, id: Option<&str>) -> Match<'static> {
        Match::Found { endpoints: vec![Endpoint { revision, operation }].into(), id: id.map(str::to_owned) }
    }

    #[test]
    fn a_method_and_a_path_mean_an_operation() {
        let routes = Routes::new(&acme::spec());
        let other = |revision, allowed: &str| Match::OtherMethod { revision, allowed: allowed.into() };
        for (method, path, expected) in [
            ("POST", "/acme/paint", found(0, 0, None)),
            ("GET", "/acme/tasks/17/videos", found(0, 1, Some("17"))),
            ("GET", "/acme/tasks/%31%2f/videos", found(0, 1, Some("1/"))),
            ("POST", "/acme/tasks/17/stop", found(0, 2, Some("17"))),
            ("GET", "/bolt/look", found(1, 1, None)),
            ("GET", "/acme/paint", other(0, "POST")),
            ("HEAD", "/bolt/look", other(1, "GET")),
            ("GET", "/acme/tasks//videos", Match::NoPath { revision: Some(0) }),
            ("GET", "/acme/paint/", Match::NoPath { revision: Some(0) }),
            ("GET", "/bolt", Match::NoPath { revision: Some(1) }),
            ("GET", "/", Match::NoPath { revision: None }),
            ("GET", "", Match::NoPath { revision: None }),
            ("OPTIONS", "*", Match::NoPath { revision: None }),
        ] {
            assert_eq!(routes.find(method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn vendors_with_one_path_are_both_found_and_the_literal_path_wins() {
        let (mut spec, mut twin) = (acme::spec(), acme::acme());
        twin.vendor = "twin".into();
        twin.operations.to_mut()[1].path = "/acme/{id}".into();
        spec.revisions.to_mut().push(twin);
        let routes = Routes::new(&spec);
        let Match::Found { endpoints, id } = routes.find("POST", "/acme/paint") else { panic!() };
        assert_eq!((endpoints.len(), endpoints[1].revision, id), (2, 2, None));
        assert_eq!(
            routes.find("GET", "/acme/credits"),
            Match::Found {
                endpoints: vec![Endpoint { revision: 0, operation: 3 }, Endpoint { revision: 2, operation: 3 }].into(),
                id: None
            }
        );
        assert_eq!(routes.find("GET", "/acme/else"), found(2, 1, Some("else")));
    }

    #[test]
    fn only_current_revisions_are_served() {
        let mut spec = acme::spec();
        spec.revisions.to_mut()[0].current = false;
        let routes = Routes::new(&spec);
        assert_eq!(routes.listed(), ["GET /bolt/look", "POST /bolt/draw"]);
    }
}
