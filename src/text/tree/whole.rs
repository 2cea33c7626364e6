//! Every text of TOML, by the `toml` crate.

use super::{Key, Kind, Misread, Reason, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Returns the tree of a text.
///
/// # Errors
/// The first thing that makes it no TOML.
pub(super) fn read(text: &str) -> Result<Value<'_>, Misread> {
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message();
        let reason = if message.contains("duplicate key") {
            Reason::Duplicate
        } else if message.contains("recurs") {
            Reason::TooDeep
        } else {
            Reason::Syntax
        };
        let span = error.span();
        Misread { reason, span }
    })?;
    let span = table.span();
    let kind = entries(table.into_inner());
    Ok(Value { kind, span })
}

fn value(value: Spanned<DeValue<'_>>) -> Value<'_> {
    let span = value.span();
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::Text(text),
        DeValue::Integer(number) => {
            let number = i128::from_str_radix(number.as_str(), number.radix());
            number.map_or(Kind::Other, Kind::Whole)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Kind::Other, Kind::Float),
        DeValue::Boolean(flag) => Kind::Flag(flag),
        DeValue::Datetime(_) => Kind::Other,
        DeValue::Array(values) => Kind::List(values.into_iter().map(self::value).collect()),
        DeValue::Table(table) => entries(table),
    };
    Value { kind, span }
}

fn entries(table: DeTable<'_>) -> Kind<'_> {
    let entries = table.into_iter().map(|(key, one)| {
        let span = key.span();
        let name = key.into_inner();
        (Key { name, span }, value(one))
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Kind::Table(entries)
}
