//! The endpoint table: which operations of which vendors a method and a path can mean.

use vidu_types::table::{Operation, Revision, Spec};

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
pub enum Match {
    /// One of these operations; the id is what stands in the path.
    Found {
        /// Those that fit, in order of the spec; never empty.
        endpoints: Vec<Endpoint>,
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
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    endpoint: Endpoint,
    method: String,
    segments: Vec<String>,
}

impl Routes {
    /// The table of a spec's current revisions.
    pub fn new(spec: &Spec) -> Routes {
        let current = spec.revisions.iter().enumerate().filter(|(_, revision)| revision.current);
        let routes = current.flat_map(|(position, revision)| routes_of(position, revision)).collect();
        Routes { routes }
    }

    /// What a method and a path mean.
    pub fn find(&self, method: &str, path: &str) -> Match {
        let segments: Vec<&str> = segments(path).collect();
        let fitting: Vec<&Route> = self.routes.iter().filter(|route| route.fits(&segments)).collect();
        // A path without an id in it is meant literally, even where another vendor's pattern fits too.
        let literal = fitting.iter().any(|route| !route.has_id());
        let fitting: Vec<&Route> = fitting.into_iter().filter(|route| !literal || !route.has_id()).collect();
        let Some(first) = fitting.first() else { return Match::NoPath { revision: self.closest(&segments) } };
        let id = first.id(&segments).map(decoded);
        let endpoints: Vec<Endpoint> =
            fitting.iter().filter(|route| route.method == method).map(|route| route.endpoint).collect();
        if endpoints.is_empty() {
            return Match::OtherMethod { revision: first.endpoint.revision, allowed: methods(&fitting) };
        }
        Match::Found { endpoints, id }
    }

    /// Every endpoint as `POST /path`.
    pub fn listed(&self) -> Vec<String> {
        let mut listed: Vec<String> =
            self.routes.iter().map(|route| format!("{} /{}", route.method, route.segments.join("/"))).collect();
        listed.sort();
        listed.dedup();
        listed
    }

    /// The vendor of the path with the most first segments in common.
    fn closest(&self, segments: &[&str]) -> Option<usize> {
        let common =
            |route: &Route| route.segments.iter().zip(segments).take_while(|(one, other)| one == *other).count();
        let most = self.routes.iter().map(common).max().filter(|most| *most > 0)?;
        self.routes.iter().find(|route| common(route) == most).map(|route| route.endpoint.revision)
    }
}

impl Route {
    fn new(endpoint: Endpoint, operation: &Operation) -> Route {
        let segments = segments(&operation.path).map(str::to_owned).collect();
        Route { endpoint, method: operation.method.to_ascii_uppercase(), segments }
    }

    fn fits(&self, segments: &[&str]) -> bool {
        let fit = |(pattern, segment): (&String, &&str)| pattern == segment || pattern == ID && !segment.is_empty();
        self.segments.len() == segments.len() && self.segments.iter().zip(segments).all(fit)
    }

    fn has_id(&self) -> bool {
        self.segments.iter().any(|segment| segment == ID)
    }

    fn id<'s>(&self, segments: &[&'s str]) -> Option<&'s str> {
        self.segments.iter().zip(segments).find(|(pattern, _)| *pattern == ID).map(|(_, segment)| *segment)
    }
}

fn routes_of(position: usize, revision: &Revision) -> impl Iterator<Item = Route> {
    let endpoint = move |operation| Endpoint { revision: position, operation };
    revision.operations.iter().enumerate().map(move |(number, operation)| Route::new(endpoint(number), operation))
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

fn methods(routes: &[&Route]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| &*route.method).collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;

    fn found(revision: usize, operation: usize, id: Option<&str>) -> Match {
        Match::Found { endpoints: vec![Endpoint { revision, operation }], id: id.map(str::to_owned) }
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
                endpoints: vec![Endpoint { revision: 0, operation: 3 }, Endpoint { revision: 2, operation: 3 }],
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
