//! Files as people send them.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::io::Write;

use exchange::{CsvOptions, HeaderRow, ReadOptions, Table, read, write_csv, write_xlsx};
use serde_json::json;

fn plain() -> ReadOptions {
    ReadOptions::default()
}

fn csv(text: &str) -> exchange::Source {
    read(text.as_bytes(), "a.csv", &plain()).unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_delimiter_is_found_among_the_usual_four() {
    for sign in [",", ";", "\t", "|"] {
        let source = csv(&format!("аты{sign}ИНН\n\"a{sign}b\"{sign}01234567890123\n"));
        assert_eq!(
            source.records[0].value,
            json!({"аты": format!("a{sign}b"), "ИНН": "01234567890123"})
        );
    }
}

#[test]
fn old_encodings_are_understood() {
    let text = "наименование;адрес\nОтдел образования города;улица Ленина, дом 5\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let source = read(&bytes, "a.csv", &plain()).unwrap();
    assert_eq!(source.encoding, Some("windows-1251"));
    assert_eq!(source.records[0].value["наименование"], "Отдел образования города");

    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        read(&utf16, "a.csv", &plain()).unwrap().records,
        read(text.as_bytes(), "a.csv", &plain()).unwrap().records
    );
    let french =
        [b"Secteur d'activit\xe9,Lieu\nSant\xe9 et \xe9ducation,Saint-\xc9tienne\n".as_slice()]
            .concat();
    assert_eq!(read(&french, "a.csv", &plain()).unwrap().columns[0], "Secteur d'activité");
}

#[test]
fn the_header_is_found_under_titles_and_rows_keep_their_numbers() {
    let source = csv("Тизме 2026\n\n№,Аты,ИНН\n1,А,0123\n\n2,Б,0456\n");
    assert_eq!(source.columns, ["№", "Аты", "ИНН"]);
    let rows: Vec<u64> = source.records.iter().map(|record| record.position.row).collect();
    assert_eq!(rows, [4, 6]);
}

#[test]
fn the_header_row_may_be_given_or_missing() {
    let at = ReadOptions { header_row: HeaderRow::At(2), ..plain() };
    assert_eq!(read(b"a,b\nc,d\n1,2\n", "a.csv", &at).unwrap().columns, ["c", "d"]);
    let none = ReadOptions { header_row: HeaderRow::None, ..plain() };
    let source = read(b"a,b\nc,d\n", "a.csv", &none).unwrap();
    assert_eq!(
        (source.columns.as_slice(), source.records.len()),
        (["A".to_owned(), "B".to_owned()].as_slice(), 2)
    );
}

#[test]
fn two_columns_of_one_name_do_not_hide_each_other() {
    let source = csv("аты,аты\nа,б\n");
    assert_eq!(source.records[0].value, json!({"аты": "а", "аты (B)": "б"}));
    assert_eq!(source.problems[0].code, "column_twice");
}

#[test]
fn json_records_lie_in_a_list_in_an_object_or_deeper() {
    let list = read(br#"[{"a":1},{"a":2}]"#, "a.json", &plain()).unwrap();
    assert_eq!(list.records.len(), 2);
    let map = read(br#"{"x":{"a":1},"y":{"a":2}}"#, "a.json", &plain()).unwrap();
    assert_eq!(map.records[1].position.key.as_deref(), Some("y"));
    let deep = ReadOptions { pointer: Some("/vendors".into()), ..plain() };
    let source =
        read(br#"{"names":{"1":"one"},"vendors":{"7":{"id":7}}}"#, "a.json", &deep).unwrap();
    assert_eq!(source.records[0].value, json!({"id": 7}));
    assert_eq!(source.around["names"]["1"], "one");
    assert_eq!(read(b"{}", "a.json", &deep).unwrap_err().code, "pointer_leads_nowhere");
}

#[test]
fn a_bad_line_of_json_is_told_and_the_others_are_read() {
    let source = read(b"{\"a\":1}\nnonsense\n{\"a\":2}\n", "a.ndjson", &plain()).unwrap();
    assert_eq!(source.records.len(), 2);
    assert_eq!((source.problems[0].code, source.problems[0].position.row), ("json_broken", 2));
}

#[test]
fn a_zip_of_files_is_a_folder() {
    let bytes =
        zip_of(&[("a/1.json", b"{\"a\":1}"), ("a/2.json", b"{\"a\":2}"), ("b/3.json", b"oops")]);
    let all = read(&bytes, "x.zip", &plain()).unwrap();
    assert_eq!((all.records.len(), all.problems.len()), (2, 1));
    assert_eq!(all.records[1].position.file, "x.zip/a/2.json");
    let only = ReadOptions { only: Some("2.json".into()), ..plain() };
    assert_eq!(read(&bytes, "x.zip", &only).unwrap().records.len(), 1);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b'0'; 60 << 20];
    let bytes = zip_of(&[("[Content_Types].xml", b""), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bytes.len() < 200_000);
    assert_eq!(read(&bytes, "a.xlsx", &plain()).unwrap_err().code, "archive_too_large");
    let nested = zip_of(&[("inner.zip", &zip_of(&[("a.csv", b"a,b")]))]);
    assert_eq!(read(&nested, "a.zip", &plain()).unwrap().problems[0].code, "archive_in_archive");
}

#[test]
fn a_cell_at_the_end_of_a_sheet_costs_nothing() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "аты").unwrap().write_string(1_048_575, 5, "соңу").unwrap();
    let source = read(&book.save_to_buffer().unwrap(), "a.xlsx", &plain()).unwrap();
    assert_eq!(source.records.len() + 1, 2);
    sheet_too_wide();
}

fn sheet_too_wide() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 16_383, "алыс").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(read(&bytes, "a.xlsx", &plain()).unwrap_err().code, "too_many_columns");
}

#[test]
fn repeated_cells_of_an_ods_are_counted_before_it_is_opened() {
    let row = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/></table:table-row>"#;
    let content = format!(
        r#"<office:document-content><table:table table:name="x">{row}</table:table></office:document-content>"#
    );
    let bytes = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    assert_eq!(read(&bytes, "a.ods", &plain()).unwrap_err().code, "too_many_cells");
}

#[test]
fn numbers_that_name_something_keep_their_digits() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let zeros = rust_xlsxwriter::Format::new().set_num_format("00000000000000");
    let sheet = book.add_worksheet();
    for (column, name) in ["ИНН", "ОКПО", "номер", "үлүш"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    sheet.write_number(1, 0, 21_405_199_910_017.0).unwrap();
    sheet.write_string(1, 1, "00123456").unwrap();
    sheet.write_number_with_format(1, 2, 1_405_199_910_017.0, &zeros).unwrap();
    sheet.write_number(1, 3, 0.25).unwrap();
    let source = read(&book.save_to_buffer().unwrap(), "a.xlsx", &plain()).unwrap();
    let wanted = json!({"ИНН": "21405199910017", "ОКПО": "00123456", "номер": "01405199910017", "үлүш": "0.25"});
    assert_eq!(source.records[0].value, wanted);
}

#[test]
fn dates_are_iso_and_merged_cells_speak_for_their_rows() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
    let plain_format = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["ээси", "массив", "күнү"]).unwrap();
    sheet.merge_range(1, 0, 2, 0, "Мектеп", &plain_format).unwrap();
    sheet.write_string(1, 1, "окуучулар").unwrap().write_string(2, 1, "мугалимдер").unwrap();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 2, 5).unwrap();
    sheet.write_datetime_with_format(1, 2, &date, &day).unwrap();
    let source = read(&book.save_to_buffer().unwrap(), "a.xlsx", &plain()).unwrap();
    assert_eq!(source.records[0].value["күнү"], "2026-02-05");
    assert_eq!(source.records[1].value["ээси"], "Мектеп");
}

#[test]
fn a_table_that_was_written_is_read_again() {
    let table = Table {
        name: "Ээлер / 2026".into(),
        columns: vec!["identifier.value".into(), "name.ky".into()],
        rows: vec![
            vec!["01234567890123".into(), "=1+1".into()],
            vec!["+996".into(), "а\n«б», \"в\"".into()],
        ],
    };
    let mut bytes = Vec::new();
    write_csv(&mut bytes, &table, CsvOptions::default()).unwrap();
    assert!(bytes.starts_with("\u{feff}".as_bytes()));
    assert!(String::from_utf8_lossy(&bytes).contains("'=1+1"));
    let back = ReadOptions { unguard: true, ..plain() };
    let from_csv = read(&bytes, "a.csv", &back).unwrap();
    let from_xlsx =
        read(&write_xlsx(std::slice::from_ref(&table)).unwrap(), "a.xlsx", &back).unwrap();
    for source in [from_csv, from_xlsx] {
        assert_eq!(source.columns, table.columns);
        let cells = source
            .records
            .iter()
            .map(|record| json!([record.value["identifier.value"], record.value["name.ky"]]));
        assert_eq!(json!(cells.collect::<Vec<_>>()), json!(table.rows));
    }
}

#[test]
fn what_is_no_table_is_refused_with_a_code() {
    let code = |bytes: &[u8], name: &str| read(bytes, name, &plain()).unwrap_err().code;
    assert_eq!(code(b"", "a.csv"), "file_empty");
    assert_eq!(code(b"%PDF-1.7", "a.pdf"), "format_unknown");
    assert_eq!(code(b"PK\x03\x04rubbish", "a.xlsx"), "file_broken");
    assert_eq!(code(b"{\"a\":", "a.json"), "json_broken");
    assert_eq!(code(b"\xd0\xcf\x11\xe0rubbish", "a.xls"), "file_broken");
    let small =
        ReadOptions { limits: exchange::Limits { rows: 2, ..Default::default() }, ..plain() };
    assert_eq!(read(b"a,b\n1,2\n3,4\n5,6\n", "a.csv", &small).unwrap_err().code, "too_many_rows");
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), name in "a\\.(csv|json|ndjson|txt|xls|xlsx|zip|bin)") {
        let _ = read(&bytes, &name, &plain());
    }
}
