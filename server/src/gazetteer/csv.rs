//! Reads a CSV file of addresses.

use crate::store::AddressRow;
use shared::question::address::{MAX_LINE, canonical_postcode};
use shared::question::invisible::has_deceptive;
use shared::question::normalise::tidy;

/// Reads `uprn,line1,line2,town,postcode,area` with a header line.
///
/// # Errors
/// Every invalid line, as `line N: what is wrong`.
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
                    "line {line}: UPRN {} is already on line {before}",
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
    let field = |at: usize| tidy(record.get(at).unwrap_or_default(), false);
    let (uprn, town, area) = (field(0), field(3), field(5));
    if !(1..=12).contains(&uprn.len()) || !uprn.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("`{uprn}` is not a UPRN of 1 to 12 digits"));
    }
    // A postcode that no form accepts could never be found.
    let postcode =
        canonical_postcode(&field(4)).ok_or_else(|| format!("`{}` is not a postcode", field(4)))?;
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
    // A text that no answer may contain could never be chosen.
    for text in lines.iter().chain([&town, &area]) {
        if has_deceptive(text, false) {
            return Err(format!("`{}` has control characters", text.escape_debug()));
        }
        if text.chars().count() > MAX_LINE as usize {
            return Err(format!("a line is longer than {MAX_LINE} characters"));
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
    fn every_invalid_line_is_reported() {
        let found = read_csv(
            "uprn,line1,line2,town,postcode,area\n\
             100,1 High Street,,Town,ME14 1XX,maidstone\n\
             abc,1 High Street,,Town,ME14 1XX,maidstone\n\
             100,2 High Street,,Town,ME14 1XX,maidstone\n\
             101,,,Town,ME14 1XX,maidstone\n\
             102,3 High Street,,Town,nowhere at all,maidstone\n\
             103,3 High Street\n\
             104,3 High Street,,Town,ME14 1CK,maidstone\n\
             105,3 High Street,,Town,M1X4 1XX,maidstone\n\
             106,3 High\u{7} Street,,Town,ME14 1XX,maidstone\n\
             107,3 High Street,,Town,ME14 1XX,maid\0stone\n",
        )
        .unwrap_err();
        let starts: Vec<&str> = found.iter().map(|line| &line[..7]).collect();
        assert_eq!(
            starts,
            [
                "line 3:", "line 4:", "line 5:", "line 6:", "line 7:", "line 8:", "line 9:",
                "line 10", "line 11"
            ]
        );
    }

    #[test]
    fn lines_are_read_and_postcodes_normalised() {
        let rows = read_csv("uprn,line1,line2,town,postcode,area\n100,Flat 1,1 High Street,Town,me141xx,maidstone\n").unwrap();
        assert_eq!(rows[0].postcode, "ME14 1XX");
        assert_eq!(rows[0].lines, ["Flat 1", "1 High Street"]);
    }

    #[test]
    fn unexpected_columns_are_refused() {
        assert!(read_csv("a,b\n1,2\n").unwrap_err()[0].starts_with("line 1:"));
    }
}
