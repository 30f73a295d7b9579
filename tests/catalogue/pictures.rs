//! The smallest files of each format that state a size, and of some that are no pictures.

/// A file of a format, by its name in the catalogue.
pub fn picture(format: &str, width: u32, height: u32) -> Option<Vec<u8>> {
    let sides = |from: fn(u16) -> [u8; 2]| [from(width as u16), from(height as u16)].concat();
    let bytes = match format {
        "png" => png(width, height),
        "jpeg" => jpeg(width as u16, height as u16),
        "webp" => [&b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x30\x01\0\x9d\x01\x2a"[..], &sides(u16::to_le_bytes)].concat(),
        "webp-lossless" => lossless(width, height),
        "gif" => [&b"GIF89a"[..], &sides(u16::to_le_bytes), b"\0\0\0;"].concat(),
        "bmp" => bmp(width, height),
        "tiff" => b"II*\0\x08\0\0\0\0\0".to_vec(),
        "heic" => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
        "avif" => b"\0\0\0\x18ftypavif\0\0\0\0avifmif1".to_vec(),
        "mp4" => b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".to_vec(),
        "pdf" => b"%PDF-1.7\n1 0 obj".to_vec(),
        "svg" => b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"480\"/>".to_vec(),
        "html" => b"<!doctype html><title>404 Not Found</title>".to_vec(),
        "json" => b"{\"error\":\"not found\"}".to_vec(),
        "zip" => b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(),
        "words" => b"a cat on a red sofa".to_vec(),
        "short" => b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec(),
        _ => return None,
    };
    Some(bytes)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", &sides[..], b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82"].concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let jfif = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let [height, width] = [height.to_be_bytes(), width.to_be_bytes()];
    [&jfif[..], b"\xff\xc0\0\x0b\x08", &height, &width, b"\x01\x01\x11\0\xff\xd9"].concat()
}

/// Fourteen bits each, less one.
fn lossless(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | (height - 1) << 14;
    [&b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2f"[..], &bits.to_le_bytes()].concat()
}

fn bmp(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
    [&b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &sides, b"\x01\0\x18\0\0\0\0\0"].concat()
}
