//! tmp
fn main() {
    match vidu_codegen::load(std::path::Path::new(&std::env::args().nth(1).unwrap())) {
        Ok(l) => {
            for r in l.remarks {
                eprintln!("{r}");
            }
            println!("{}", serde_json::to_string_pretty(&l.spec).unwrap())
        }
        Err(e) => eprintln!("{e}"),
    }
}
