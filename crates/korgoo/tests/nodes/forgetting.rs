//! A forgotten word is not found by a server that was killed before its index had caught up, nor left in
//! the files of that index.

use std::path::Path;
use std::time::Duration;

use app::App;
use app::review::{Asked, confirm, forgettable, propose_redaction};
use app::{Caller, StaffRole};
use domain::holder::Holder;

use crate::acts::{bring, somebody};
use crate::asking::json;
use crate::ground::{Ground, Node};
use crate::support::until;

/// Part of the secret of this test, and of nothing else.
const TOKEN: &str = "Kanareika7f";

/// When the server is killed.
#[derive(Clone, Copy)]
enum Killed {
    /// It never hears of the redaction.
    BeforeItHears,
    /// The redaction is in its index; the segments of before are still there.
    AtItsCommit,
    /// So long after the redaction was acknowledged.
    After(Duration),
}

const KILLED: [Killed; 5] = [
    Killed::BeforeItHears,
    Killed::AtItsCommit,
    Killed::AtItsCommit,
    Killed::After(Duration::from_millis(150)),
    Killed::After(Duration::from_millis(350)),
];

/// The two who forget.
struct Staff {
    registrar: Caller,
    head: Caller,
}

impl Staff {
    async fn of(app: &App) -> Self {
        Self {
            registrar: somebody(app, 2, Some(StaffRole::Registrar)).await,
            head: somebody(app, 3, Some(StaffRole::Head)).await,
        }
    }

    /// Forgets the name of a holder.
    async fn forget(&self, app: &App, number: &str) {
        let found = forgettable::<Holder>(app, &self.registrar, number).await.unwrap();
        let places = found.into_iter().filter(|it| it.value.contains(TOKEN)).map(|it| it.place);
        let (ground, words) = ("not_to_be_published".to_owned(), "адамдын өтүнүчү".to_owned());
        let asked = Asked { places: places.collect(), ground, words };
        let id = app.store().by_number::<Holder>(number).await.unwrap().unwrap().id;
        let case = propose_redaction::<Holder>(app, &self.registrar, id, &asked).await.unwrap();
        confirm(app, &self.head, case.id, None).await.unwrap();
    }
}

/// How many entries a server finds by the word.
fn finds(node: &Node) -> i64 {
    let count = |list| json(node.address, &format!("/api/v1/{list}?q={TOKEN}"))["total"].as_i64();
    count("holders").unwrap() + count("arrays").unwrap()
}

/// Whether the word lies in a file of an index, whatever its letters have become on the way.
fn lies_in(folder: &Path) -> bool {
    let word = TOKEN.to_lowercase();
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    // One may go while they are looked through.
    let contents = files.filter_map(|file| std::fs::read(file).ok());
    contents
        .map(|bytes| bytes.to_ascii_lowercase())
        .any(|bytes| bytes.windows(word.len()).any(|some| some == word.as_bytes()))
}

/// What the index on disk says it is complete up to.
fn position(folder: &Path) -> Option<String> {
    let meta = std::fs::read(folder.join("meta.json")).ok()?;
    let meta: serde_json::Value = serde_json::from_slice(&meta).ok()?;
    meta["payload"].as_str().map(str::to_owned)
}

/// Forgets, and kills. Whether the word was still in the files of the index then.
async fn forgotten_and_killed(
    ground: &Ground,
    staff: &Staff,
    node: Node,
    number: &str,
    when: Killed,
) -> bool {
    let (folder, before) = (node.index.clone(), position(&node.index));
    if let Killed::BeforeItHears = when {
        node.freeze();
    }
    staff.forget(&ground.app, number).await;
    match when {
        Killed::BeforeItHears => {}
        Killed::AtItsCommit => while position(&folder) == before {},
        Killed::After(time) => tokio::time::sleep(time).await,
    }
    node.kill();
    lies_in(&folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_word_is_not_found_after_any_kill_nor_left_in_the_index() {
    let Some(ground) = Ground::open().await else { return };
    let staff = Staff::of(&ground.app).await;
    let mut node = ground.node("one");
    let mut left_behind = Vec::new();
    for (n, when) in KILLED.into_iter().enumerate() {
        let numbers = bring(&ground.app, n, &format!("{TOKEN} Үлгү {n}"), 3).await;
        // The arrays are found by the name of their holder too.
        until("it is found", || finds(&node) == 4 && lies_in(&node.index));
        left_behind.push(forgotten_and_killed(&ground, &staff, node, &numbers[0], when).await);
        node = ground.node("one");
        assert_eq!(finds(&node), 0, "the first answer after the start");
        node.until_caught_up();
        assert_eq!((finds(&node), lies_in(&node.index)), (0, false), "{n}");
        assert_eq!(node.made_anew(), 0.0, "the index is that of before");
    }
    println!("the word was in the files when it was killed: {left_behind:?}");
    assert!(left_behind[0], "the first one was killed with it");
    node.kill();
    ground.close().await;
}
