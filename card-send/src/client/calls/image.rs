//! Uploads an image for use in cards: `POST /open-apis/im/v1/images`.

use crate::client::{
    Client, Error,
    engine::{
        answer::text,
        api,
        call::Call,
        checks::awaited,
        options::{CallOptions, call_settings},
    },
};
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use std::{fmt, future::poll_fn, pin::pin};

/// The largest image, in bytes.
const MOST: usize = 10 * 1024 * 1024;

/// The key of an uploaded image: `img_…`, the value of `img_key` in a card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageKey(String);

impl ImageKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ImageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ImageKey {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<ImageKey> for String {
    fn from(key: ImageKey) -> String {
        key.0
    }
}

impl Client {
    /// Uploads an image: JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF or HEIC, at most 10 MB, GIF at most 2000 × 2000,
    /// others 12000 × 12000.
    ///
    /// ```no_run
    /// # async fn example(client: feishu_card_send::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let key = client.upload_image(std::fs::read("logo.png")?).await?;
    /// # Ok(()) }
    /// ```
    pub fn upload_image(&self, image: impl Into<Bytes>) -> UploadImage<'_> {
        UploadImage { client: self, image: image.into(), name: "image".to_owned(), options: CallOptions::default() }
    }

    /// Uploads an image from a stream. It is read to its end first, up to 10 MB: so its size is known, and the
    /// upload can be repeated.
    ///
    /// # Errors
    /// [`Error::Other`] with the stream's own error; [`Error::Request`] when it is too long; those of the call.
    pub async fn upload_image_stream<S, B, E>(&self, stream: S) -> Result<ImageKey, Error>
    where
        S: Stream<Item = Result<B, E>>,
        B: AsRef<[u8]>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut stream = pin!(stream);
        let mut image = Vec::new();
        while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
            image.extend_from_slice(piece.map_err(Error::other)?.as_ref());
            size(image.len())?;
        }
        self.upload_image(image).await
    }
}

/// An upload that is made when it is awaited.
#[must_use = "nothing is uploaded until it is awaited: `.await`"]
pub struct UploadImage<'a> {
    client: &'a Client,
    image: Bytes,
    name: String,
    options: CallOptions,
}

impl UploadImage<'_> {
    /// The file name that the platform is told.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    async fn run(self) -> Result<ImageKey, Error> {
        if self.image.is_empty() {
            return Err(Error::Request("the image is empty".to_owned()));
        }
        size(self.image.len())?;
        let boundary = format!("feishu-card-{:032x}", fastrand::u128(..));
        let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"))
            .map_err(|_| Error::Request("no content type".to_owned()))?;
        let body = form(&boundary, &self.name, &self.image);
        let mut call = Call::new(&api::IMAGE, self.client.url(&["im", "v1", "images"]), self.options);
        call.body(body).content_type(content_type);
        self.client.call(&call, |answer| text(answer.data()?, "image_key").map(ImageKey)).await
    }
}

call_settings!(UploadImage);
awaited!(UploadImage => ImageKey);

fn size(bytes: usize) -> Result<(), Error> {
    match bytes {
        0..=MOST => Ok(()),
        _ => Err(Error::Request(format!("the image has more than {} MB, the platform's limit", MOST / 1024 / 1024))),
    }
}

/// The form: the use of the image, and the image.
fn form(boundary: &str, name: &str, image: &[u8]) -> Bytes {
    // what would end the header line or the name is left out
    let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"image\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let mut body = Vec::with_capacity(head.len() + image.len() + tail.len());
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(image);
    body.extend_from_slice(tail.as_bytes());
    body.into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_has_both_parts() {
        let form = super::form("b", "a\"\r\nb.png", b"\x00\xff");
        let expected = b"--b\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n--b\r\n\
            Content-Disposition: form-data; name=\"image\"; filename=\"ab.png\"\r\nContent-Type: application/octet-stream\
            \r\n\r\n\x00\xff\r\n--b--\r\n";
        assert_eq!(&form[..], expected);
    }
}
