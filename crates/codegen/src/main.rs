//! tmp
fn main() {
    let a: Vec<String> = std::env::args().collect();
    match vidu_codegen::build::generate(std::path::Path::new(&a[1]), std::path::Path::new(&a[2])) {
        Ok(l) => {}
        Err(e) => eprintln!("{e}"),
    }
}
