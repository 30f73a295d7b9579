//! The client over TLS: whom it trusts beside the machine's authorities, and that nothing leaves for whom it does not.

use std::sync::Arc;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};
use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Key, Model, SubmitError};

use crate::http::whole;

/// A vendor with a certificate that only a test trusts; it answers until it is dropped.
async fn vendor(certified: &rcgen::CertifiedKey<rcgen::KeyPair>) -> String {
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key));
    let acceptor = TlsAcceptor::from(Arc::new(config.expect("a certificate with its key")));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            if whole(&mut stream).await.is_some() {
                let answer = b"HTTP/1.1 200 So\r\nContent-Length: 16\r\n\r\n{\"task_id\": \"7\"}";
                stream.write_all(answer).await.expect("an answer that is taken");
            }
        }
    });
    format!("https://localhost:{port}")
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_and_no_other() {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let url = vendor(&certified).await;
    let request = Img2Video::new(Model::ViduQ1, "https://pictures.example.com/b.png");
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    for (pem, is_trusted) in [(Some(certified.cert.pem()), true), (Some(other.cert.pem()), false), (None, false)] {
        let builder = Client::builder().key(Key::new("sk-1").expect("a key")).base_url(&url);
        let builder = pem.into_iter().fold(builder, |builder, pem| builder.root_certificate(pem));
        // A machine without root certificates has no https of its own, and then there is no client.
        let Ok(client) = builder.build() else { continue };
        match client.submit(&request).await {
            Ok(task) => assert!(is_trusted && task.id() == "7"),
            Err(SubmitError::NotSent { why, .. }) => assert!(!is_trusted && why.contains("certificate"), "{why}"),
            other => panic!("{other:?}"),
        }
    }
}
