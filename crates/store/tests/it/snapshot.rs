use store::Expected;

use crate::{
    on_both_engines,
    toy::{Act, Toy, named},
};

on_both_engines! {
    async fn a_snapshot_sees_one_moment_however_much_is_done_meanwhile(bench) {
        for number in ["2", "10", "1"] {
            let id = bench.create(named(number), 0).await;
            bench.act(id, Expected::Any, Act::Register(number.into()), 1).await.unwrap();
        }
        let mut then = bench.store.snapshot().await.unwrap();
        assert_eq!(then.last_register_change().await.unwrap().unwrap().seq, 3);
        let late = bench.create(named("0"), 2).await;
        bench.act(late, Expected::Any, Act::Register("0".into()), 3).await.unwrap();
        let first = then.after_number::<Toy>("", 2).await.unwrap();
        let numbers: Vec<_> = first.iter().map(|toy| toy.record.number.clone().unwrap()).collect();
        assert_eq!(numbers, ["1", "10"], "in the order of their signs, on both engines");
        bench.act(first[0].id, Expected::Any, Act::Rename("Башка".into()), 4).await.unwrap();
        let rest = then.after_number::<Toy>("10", 2).await.unwrap();
        assert_eq!(rest.len(), 1);
        let seen = then.get_many::<Toy>(&[first[0].id, late]).await.unwrap();
        assert_eq!(seen, [first[0].clone()]);
        then.end().await.unwrap();
        let mut now = bench.store.snapshot().await.unwrap();
        assert_eq!(now.last_register_change().await.unwrap().unwrap().seq, 4);
        assert_eq!(now.get_many::<Toy>(&[first[0].id]).await.unwrap()[0].record.name, "Башка");
        assert_eq!(now.after_number::<Toy>("", 9).await.unwrap().len(), 4);
    }
}
