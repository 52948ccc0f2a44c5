//! In whose hands cases are, and whose cases they are: what the desk sorts by, kept true when people
//! and holders change.

use std::collections::HashMap;

use domain::application::{Application, Whose};
use domain::application_act::ApplicationAct;
use domain::record::{Actor, Kind, Moment};
use store::{Expected, Row, Tx, Val};
use uuid::Uuid;

use crate::Result;

/// Lets go of everything a person had in hand: once they are no registrar, nobody else would see it
/// among the cases that wait to be taken.
pub(crate) async fn let_go(
    tx: &mut Tx<'_>,
    person: Uuid,
    by: &Actor,
    moment: &Moment,
) -> Result<()> {
    let sql = "SELECT id FROM record WHERE kind = $1 AND assignee = $2 \
               AND status IN ('under_review', 'returned', 'proposed')";
    let rows = tx.rows(sql, &[Kind::Application.as_str().into(), person.into()]).await?;
    for row in &rows {
        let (id, act) = (row.get("id")?, ApplicationAct::Release);
        tx.act::<Application>(id, Expected::Any, act, by, moment).await?;
    }
    Ok(())
}

/// Whether somebody is a registrar whose door is open.
pub(crate) async fn is_registrar(tx: &mut Tx<'_>, person: Uuid) -> Result<bool> {
    let sql = "SELECT p.id FROM person p JOIN staff_role s ON s.person = p.id \
               WHERE p.id = $1 AND s.role = 'registrar' AND p.status = 'active'";
    Ok(!tx.rows(sql, &[person.into()]).await?.is_empty())
}

/// Region and sector of a holder, as known now.
pub(crate) async fn whose(tx: &mut Tx<'_>, holder: Uuid) -> Result<Whose> {
    Ok(whose_of(tx, &[holder]).await?.remove(&holder).unwrap_or_default())
}

/// Region and sector of many holders: as the Register has them; before that, as their own open
/// applications say.
pub(crate) async fn whose_of(tx: &mut Tx<'_>, holders: &[Uuid]) -> Result<HashMap<Uuid, Whose>> {
    let mut whose: HashMap<Uuid, Whose> = HashMap::new();
    let keys: Vec<Val> = holders.iter().map(|holder| holder.to_string().into()).collect();
    let sql = "SELECT r.subject AS holder, t.axis, t.value FROM unique_key k \
               JOIN record r ON r.kind = k.kind AND r.id = k.id \
               JOIN tag t ON t.kind = k.kind AND t.id = k.id \
               WHERE k.kind = 'application' AND k.scope = 'open_subject' AND";
    for row in tx.rows_in(sql, "k.value", &keys).await? {
        note(&mut whose, &row)?;
    }
    let ids: Vec<Val> = holders.iter().map(|holder| (*holder).into()).collect();
    let sql = "SELECT id AS holder, axis, value FROM tag WHERE kind = 'holder' AND";
    // The Register comes last, and so prevails.
    for row in tx.rows_in(sql, "id", &ids).await? {
        note(&mut whose, &row)?;
    }
    Ok(whose)
}

fn note(whose: &mut HashMap<Uuid, Whose>, row: &Row) -> Result<()> {
    let of = whose.entry(row.get("holder")?).or_default();
    match row.get::<String>("axis")?.as_str() {
        "region" => of.region = row.get("value")?,
        "sector" => of.sector = row.get("value")?,
        _ => {}
    }
    Ok(())
}
