//! Commands and scripts over whatever connection the user has.

use crate::lock;
use redis::{Cmd, ErrorKind, RedisError, RedisResult, ServerErrorKind, ToRedisArgs, Value, aio::ConnectionLike};
use std::{
    future::Future,
    pin::Pin,
    sync::{LazyLock, Mutex},
};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = RedisResult<T>> + Send + 'a>>;

/// A way to Redis.
pub(crate) trait Wire: Send + Sync {
    fn send<'a>(&'a self, command: &'a Cmd) -> Boxed<'a, Value>;
}

/// A connection that finds its own way back.
pub(crate) struct Lasting<C>(pub(crate) C);

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Wire for Lasting<C> {
    fn send<'a>(&'a self, command: &'a Cmd) -> Boxed<'a, Value> {
        let mut connection = self.0.clone();
        Box::pin(async move { command.query_async(&mut connection).await })
    }
}

/// Connections that are made anew after one was lost.
pub(crate) struct Renewed<C> {
    connect: Box<dyn Fn() -> Boxed<'static, C> + Send + Sync>,
    held: Mutex<Option<C>>,
}

impl<C> Renewed<C> {
    pub(crate) fn new<F>(connect: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = RedisResult<C>> + Send + 'static,
    {
        Renewed { connect: Box::new(move || Box::pin(connect())), held: Mutex::new(None) }
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Wire for Renewed<C> {
    fn send<'a>(&'a self, command: &'a Cmd) -> Boxed<'a, Value> {
        Box::pin(async move {
            let held = lock(&self.held).clone();
            let mut connection = match held {
                Some(connection) => connection,
                None => {
                    let connection = (self.connect)().await?;
                    lock(&self.held).insert(connection).clone()
                }
            };
            let answer = command.query_async(&mut connection).await;
            if answer.as_ref().is_err_and(is_lost) {
                *lock(&self.held) = None;
            }
            answer
        })
    }
}

/// Whether another connection may do better: this one is broken, or leads to a server that is a replica by now.
fn is_lost(error: &RedisError) -> bool {
    error.is_io_error()
        || error.is_connection_dropped()
        || error.is_timeout()
        || error.kind() == ErrorKind::Server(ServerErrorKind::ReadOnly)
}

/// A Lua script, which Redis knows by its hash once it has run.
pub(crate) struct Script {
    text: &'static str,
    hash: LazyLock<String, fn() -> String>,
}

/// A script and its hash, which is made once.
macro_rules! script {
    ($text:expr) => {
        $crate::wire::Script::new($text, || redis::Script::new($text).get_hash().to_owned())
    };
}
pub(crate) use script;

impl Script {
    pub(crate) const fn new(text: &'static str, hash: fn() -> String) -> Self {
        Script { text, hash: LazyLock::new(hash) }
    }

    /// Runs it: one round trip, and one more when Redis does not know it, after a restart for example.
    pub(crate) async fn run(
        &self,
        wire: &dyn Wire,
        keys: &[impl ToRedisArgs],
        args: &[impl ToRedisArgs],
    ) -> RedisResult<Value> {
        let command = |name, script: &str| {
            let mut command = redis::cmd(name);
            command.arg(script).arg(keys.len()).arg(keys).arg(args);
            command
        };
        match wire.send(&command("EVALSHA", &self.hash)).await {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                wire.send(&command("EVAL", self.text)).await
            }
            answer => answer,
        }
    }
}
