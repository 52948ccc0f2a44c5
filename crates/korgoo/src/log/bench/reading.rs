//! What a proof costs its reader: tiles over HTTP beside a file of the same size by the same server,
//! and the proof as the program makes it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::public_log::proof_of;
use app::{App, Settings};
use axum::Router;
use axum::routing::get;
use domain::holder::Holder;
use l10n::Translator;
use store::{SignedHead, Store, StoreConfig, Val};
use tlog::{Hash, Head};
use uuid::Uuid;
use web::WebState;

use super::measure::percentile;
use super::{million, samples};
use crate::adapters::{MachineClock, MachineRandomness};

const ASKED: u64 = 3000;
/// Rows to a transaction.
const RUN: usize = 20_000;

/// A register whose log has so many leaves; of the records there is just what a proof needs.
pub async fn register(folder: &Path, leaves: u64) -> (App, Head) {
    let store = Store::open(StoreConfig::new("sqlite:korgoo.db", folder)).await.unwrap();
    store.migrate().await.unwrap();
    let (sender, mut rows) = tokio::sync::mpsc::channel::<(u64, Vec<u8>)>(RUN);
    let files = folder.join("files/log");
    let writing = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&files).unwrap();
        million::write(&files, leaves, |index, leaf| sender.blocking_send((index, leaf)).unwrap())
    });
    let mut some = Vec::with_capacity(RUN);
    while rows.recv_many(&mut some, RUN).await > 0 {
        fill(&store, std::mem::take(&mut some)).await;
    }
    let head = writing.await.unwrap();
    let note = std::fs::read_to_string(folder.join("files/log/checkpoint")).unwrap();
    let (size, root, signed_at) = (leaves.cast_signed(), *head.root(), samples::moment(0).at);
    let head_kept = SignedHead { size, root, note, signed_at, witnessed_at: None };
    store.keep_head(&head_kept).await.unwrap();
    let law = (*samples::moment(0).law).clone();
    let settings = Settings { public_url: "https://example.test".into(), is_demo: true };
    let app = App::new(store, law, Arc::new(MachineClock), Arc::new(MachineRandomness), settings);
    (app, head)
}

const EVENT: &str = "INSERT INTO event (kind, id, revision, act, body, actor_id, actor_name, at, \
    law, public_seq)";
const LEAF: &str = "INSERT INTO leaf (kind, id, revision, hash, body)";

async fn fill(store: &Store, leaves: Vec<(u64, Vec<u8>)>) {
    let at = samples::moment(0).at;
    let id = |index: u64| Uuid::from_u128(u128::from(index) + 1);
    let event = |(index, _): &(u64, Vec<u8>)| -> Vec<Val> {
        let (by, place) = (Uuid::nil().into(), (index + 1).cast_signed().into());
        let none: Option<store::Json> = None;
        let (act, name, law) = ("registered".into(), "".into(), "".into());
        vec![
            "holder".into(),
            id(*index).into(),
            1_i64.into(),
            act,
            none.into(),
            by,
            name,
            at.into(),
            law,
            place,
        ]
    };
    let leaf = |(index, body): &(u64, Vec<u8>)| -> Vec<Val> {
        let hash = Hash::of_leaf(body).as_bytes().to_vec().into();
        vec!["holder".into(), id(*index).into(), 1_i64.into(), hash, body.clone().into()]
    };
    let events: &Vec<Vec<Val>> = &leaves.iter().map(event).collect();
    let sealed: &Vec<Vec<Val>> = &leaves.iter().map(leaf).collect();
    let filled = store.write("fill", |tx| {
        Box::pin(async move {
            tx.insert_rows(EVENT, events.clone(), "").await?;
            tx.insert_rows(LEAF, sealed.clone(), "").await
        })
    });
    let filled: Result<(), store::StoreError> = filled.await;
    filled.unwrap();
}

/// The site, and a file of a full tile's size that is just read and sent.
async fn serve(app: App, file: &Path) -> SocketAddr {
    std::fs::write(file, [7; 8192]).unwrap();
    let file = file.to_owned();
    let read = move || async move { tokio::fs::read(&file).await.unwrap() };
    let site: Router = web::router(WebState::new(Arc::new(Translator::load().unwrap()), app));
    let site = site.merge(Router::new().route("/bench-file", get(read)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let site = site.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, site).await });
    address
}

async fn timed(client: &reqwest::Client, address: String) -> Duration {
    let begun = Instant::now();
    let answer = client.get(address).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(!answer.bytes().await.unwrap().is_empty());
    begun.elapsed()
}

/// Asks for the tiles of one leaf after another, each beside the plain file.
pub async fn report(app: App, head: &Head, folder: &Path) {
    let address = serve(app.clone(), &folder.join("bench-file")).await;
    let client = reqwest::Client::new();
    let (mut tiles, mut sets, mut files, mut proofs) = (vec![], vec![], vec![], vec![]);
    for asked in 0..ASKED {
        // A large prime walks through the log as chance would.
        let index = asked * 611_953 % head.size();
        let mut set = Duration::ZERO;
        for tile in tlog::tiles_for_inclusion(index, head.size()).unwrap() {
            let took = timed(&client, format!("http://{address}/log/{tile}")).await;
            set += took;
            tiles.push(took);
            files.push(timed(&client, format!("http://{address}/bench-file")).await);
        }
        sets.push(set);
        let begun = Instant::now();
        let id = Uuid::from_u128(u128::from(index) + 1);
        proof_of::<Holder>(&app, id, 1).await.unwrap();
        proofs.push(begun.elapsed());
    }
    for (what, times) in [
        ("a plain file of 8192 bytes", &mut files),
        ("a tile", &mut tiles),
        ("all tiles of a proof, one after another", &mut sets),
        ("a proof made by the program", &mut proofs),
    ] {
        let (middle, worst) = (percentile(times, 50), percentile(times, 99));
        println!("{what}: p50 {middle:.2} ms, p99 {worst:.2} ms");
    }
    let ratio =
        |percent| percentile(&mut tiles.clone(), percent) / percentile(&mut files.clone(), percent);
    println!("a tile beside the plain file: p50 x{:.2}, p99 x{:.2}", ratio(50), ratio(99));
}
