//! Pictures in Markdown of others: the caller fetches them, they are uploaded, and their keys are put in.

use crate::client::{Client, Error, ImageKey};
use bytes::Bytes;
use feishu_card_core::Markdown;
use std::{collections::HashMap, error::Error as StdError};

/// Pictures of one text that are uploaded; the others become links.
const MOST: usize = 20;

/// Markdown with the pictures that were uploaded for it.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkdownImages {
    /// Safe and valid, with the pictures that could be had; the others are links.
    pub markdown: Markdown,
    /// The addresses and keys of those that were uploaded.
    pub uploaded: Vec<(String, ImageKey)>,
    /// The addresses of those that could not be had, and why.
    pub failed: Vec<(String, Error)>,
}

impl Client {
    /// Makes Markdown that a model or a person wrote safe, as [`Markdown::untrusted`], and shows the pictures in it.
    ///
    /// `fetch` gets each address and gives the bytes: nothing is opened without it, so that it decides which hosts may be
    /// asked. What it gives is uploaded and shown; what fails, and whatever is behind the twentieth picture, becomes a
    /// link.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn read(path: &str) -> Result<Vec<u8>, std::io::Error> { Ok(Vec::new()) }
    /// # async fn example(client: feishu_card::send::Client, answer: &str) {
    /// let shown = client
    ///     .upload_markdown_images(answer, async |address| match address.strip_prefix("https://charts.example.com/") {
    ///         Some(path) => read(path).await,
    ///         None => Err(std::io::Error::other("another host")),
    ///     })
    ///     .await;
    /// println!("{} pictures", shown.uploaded.len());
    /// # }
    /// ```
    pub async fn upload_markdown_images<F, B, E>(&self, text: &str, fetch: F) -> MarkdownImages
    where
        F: AsyncFn(String) -> Result<B, E>,
        B: Into<Bytes>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let (mut uploaded, mut failed) = (Vec::new(), Vec::new());
        for (n, address) in Markdown::pictures(text).into_iter().enumerate() {
            let key = match n < MOST {
                true => match fetch(address.clone()).await {
                    Ok(bytes) => self.upload_image(bytes).await,
                    Err(error) => Err(Error::other(error)),
                },
                false => Err(Error::Request(format!("a text has at most {MOST} pictures"))),
            };
            match key {
                Ok(key) => uploaded.push((address, key)),
                Err(error) => failed.push((address, error)),
            }
        }
        let keys: HashMap<&str, &str> =
            uploaded.iter().map(|(address, key)| (address.as_str(), key.as_str())).collect();
        let key = |address: &str| keys.get(address).map(|key| (*key).to_owned());
        let (markdown, _) = Markdown::untrusted_with_pictures(text, &self.inner.rules.limits, &key);
        MarkdownImages { markdown, uploaded, failed }
    }
}
