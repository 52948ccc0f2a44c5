//! Use cases: who may, load, decide, save, in one transaction.
