//! How many entries were registered in each of the last months, from the feed of public changes.

use domain::field::Of;
use jiff::ToSpan;
use jiff::civil::Date;

use super::counts::figure;
use super::{Figure, Group};
use crate::register::{ChangesWanted, latest_changes};
use crate::{App, Result};

/// How many months are shown, the present one with them.
const MONTHS: i32 = 12;

/// The numbers, oldest month first.
pub(super) async fn registered(app: &App) -> Result<Vec<Figure>> {
    let this_month = app.moment().date().first_of_month();
    let mut figures = Vec::new();
    for back in (0..MONTHS).rev() {
        let first = this_month.saturating_sub(back.months());
        for of in [Of::Holder, Of::DataArray] {
            let total = total(app, of, first).await?;
            figures.push(figure(Group::Registered, &code(first), of, total));
        }
    }
    Ok(figures)
}

async fn total(app: &App, of: Of, first: Date) -> Result<i64> {
    let (of, month) = (Some(of), Some(first));
    let wanted = ChangesWanted { of, act: Some("registered"), month, ..ChangesWanted::default() };
    Ok(latest_changes(app, &wanted).await?.total)
}

fn code(first: Date) -> String {
    format!("{:04}-{:02}", first.year(), first.month())
}
