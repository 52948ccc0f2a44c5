//! Mappings: what is written in TOML, and what comes of it.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use exchange::{
    CsvOptions, Mapped, MappedEntry, Mapping, Reference, Severity, apply, line_of, read, table_of,
    write_csv, write_ndjson, write_xlsx,
};
use serde_json::json;

fn mapped(toml: &str, file: &str, content: &str) -> Vec<Mapped> {
    let mapping = Mapping::from_toml(toml).unwrap();
    let source = read(content.as_bytes(), file, &mapping.read_options()).unwrap();
    apply(&mapping, &source).collect()
}

fn codes(record: &Mapped) -> Vec<&str> {
    record.problems.iter().map(|problem| problem.code).collect()
}

const SCHOOLS: &str = r#"
kind = "holder"
[tables.form]
"мамлекеттик" = "state"
[[ignore]]
column = "№"
because = "a number of the list, not of the school"
[[entry]]
[entry.set]
identifier.scheme = "imported"
"kind" = "legal_entity"
[[entry.field]]
to = "identifier.value"
from = "Код"
prefix = "school:"
required = true
[[entry.field]]
to = "name.ky"
any = ["Аты", "Кыскача аты"]
squeeze = true
required = true
[[entry.field]]
to = "address.street"
from = ["көчө", "үй"]
join = ", "
[[entry.field]]
to = "ownership"
from = "менчик"
lower = true
table = "form"
[[entry.field]]
to = "phones.*"
from = "телефон"
split = ","
[[entry.field]]
to = "since"
from = "ачылган"
date = ["%d.%m.%Y", "%Y-%m-%d"]
"#;

#[test]
fn a_row_becomes_an_entry_by_rules() {
    let csv = "№,Код,Аты,Кыскача аты,көчө,үй,менчик,телефон,ачылган\n\
        1,007,,  №7   орто мектеп ,Чүй,12,Мамлекеттик,\"66-03-34, 66-06-68\",01.09.1975\n";
    let all = mapped(SCHOOLS, "a.csv", csv);
    let wanted = json!({
        "identifier": {"scheme": "imported", "value": "school:007"}, "kind": "legal_entity",
        "name": {"ky": "№7 орто мектеп"}, "address": {"street": "Чүй, 12"}, "ownership": "state",
        "phones": ["66-03-34", "66-06-68"], "since": "1975-09-01",
    });
    assert_eq!(
        (&all[0].entries[0].tree, all[0].entries[0].key.as_str()),
        (&wanted, "imported:school:007")
    );
    assert_eq!(
        (codes(&all[0]), &all[0].unmapped, &all[0].ignored),
        (vec![], &vec![], &vec!["№".to_owned()])
    );
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let csv = "Код,Аты,менчик,ачылган,директор\n1,А,кооператив,качандыр,Асан\n,Б,,,\n";
    let all = mapped(SCHOOLS, "a.csv", csv);
    assert_eq!(codes(&all[0]), ["value_not_in_table", "date_not_understood"]);
    assert_eq!(all[0].problems[0].path.as_deref(), Some("ownership"));
    assert_eq!(all[0].unmapped, ["директор"]);
    assert_eq!(all[0].entries.len(), 1);
    assert!(all[1].entries.is_empty());
    let refusal = &all[1].problems[0];
    assert_eq!(
        (refusal.code, refusal.severity, refusal.position.row),
        ("required_missing", Severity::Refused, 3)
    );
}

#[test]
fn a_holder_beside_each_of_its_arrays_is_given_once() {
    let toml = r#"
        [[entry]]
        kind = "holder"
        [entry.set]
        identifier.scheme = "imported"
        [[entry.field]]
        to = "identifier.value"
        from = "holder"
        [[entry.field]]
        to = "name.ru"
        from = "name"
        [[entry]]
        kind = "array"
        of = { scheme = "imported", value = { from = "holder" } }
        key = { from = ["holder", "array"], join = "/" }
        [[entry.field]]
        to = "name.ru"
        from = "array"
    "#;
    let all = mapped(toml, "a.csv", "holder,name,array\nx,Икс,кадры\nx,Икс,дети\nx,Игрек,дети\n");
    assert_eq!(all[0].entries.len(), 2);
    assert_eq!(all[1].entries.len(), 1);
    assert_eq!(
        all[1].entries[0].of,
        Some(Reference { scheme: "imported".into(), value: "x".into() })
    );
    assert_eq!(all[1].entries[0].key, "x/дети");
    assert_eq!(
        (codes(&all[1]), codes(&all[2])),
        (vec!["entry_repeated"], vec!["entry_contradicted", "entry_repeated"])
    );
}

#[test]
fn headings_hold_for_the_lines_under_them() {
    let toml = r#"
        kind = "holder"
        [source]
        heading = '^(?P<region>\p{Lu}[\p{Lu} -]+)$'
        regex = '^(?P<name>[^,]+?),\s*(?P<street>.+?),?\s*Телефон:\s*(?P<phone>.*)$'
        [[entry]]
        key = { from = ["region", "name"], join = "/" }
        [[entry.field]]
        to = "name.ky"
        from = "name"
        [[entry.field]]
        to = "address.text"
        from = ["region", "street"]
        join = ", "
    "#;
    let lines = "ОШ ОБЛУСУ\nАлай бөлүмү, Гүлчө айылы, 43, Телефон: 51442\nтүшүнүксүз сап\nТАЛАС ОБЛУСУ\nТалас бөлүмү, Ленин 1, Телефон:\n";
    let all = mapped(toml, "a.txt", lines);
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].entries[0].tree["address"]["text"], "ОШ ОБЛУСУ, Гүлчө айылы, 43");
    assert_eq!(all[0].unmapped, ["phone"]);
    assert_eq!((codes(&all[1]), all[1].position.row), (vec!["line_not_understood"], 3));
    assert_eq!(all[2].entries[0].key, "ТАЛАС ОБЛУСУ/Талас бөлүмү");
    assert!(all[2].unmapped.is_empty());
}

#[test]
fn lists_of_lists_and_the_source_s_own_tables_are_followed() {
    let toml = r##"
        kind = "array"
        [source]
        pointer = "/vendors"
        [lookups.purpose]
        pointer = "/purposes"
        take = "name"
        [[entry]]
        key = { from = "#key", prefix = "v:" }
        [[entry.each]]
        over = "/consent"
        to = "purposes"
        set = { ground = "consent" }
        [[entry.each.field]]
        to = "text"
        from = "."
        lookup = "purpose"
        [[entry.each]]
        over = "/interest"
        to = "purposes"
        set = { ground = "interest" }
        [[entry.each.field]]
        to = "text"
        from = "."
        lookup = "purpose"
        [[entry.each]]
        over = "/people/*/data"
        to = "items"
        distinct = true
        when = { column = "secret", equals = "true", not = true }
        [[entry.each.field]]
        to = "text"
        from = "name"
        [[entry.each.field]]
        to = "of"
        from = "^id"
    "##;
    let json = r#"{"purposes": {"1": {"name": "one"}, "2": {"name": "two"}}, "vendors": {"7": {
        "id": 7, "consent": [1, 9], "interest": [2], "urls": ["http://a"],
        "people": [{"who": "a", "data": [{"name": "x", "secret": false}]}, {"data": [{"name": "x"}, {"name": "y", "secret": true}]}]}}}"#;
    let all = mapped(toml, "a.json", json);
    let wanted = json!({
        "purposes": [{"ground": "consent", "text": "one"}, {"ground": "interest", "text": "two"}],
        "items": [{"text": "x", "of": "7"}],
    });
    assert_eq!((&all[0].entries[0].tree, all[0].entries[0].key.as_str()), (&wanted, "v:7"));
    assert_eq!(codes(&all[0]), ["value_not_in_table"]);
    assert_eq!(all[0].unmapped, ["/people/*/who", "/urls/*"]);
}

#[test]
fn a_mapping_that_means_nothing_is_refused() {
    let code = |toml: &str| Mapping::from_toml(toml).unwrap_err().code;
    assert_eq!(code("kind = 1"), "mapping_broken");
    assert_eq!(code("kind = 'x'\n[[entry]]\n[[entry.field]]\nto='a'\nform='b'"), "mapping_broken");
    assert_eq!(code("kind = 'x'\n[source]\nregex = '('"), "pattern_broken");
    assert_eq!(
        code("kind = 'x'\n[[entry]]\n[[entry.field]]\nto='a'\nfrom='b'\ntable='t'"),
        "table_missing"
    );
    assert_eq!(code("[[entry]]\n"), "kind_missing");
}

#[test]
fn what_was_exported_is_imported_unchanged() {
    let entry = |key: &str, name: &str| MappedEntry {
        kind: "array".into(),
        key: key.into(),
        of: Some(Reference { scheme: "inn".into(), value: "01234567890123".into() }),
        tree: json!({
            "name": {"ky": name}, "number": 5, "items": [{"category": "inn", "special": true}, {"category": "00"}],
        }),
    };
    let entries = [entry("1", "=аты"), entry("2", "'+аты\nэки сап; «тырмакча» \"")];
    let mapping = Mapping::identity("array");
    let table = table_of("array", &entries);
    let mut csv = Vec::new();
    write_csv(&mut csv, &table, CsvOptions::default()).unwrap();
    let mut lines = Vec::new();
    write_ndjson(&mut lines, &entries.iter().map(line_of).collect::<Vec<_>>()).unwrap();
    let files = [("a.csv", csv), ("a.xlsx", write_xlsx(&[table]).unwrap()), ("a.ndjson", lines)];
    for (name, bytes) in files {
        let source = read(&bytes, name, &mapping.read_options()).unwrap();
        let back: Vec<_> = apply(&mapping, &source).flat_map(|mapped| mapped.entries).collect();
        assert_eq!(back, entries, "{name}");
    }
}
