//! Tables as text: UTF-8 with or without its mark, UTF-16, GB18030 with GBK and GB2312 in
//! it; fields parted by commas, semicolons or tabs, which of them the headings tell.

use super::{MOST_CELLS, Row, Table, TableFault, Wanted, columns};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// What may part fields.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Records that are tried for headings; more than are looked at, for rows without text.
const TRIED: usize = 40;

/// Reads a text.
pub fn read(bytes: &[u8], mut wanted: Wanted) -> Result<Table, TableFault> {
    let mut text = decode(bytes).ok_or(TableFault::NotText)?;
    text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for delimiter in DELIMITERS {
        let first = rows(&text, delimiter, TRIED)?;
        if columns::find(&first, wanted.columns).is_err() {
            wanted.take(first);
            continue;
        }
        if let Some(table) = wanted.take(rows(&text, delimiter, usize::MAX)?) {
            return Ok(table);
        }
    }
    Err(wanted.fault())
}

/// Returns the text of bytes in any of the encodings; none where they are in no one of them.
fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, bytes) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return String::from_utf8(rest.to_vec()).ok(),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ if bytes.contains(&0) => (unmarked(bytes), bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => return Some(text.to_owned()),
            Err(_) => (GB18030, bytes),
        },
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors && !text.contains('\0')).then(|| text.into_owned())
}

/// Tells the byte order of UTF-16 without a mark: a table has many characters of ASCII,
/// whose other byte is zero.
fn unmarked(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let zeros = |start: usize| {
        let bytes = bytes.iter().skip(start).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    if zeros(1) > zeros(0) {
        UTF_16LE
    } else {
        UTF_16BE
    }
}

fn rows(text: &str, delimiter: u8, most: usize) -> Result<Vec<Row>, TableFault> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut rows, mut cells) = (Vec::new(), 0);
    while rows.len() < most
        && reader
            .read_record(&mut record)
            .map_err(|_| TableFault::NotText)?
    {
        // The reader stands behind the record, and passes over blank lines before it.
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let behind = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let mut row = Row {
            line: behind.saturating_sub(inside + 1),
            cells: Vec::new(),
        };
        for (column, cell) in record.iter().enumerate() {
            row.put(column, cell);
        }
        cells += row.cells.len();
        if cells > MOST_CELLS {
            return Err(TableFault::TooMuch);
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}
