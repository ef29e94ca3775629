//! Images: upload by form data, checked by their first bytes, and download.

use super::{
    Platform, multipart,
    reply::{Answer, Body, Refusal, Reply},
};
use crate::{Request, json::object};

/// Bytes of an image.
const IMAGE_BYTES: usize = 10 << 20;

/// An image the sandbox received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Image {
    /// `img_v3_…`
    pub image_key: String,
    /// The app that uploaded it.
    pub app_id: String,
    /// `message` or `avatar`.
    pub image_type: String,
    /// The content type its bytes show.
    pub content_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Image {
    /// An image of another session; `None` for bytes that are none, and for an odd key.
    pub(crate) fn of(image_key: &str, app_id: &str, image_type: &str, bytes: Vec<u8>) -> Option<Image> {
        let good = image_key.starts_with("img_") && bytes.len() <= IMAGE_BYTES;
        let content_type = content_type(&bytes).filter(|_| good)?;
        let (image_key, app_id, image_type) = (image_key.to_owned(), app_id.to_owned(), image_type.to_owned());
        Some(Image { image_key, app_id, image_type, content_type, bytes })
    }
}

impl Platform {
    /// `im.image.create`
    pub(crate) fn upload_image(&mut self, app: &str, request: &Request) -> Answer {
        let kind = request.header("content-type").unwrap_or_default();
        let parts = multipart::read(kind, &request.body).ok_or_else(|| Refusal::of(234001))?;
        let part = |name: &str| parts.iter().find(|part| part.name == name).map(|part| part.bytes);
        let image_type = part("image_type").and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let most = match image_type {
            "message" => 12_000,
            "avatar" => 4096,
            _ => return Err(Refusal::of(234001)),
        };
        let bytes = part("image").ok_or_else(|| Refusal::of(234001))?;
        if bytes.is_empty() {
            return Err(Refusal::of(234010));
        }
        if bytes.len() > IMAGE_BYTES {
            return Err(Refusal::of(234006));
        }
        let content_type = content_type(bytes).ok_or_else(|| Refusal::of(234011))?;
        let most = if content_type == "image/gif" { 2000 } else { most };
        if size(content_type, bytes).is_some_and(|(width, height)| width > most || height > most) {
            return Err(Refusal::of(234039));
        }
        let image_key = self.random.id("img_v3_");
        self.images.push(Image {
            image_key: image_key.clone(),
            app_id: app.to_owned(),
            image_type: image_type.to_owned(),
            content_type,
            bytes: bytes.to_vec(),
        });
        Ok(Reply::data("success", object([("image_key", image_key.into())])))
    }

    /// `im.image.get`
    pub(crate) fn download_image(&mut self, app: &str, key: &str) -> Answer {
        if !key.starts_with("img_") {
            return Err(Refusal::of(234001));
        }
        let image = self.images.iter().find(|image| image.image_key == key).ok_or_else(|| Refusal::of(234005))?;
        if image.app_id != app || image.image_type != "message" {
            return Err(Refusal::of(234008));
        }
        Ok(Reply { status: 200, headers: Vec::new(), body: Body::Bytes(image.content_type, image.bytes.clone()) })
    }
}

/// The kind of image, by its first bytes.
fn content_type(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"BM", "image/bmp"),
        (b"\0\0\x01\0", "image/x-icon"),
        // TIFF and HEIC become JPEG
        (b"II*\0", "image/jpeg"),
        (b"MM\0*", "image/jpeg"),
    ];
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(kind);
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some("image/webp"),
        (_, Some(b"ftyp"), Some(b"heic" | b"heix" | b"mif1")) => Some("image/jpeg"),
        _ => None,
    }
}

/// Width and height, of the kinds that say so at a fixed offset.
fn size(kind: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    match kind {
        "image/png" => {
            let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
            Some((number(16)?, number(20)?))
        }
        "image/gif" => {
            let number = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
            Some((number(6)?.into(), number(8)?.into()))
        }
        _ => None,
    }
}
