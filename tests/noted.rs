//! What a submit notes is what the check notes, whether it is looked for at once or when somebody asks.

use vidu_client::{Client, Image, Key, Model, Note, NoteKind, Policy, Request, vidu};

use crate::http::held;

fn request(pictures: usize, folder: &str) -> vidu::Reference2Video {
    let picture = |at| Image::url(format!("https://pictures.example.com/{folder}/{at}.png")).expect("a picture");
    vidu::Reference2Video::new(Model::ViduQ1, (0..pictures).map(picture), "a lighthouse at dusk")
}

/// A linked picture cannot be looked at, and that is a note; a long body is not kept until somebody asks, a short one is.
#[tokio::test]
async fn the_notes_of_a_submit_are_those_of_the_check() {
    let server = held().start().await.expect("a mock");
    let client = |policy| {
        let builder = Client::<vidu::Api>::builder().key(Key::new("sk-noted").expect("a key"));
        builder.base_url(server.url()).policy(policy).build().expect("a client")
    };
    let (short, long) = (request(3, "sea"), request(7, &"sea/".repeat(200)));
    let bytes = [&short, &long].map(|request| request.to_json().to_string().len());
    assert!(bytes[0] < 4096 && bytes[1] > 4096, "{bytes:?}");
    let stray = short.clone().extra("sparkle", true);
    for (request, policy, count) in [
        (&short, Policy::Refuse, 3),
        (&short, Policy::Warn, 3),
        (&short, Policy::Off, 0),
        (&long, Policy::Refuse, 7),
        (&stray, Policy::Refuse, 4),
    ] {
        let handle = client(policy).submit(request).await.expect("a task");
        let expected = if policy == Policy::Off { Vec::new() } else { request.check().notes };
        assert_eq!((handle.notes(), handle.notes().len()), (&expected[..], count), "{policy:?}");
        assert!(handle.violations().is_empty());
    }
    let kinds: Vec<NoteKind> = stray.check().notes.iter().map(|note: &Note| note.kind).collect();
    assert!(kinds.contains(&NoteKind::Unlisted) && kinds.contains(&NoteKind::CannotBeKnown), "{kinds:?}");
}
