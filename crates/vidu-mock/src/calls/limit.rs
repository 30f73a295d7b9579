//! How many bytes the body of a request may have: what its page says, or what its pictures can amount to.

use vidu_types::table::{Field, FieldKind, Operation, OperationKind};

use crate::calls::exchange::Request;
use crate::calls::judge::House;
use crate::calls::routes::Match;

/// What every request may have beside its pictures.
const SLACK: u64 = 1 << 20;
/// So many times as much is read, because a refusal that names the picture at fault says more than one of the whole body.
const ROOM: u64 = 2;
/// What a picture may have of which no page says more.
const PICTURE: u64 = 20 << 20;
/// How many pictures a list may have of which no page says more.
const PICTURES: u64 = 10;

impl House {
    /// The most bytes of a body for this method and path; the server's own limit is never passed.
    pub fn most_bytes(&self, method: &str, path: &str) -> usize {
        let of_operations = match self.routes().find(method, path) {
            Match::Found { endpoints, .. } => {
                endpoints.iter().filter_map(|endpoint| self.at(*endpoint)).map(|(_, operation)| most(operation)).max()
            }
            Match::OtherMethod { .. } | Match::NoPath { .. } => Some(SLACK),
        };
        let most = usize::try_from(of_operations.unwrap_or(SLACK)).unwrap_or(usize::MAX);
        most.min(self.settings.max_body)
    }

    /// The same for a body that announces its length; what is small is let in without looking up whose it is.
    pub fn room(&self, announced: Option<u64>, method: &str, path: &str) -> usize {
        if announced.is_some_and(|length| length <= SLACK) {
            return usize::try_from(SLACK).unwrap_or(usize::MAX).min(self.settings.max_body);
        }
        self.most_bytes(method, path)
    }

    /// Why a body was not taken.
    pub fn too_large(&self, request: &Request<'_>) -> String {
        format!("the body has more than {} bytes", self.most_bytes(request.method, request.path))
    }
}

fn most(operation: &Operation) -> u64 {
    if operation.kind != OperationKind::Create {
        return SLACK;
    }
    match &operation.max_body {
        Some(limit) => limit.wide.saturating_mul(ROOM).saturating_add(SLACK),
        None => operation
            .fields
            .iter()
            .map(pictures)
            .fold(0, u64::saturating_add)
            .saturating_mul(ROOM)
            .saturating_add(SLACK),
    }
}

/// What the pictures of a field can amount to in base64, which makes four bytes of three.
fn pictures(field: &Field) -> u64 {
    let rules = field.image.as_ref();
    let limit = rules.and_then(|rules| rules.max_decoded.as_ref().or(rules.max_bytes.as_ref()));
    let each = limit.map_or(PICTURE, |limit| limit.wide) / 3 * 4 + 100;
    let count = field.count.and_then(|count| count.to);
    match &field.kind {
        FieldKind::Image => each,
        FieldKind::Images => each.saturating_mul(count.unwrap_or(PICTURES)),
        FieldKind::Records(record) => {
            let one = record.fields.iter().map(pictures).fold(0, u64::saturating_add);
            one.saturating_mul(count.unwrap_or(PICTURES))
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;
    use vidu_types::table::{ByteLimit, ImageRules, Span};

    fn limit(bytes: u64) -> Option<ByteLimit> {
        Some(ByteLimit { written: "".into(), narrow: bytes, wide: bytes })
    }

    #[test]
    fn the_page_or_its_pictures_set_the_limit() {
        let mut paint = acme::acme().operations[0].clone();
        assert_eq!(most(&paint), SLACK + 22 * (PICTURE / 3 * 4 + 100));
        let rules = ImageRules {
            forms: vec![].into(),
            formats: vec![].into(),
            ratio: None,
            least: None,
            max_bytes: limit(99),
            max_decoded: limit(30),
            alike: None,
        };
        paint.fields.to_mut().retain(|field| field.name != "start");
        paint.fields.to_mut()[1].image = Some(rules);
        paint.fields.to_mut()[1].count = Some(Span { from: 1, to: Some(7) });
        assert_eq!(most(&paint), SLACK + 14 * 140);
        paint.max_body = limit(500);
        assert_eq!(most(&paint), SLACK + 1000);
        paint.kind = OperationKind::Query;
        assert_eq!(most(&paint), SLACK);
    }
}
