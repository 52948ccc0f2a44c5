//! The public side of the Register.

use crate::house::House;

#[tokio::test]
async fn a_fresh_register_is_empty() {
    let house = House::open().await;
    let found = app::register::search(&house.app, store::Query::default()).await.unwrap();
    assert_eq!(found.total, 0);
}
