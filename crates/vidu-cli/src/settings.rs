//! Makes the client that the arguments and the environment describe.

use std::fs;
use std::path::Path;

use vidu_client::{Builder, Client, ConfigError, Key, Vendor};

use crate::arguments::Global;
use crate::status::{Fault, Status};

/// A client of the vendor, with the key from the environment or from a file.
pub fn client<V: Vendor>(global: &Global) -> Result<Client<V>, Fault> {
    built(builder(global)?)
}

/// Makes the client, or says in the words of the command line why not.
pub fn built<V: Vendor>(builder: Builder<V>) -> Result<Client<V>, Fault> {
    builder.environment().and_then(Builder::build).map_err(explained)
}

/// A client that is not made yet, so that a command can add to it.
pub fn builder<V: Vendor>(global: &Global) -> Result<Builder<V>, Fault> {
    let mut builder = Client::<V>::builder().user_agent(OWN_NAME);
    if let Some(url) = &global.base_url {
        builder = builder.base_url(url);
    }
    for host in &global.allow_http {
        builder = builder.allow_http(host);
    }
    if let Some(proxy) = &global.proxy {
        builder = builder.proxy(proxy);
    }
    if let Some(file) = &global.root_certificate {
        builder = builder.root_certificate(read(file)?);
    }
    keyed(builder, global)
}

const OWN_NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

fn keyed<V: Vendor>(builder: Builder<V>, global: &Global) -> Result<Builder<V>, Fault> {
    let Some(file) = &global.key_file else { return Ok(builder) };
    let text = String::from_utf8(read(file)?)
        .map_err(|_| Fault::new(Status::Usage, format!("{} is not text in UTF-8", file.display())))?;
    // Editors end a file with a line break, which belongs to no key.
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let key = Key::new(text.strip_suffix('\r').unwrap_or(text));
    Ok(builder.key(key.map_err(|fault| Fault::new(Status::Usage, format!("{}: {fault}", file.display())))?))
}

fn read(file: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(file).map_err(|fault| Fault::new(Status::Local, format!("{}: {fault}", file.display())))
}

/// The library's advice in the words of the command line.
fn explained(fault: ConfigError) -> Fault {
    let message = match fault {
        ConfigError::NoKey { name } => format!("no API key: set {name}, or name a file with --key-file"),
        ConfigError::Http { host } => {
            format!("http to {host}: the key would travel unencrypted; use https, or say --allow-http {host}")
        }
        other => other.to_string(),
    };
    Fault::new(Status::Usage, message)
}
