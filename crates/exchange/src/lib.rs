//! Files of rows: CSV, XLSX, ODS, JSON and NDJSON, read and written.
