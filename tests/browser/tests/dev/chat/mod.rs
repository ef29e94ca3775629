//! The chat of `card dev` in a real Chromium: bots, and a person who works their cards by clicks and keys alone.

mod answers;
mod bot;
mod controls;
mod examples;
mod hostile;
mod inspector;
mod streaming;

use super::bench::Bench;

impl Bench {
    /// A `card dev` without cards, and its chat as a person.
    async fn chatting(test: &str, user: &str) -> Option<Bench> {
        let bench = Bench::start(&format!("chat_{test}"), &[], &[], "").await?;
        bench.chat(&format!("theme=light&as={user}")).await;
        Some(bench)
    }

    /// Waits until a card of the chat says something.
    async fn card_says(&self, nth: i32, text: &str) {
        self.wait(&format!("live({nth})?.textContent.includes({text:?})")).await;
    }

    /// Opens the chat of this name, by the keyboard: the list moves while messages come.
    async fn open_chat(&self, name: &str) {
        let found = format!(
            "[...document.querySelectorAll('#chats .chat')].find((chat) => chat.querySelector('.name').textContent.includes({name:?}))"
        );
        self.wait(&found).await;
        self.run(&format!("{found}.focus()")).await;
        self.press("Enter").await;
        self.wait(&format!(
            "document.querySelector('#chats .chat[aria-current=true] .name')?.textContent.includes({name:?}) && location.hash.includes('chat=')"
        ))
        .await;
    }

    /// Chooses who the person is, down the list from its beginning.
    async fn act_as(&self, name: &str) {
        self.wait("document.querySelector('#actor')").await;
        self.run("document.querySelector('#actor').focus()").await;
        self.press("Home").await;
        let chosen = format!("document.querySelector('#actor').selectedOptions[0].textContent.includes({name:?})");
        for _ in 0..20 {
            if self.get::<bool>(&chosen).await {
                return;
            }
            self.press("ArrowDown").await;
        }
        panic!("nobody is called {name}");
    }

    /// Opens a field of a date or time, and types what it holds: two digits go on by themselves, a year does not.
    async fn type_date(&self, at: impl Fn(&str) -> String, parts: &[&str]) {
        self.hit(&at(".fc-field")).await;
        let native = at(".fc-native");
        self.wait(&format!("{native}?.offsetParent")).await;
        // where a click lands depends on the width of the field; the keyboard begins at its first part
        self.run(&format!("{native}.blur(); {native}.focus()")).await;
        for (nth, part) in parts.iter().enumerate() {
            if nth > 0 {
                self.press("ArrowRight").await;
            }
            self.keys(part).await;
        }
        self.wait(&format!("{native}.value !== ''")).await;
    }

    /// Waits until a toast says something.
    async fn toast(&self, text: &str) {
        self.wait(&format!("document.querySelector('#notices').textContent.includes({text:?})")).await;
    }

    /// Saves the callback address, as a person does.
    async fn take_clicks_at(&self, url: &str) {
        self.hit("document.querySelector('[data-tab=bot]')").await;
        self.hit("document.querySelector('#callback-url')").await;
        self.run("document.querySelector('#callback-url').select()").await;
        self.write(url).await;
        self.press("Enter").await;
        self.wait("document.querySelector('[data-act=no-callback]')").await;
        self.hit("document.querySelector('[data-tab=inspector]')").await;
    }

    /// Opens the newest entry of the inspector with this title, and gives the body that it shows.
    async fn inspect(&self, title: &str) -> serde_json::Value {
        let row = format!(
            "[...document.querySelectorAll('.entry > button')].find((row) => row.querySelector('.what').textContent === {title:?} && !row.textContent.includes('…'))"
        );
        self.wait(&row).await;
        let open = self.get::<bool>(&format!("{row}.ariaExpanded === 'true'")).await;
        if !open {
            // the list moves while entries come
            self.run(&format!("{row}.focus()")).await;
            self.press("Enter").await;
        }
        let shown = "document.querySelector('.entry.open .detail pre')";
        // another entry was open before
        self.wait(&format!("{shown} && document.querySelector('.entry.open .what').textContent === {title:?}")).await;
        let body: String = self.get(&format!("{shown}.textContent")).await;
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// The same, until it shows this: what the handler got, to the last member.
    async fn inspects(&self, title: &str, expected: &serde_json::Value) {
        let mut shown = serde_json::Value::Null;
        for _ in 0..300 {
            shown = self.inspect(title).await;
            if shown == *expected {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(&shown, expected);
    }
}
