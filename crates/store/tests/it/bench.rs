//! A fresh database for one case.

use domain::record::Actor;
use store::{ActError, Expected, Loaded, Store, StoreConfig};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    cluster,
    toy::{Act, No, Toy, clerk, moment},
};

pub struct Bench {
    pub store: Store,
    pub config: StoreConfig,
    _folder: TempDir,
    database: Option<String>,
}

pub type Did = Result<Loaded<Toy>, ActError<No>>;

impl Bench {
    pub async fn sqlite() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        Bench::open("sqlite:korgoo.db".into(), folder, None).await
    }

    /// `None` only if KORGOO_SKIP_POSTGRES=1 says so.
    pub async fn postgres() -> Option<Bench> {
        let (url, name) = cluster::new_database(cluster::server()?).await;
        Some(Bench::open(url, tempfile::tempdir().unwrap(), Some(name)).await)
    }

    async fn open(url: String, folder: TempDir, database: Option<String>) -> Bench {
        let config = StoreConfig::new(url, folder.path());
        let store = Store::open(config.clone()).await.unwrap();
        store.migrate().await.unwrap();
        Bench { store, config, _folder: folder, database }
    }

    pub async fn close(self) {
        self.store.close().await;
        if let (Some(name), Some(server)) = (&self.database, cluster::server()) {
            cluster::drop_database(server, name).await;
        }
    }

    pub async fn act(&self, id: Uuid, expected: Expected, act: Act, second: i64) -> Did {
        self.act_by(id, expected, act, second, &clerk()).await
    }

    async fn act_by(&self, id: Uuid, e: Expected, act: Act, second: i64, by: &Actor) -> Did {
        let (act, moment) = (&act, &moment(second));
        self.store
            .write("act", |tx| {
                Box::pin(async move { tx.act::<Toy>(id, e, act.clone(), by, moment).await })
            })
            .await
    }

    pub async fn create(&self, draft: crate::toy::Draft, second: i64) -> Uuid {
        let id = Uuid::now_v7();
        self.act(id, Expected::New, Act::Create(draft), second).await.unwrap();
        id
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) AS n FROM {table}");
        self.store.rows(&sql, &[]).await.unwrap()[0].get("n").unwrap()
    }
}

/// Each case runs on both engines; PostgreSQL is left out only when told so.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($bench:ident) $body:block)*) => { $(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn case($bench: &$crate::bench::Bench) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                let bench = $crate::bench::Bench::sqlite().await;
                case(&bench).await;
                bench.close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                let Some(bench) = $crate::bench::Bench::postgres().await else { return };
                case(&bench).await;
                bench.close().await;
            }
        }
    )* };
}
