//! The books in SQLite or Postgres: one table.

use super::{Books, Entry, Future, Progress};
use crate::AnyError;
use sqlx::{
    AnyPool, Row,
    any::{AnyPoolOptions, install_default_drivers},
};

/// Rows of one transaction.
const AT_ONCE: usize = 1_000;

pub struct SqlBooks {
    pool: AnyPool,
    /// Asks what time it is.
    clock: &'static str,
}

const SQLITE_CLOCK: &str = "SELECT CAST(strftime('%s', 'now') AS BIGINT)";
const POSTGRES_CLOCK: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)";

pub async fn open(url: &str) -> Result<SqlBooks, AnyError> {
    install_default_drivers();
    let pool = AnyPoolOptions::new().max_connections(4).connect(url).await?;
    let sqlite = url.starts_with("sqlite");
    if sqlite {
        sqlx::query("PRAGMA journal_mode = WAL").execute(&pool).await?;
    }
    for table in [
        "CREATE TABLE IF NOT EXISTS outbox_messages (key TEXT PRIMARY KEY, broadcast TEXT NOT NULL, receiver TEXT NOT NULL,
         state TEXT NOT NULL, first_left BIGINT, detail TEXT NOT NULL)",
        "CREATE INDEX IF NOT EXISTS outbox_states ON outbox_messages (broadcast, state)",
        "CREATE TABLE IF NOT EXISTS outbox_broadcasts (name TEXT PRIMARY KEY, paused BIGINT NOT NULL)",
    ] {
        // two workers that begin at the same moment may both make it
        if let Err(error) = sqlx::query(table).execute(&pool).await {
            sqlx::query("SELECT 1 FROM outbox_messages").fetch_optional(&pool).await.map_err(|_| error)?;
        }
    }
    Ok(SqlBooks { pool, clock: if sqlite { SQLITE_CLOCK } else { POSTGRES_CLOCK } })
}

impl Books for SqlBooks {
    fn add<'a>(&'a self, name: &'a str, entries: &'a [Entry]) -> Future<'a, ()> {
        Box::pin(async move {
            for entries in entries.chunks(AT_ONCE) {
                let mut transaction = self.pool.begin().await?;
                for Entry { key, receiver } in entries {
                    sqlx::query(
                        "INSERT INTO outbox_messages (key, broadcast, receiver, state, detail)
                         VALUES ($1, $2, $3, 'waiting', '') ON CONFLICT (key) DO NOTHING",
                    )
                    .bind(key)
                    .bind(name)
                    .bind(receiver)
                    .execute(&mut *transaction)
                    .await?;
                }
                transaction.commit().await?;
            }
            Ok(())
        })
    }

    fn read<'a>(&'a self, _: &'a str, key: &'a str) -> Future<'a, (String, Option<i64>)> {
        Box::pin(async move {
            let query = sqlx::query("SELECT state, first_left FROM outbox_messages WHERE key = $1");
            let row = query.bind(key).fetch_one(&self.pool).await?;
            Ok((row.try_get(0)?, row.try_get(1)?))
        })
    }

    fn write<'a>(
        &'a self,
        _: &'a str,
        key: &'a str,
        state: &'a str,
        left: Option<i64>,
        detail: &'a str,
    ) -> Future<'a, ()> {
        Box::pin(async move {
            let query = "UPDATE outbox_messages SET state = $2, first_left = $3, detail = $4 WHERE key = $1";
            sqlx::query(query).bind(key).bind(state).bind(left).bind(detail).execute(&self.pool).await?;
            Ok(())
        })
    }

    fn progress<'a>(&'a self, name: &'a str) -> Future<'a, Progress> {
        Box::pin(async move {
            let query = "SELECT state, COUNT(*) FROM outbox_messages WHERE broadcast = $1 GROUP BY state";
            let rows = sqlx::query(query).bind(name).fetch_all(&self.pool).await?;
            let count = |row: &sqlx::any::AnyRow| {
                let (state, count): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
                Ok((state, u64::try_from(count).unwrap_or(0)))
            };
            Ok(Progress(rows.iter().map(count).collect::<Result<_, sqlx::Error>>()?))
        })
    }

    fn report<'a>(&'a self, name: &'a str) -> Future<'a, Vec<(String, String, String)>> {
        Box::pin(async move {
            let query = "SELECT receiver, state, detail FROM outbox_messages
                         WHERE broadcast = $1 AND state IN ('refused', 'failed', 'unknown') ORDER BY receiver";
            let rows = sqlx::query(query).bind(name).fetch_all(&self.pool).await?;
            let line = |row: &sqlx::any::AnyRow| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
            Ok(rows.iter().map(line).collect::<Result<_, sqlx::Error>>()?)
        })
    }

    fn now(&self) -> Future<'_, i64> {
        Box::pin(async move { Ok(sqlx::query(self.clock).fetch_one(&self.pool).await?.try_get(0)?) })
    }

    fn pause<'a>(&'a self, name: &'a str, paused: bool) -> Future<'a, ()> {
        Box::pin(async move {
            let query = "INSERT INTO outbox_broadcasts (name, paused) VALUES ($1, $2)
                         ON CONFLICT (name) DO UPDATE SET paused = $2";
            sqlx::query(query).bind(name).bind(i64::from(paused)).execute(&self.pool).await?;
            Ok(())
        })
    }

    fn is_paused<'a>(&'a self, name: &'a str) -> Future<'a, bool> {
        Box::pin(async move {
            let query = sqlx::query("SELECT paused FROM outbox_broadcasts WHERE name = $1");
            let row = query.bind(name).fetch_optional(&self.pool).await?;
            Ok(row.map(|row| row.try_get::<i64, _>(0)).transpose()?.is_some_and(|paused| paused != 0))
        })
    }
}
