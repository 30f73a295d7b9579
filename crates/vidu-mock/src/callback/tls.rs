//! TLS for callbacks to https addresses: the usual authorities are trusted, and those that the user names.

use std::io;

use tokio::net::TcpStream;

use crate::callback::post::Target;

#[cfg(feature = "tls")]
pub use secured::secure;

/// Certificates of authorities in PEM, or why they are none.
#[cfg(feature = "tls")]
pub fn check(pem: &[u8]) -> Result<(), String> {
    secured::authorities(pem).map(drop)
}

/// Without TLS nobody is trusted.
#[cfg(not(feature = "tls"))]
pub fn check(_: &[u8]) -> Result<(), String> {
    Err(WITHOUT.to_owned())
}

/// What a mock says of https that was built without TLS.
pub const WITHOUT: &str = "this mock was built without its feature `tls`; register an http URL";

#[cfg(not(feature = "tls"))]
pub async fn secure(_: TcpStream, _: &Target, _: &[u8]) -> io::Result<TcpStream> {
    Err(io::Error::new(io::ErrorKind::Unsupported, WITHOUT))
}

#[cfg(feature = "tls")]
mod secured {
    use std::sync::Arc;

    use tokio_rustls::TlsConnector;
    use tokio_rustls::client::TlsStream;
    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject as _;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    use super::*;

    /// A connection that nobody else can read.
    pub type Secured = TlsStream<TcpStream>;

    /// Speaks TLS over a connection; who answers must prove to be the host of the target.
    pub async fn secure(stream: TcpStream, target: &Target, pem: &[u8]) -> io::Result<Secured> {
        let host = target.name().to_owned();
        let name = ServerName::try_from(host).map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
        TlsConnector::from(Arc::new(config(pem)?)).connect(name, stream).await
    }

    fn config(pem: &[u8]) -> io::Result<ClientConfig> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in authorities(pem).map_err(io::Error::other)? {
            roots.add(authority).map_err(io::Error::other)?;
        }
        let versions = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let versions = versions.with_safe_default_protocol_versions().map_err(io::Error::other)?;
        Ok(versions.with_root_certificates(roots).with_no_client_auth())
    }

    pub fn authorities(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
        if pem.is_empty() {
            return Ok(Vec::new());
        }
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let certificates = read.map_err(|why| format!("this is no certificate in PEM: {why}"))?;
        let mut roots = RootCertStore::empty();
        match certificates.iter().try_for_each(|one| roots.add(one.clone())) {
            Ok(()) if !certificates.is_empty() => Ok(certificates),
            Ok(()) => Err("there is no certificate in it; it begins with -----BEGIN CERTIFICATE-----".to_owned()),
            Err(why) => Err(format!("one of its certificates cannot be used: {why}")),
        }
    }
}
