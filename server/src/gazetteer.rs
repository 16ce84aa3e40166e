//! Addresses by postcode and by UPRN, from whoever knows them.

use crate::store::rows::AddressRow;
use crate::store::{Kept, SharedStore};
use async_trait::async_trait;

/// Who knows addresses. The embedded one is the store's table; another provider is one
/// more implementation.
#[async_trait]
pub trait Gazetteer: Send + Sync {
    /// Every address of a postcode typed in any way, in the provider's order; none when the
    /// postcode is unknown or is not one.
    async fn find(&self, postcode: &str) -> Kept<Vec<AddressRow>>;

    async fn by_uprn(&self, uprn: &str) -> Kept<Option<AddressRow>>;
}

/// The addresses imported into the store.
pub struct Imported {
    store: SharedStore,
}

impl Imported {
    pub fn new(store: SharedStore) -> Imported {
        Imported { store }
    }
}

#[async_trait]
impl Gazetteer for Imported {
    async fn find(&self, postcode: &str) -> Kept<Vec<AddressRow>> {
        match bare_postcode(postcode) {
            Some(postcode) => self.store.addresses(&postcode).await,
            None => Ok(Vec::new()),
        }
    }

    async fn by_uprn(&self, uprn: &str) -> Kept<Option<AddressRow>> {
        let plausible = (1..=12).contains(&uprn.len()) && uprn.bytes().all(|b| b.is_ascii_digit());
        if plausible {
            self.store.address(uprn).await
        } else {
            Ok(None)
        }
    }
}

/// Capitals without spaces, when it has the shape of a postcode: two to four characters
/// that start with a letter, then a digit and two letters (BS 7666).
pub fn bare_postcode(typed: &str) -> Option<String> {
    let bare: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-' && *c != '.')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let sound = match bare.as_bytes() {
        [first, outward @ .., digit, last_but_one, last] => {
            first.is_ascii_alphabetic()
                && (1..=3).contains(&outward.len())
                && outward.iter().all(u8::is_ascii_alphanumeric)
                && digit.is_ascii_digit()
                && last_but_one.is_ascii_alphabetic()
                && last.is_ascii_alphabetic()
        }
        _ => false,
    };
    sound.then_some(bare)
}

/// As people write it: the last three characters stand apart.
pub fn shown_postcode(bare: &str) -> String {
    let (outward, inward) = bare.split_at(bare.len().saturating_sub(3));
    format!("{outward} {inward}")
}

/// Reads `uprn,line1,line2,town,postcode,area` with a heading.
///
/// # Errors
/// Every line that is wrong, as `line N: what is wrong`.
pub fn read_csv(text: &str) -> Result<Vec<AddressRow>, Vec<String>> {
    const COLUMNS: [&str; 6] = ["uprn", "line1", "line2", "town", "postcode", "area"];
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(str::to_lowercase).collect(),
        Err(error) => return Err(vec![format!("line 1: {error}")]),
    };
    if headings != COLUMNS {
        return Err(vec![format!(
            "line 1: the columns must be {}",
            COLUMNS.join(",")
        )]);
    }
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(format!("line {line}: {error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match read_row(&record) {
            Ok(row) => match seen.insert(row.uprn.clone(), line) {
                Some(before) => wrong.push(format!(
                    "line {line}: UPRN {} stands on line {before} too",
                    row.uprn
                )),
                None => rows.push(row),
            },
            Err(why) => wrong.push(format!("line {line}: {why}")),
        }
    }
    if rows.is_empty() && wrong.is_empty() {
        wrong.push("line 2: there is no address".to_owned());
    }
    if wrong.is_empty() {
        Ok(rows)
    } else {
        Err(wrong)
    }
}

fn read_row(record: &csv::StringRecord) -> Result<AddressRow, String> {
    if record.len() != 6 {
        return Err(format!("has {} columns instead of 6", record.len()));
    }
    let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
    let (uprn, town, area) = (field(0), field(3), field(5));
    if !(1..=12).contains(&uprn.len()) || !uprn.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("`{uprn}` is not a UPRN of 1 to 12 digits"));
    }
    let postcode = bare_postcode(&field(4))
        .map(|bare| shown_postcode(&bare))
        .ok_or_else(|| format!("`{}` is not a postcode", field(4)))?;
    let lines: Vec<String> = [field(1), field(2)]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() {
        return Err("line1 is empty".to_owned());
    }
    for (name, value) in [("town", &town), ("area", &area)] {
        if value.is_empty() {
            return Err(format!("{name} is empty"));
        }
    }
    Ok(AddressRow {
        uprn,
        lines,
        town,
        postcode,
        area,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_however_it_is_typed() {
        assert_eq!(bare_postcode(" me14 1xx ").as_deref(), Some("ME141XX"));
        assert_eq!(bare_postcode("Me14-1xX").as_deref(), Some("ME141XX"));
        assert_eq!(shown_postcode("ME141XX"), "ME14 1XX");
        for not_one in ["", "ME14", "nowhere", "ME14 1XX 2", "MÉ14 1XX", "../../x"] {
            assert_eq!(bare_postcode(not_one), None, "{not_one}");
        }
    }

    #[test]
    fn every_wrong_line_is_named() {
        let found = read_csv(
            "uprn,line1,line2,town,postcode,area\n\
             100,1 High Street,,Town,ME14 1XX,maidstone\n\
             abc,1 High Street,,Town,ME14 1XX,maidstone\n\
             100,2 High Street,,Town,ME14 1XX,maidstone\n\
             101,,,Town,ME14 1XX,maidstone\n\
             102,3 High Street,,Town,nowhere at all,maidstone\n\
             103,3 High Street\n",
        )
        .unwrap_err();
        let starts: Vec<&str> = found.iter().map(|line| &line[..7]).collect();
        assert_eq!(
            starts,
            ["line 3:", "line 4:", "line 5:", "line 6:", "line 7:"]
        );
    }

    #[test]
    fn lines_are_read_and_postcodes_put_right() {
        let rows = read_csv("uprn,line1,line2,town,postcode,area\n100,Flat 1,1 High Street,Town,me141xx,maidstone\n").unwrap();
        assert_eq!(rows[0].postcode, "ME14 1XX");
        assert_eq!(rows[0].lines, ["Flat 1", "1 High Street"]);
    }

    #[test]
    fn other_columns_are_refused() {
        assert!(read_csv("a,b\n1,2\n").unwrap_err()[0].starts_with("line 1:"));
    }
}
