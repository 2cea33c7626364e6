//! Documents without tables as a table of their words, one row a piece.

use super::{Rows, guarded};
use crate::report::document::{Block, Document, Field, Section};

/// Writes the head and a row for each piece.
pub(super) fn write(documents: &[Document], writer: &mut Rows) -> ::csv::Result<()> {
    let names_documents = documents.len() > 1;
    let mut head = vec!["section", "part", "text"];
    if names_documents {
        head.insert(0, "document");
    }
    writer.write_record(head)?;
    for document in documents {
        let name = document.name.rsplit('/').next().unwrap_or_default();
        for section in &document.sections {
            for (part, text) in pieces(section, &document.frame.language) {
                let mut record = vec![guarded(&section.key), part.to_owned(), guarded(&text)];
                if names_documents {
                    record.insert(0, guarded(name));
                }
                writer.write_record(record)?;
            }
        }
    }
    Ok(())
}

/// What stands in a section, from the top.
fn pieces(section: &Section, language: &str) -> Vec<(&'static str, String)> {
    let mut pieces = Vec::new();
    if !section.title.is_empty() {
        pieces.push(("heading", section.title.clone()));
    }
    for block in &section.blocks {
        match block {
            Block::Heading(text) => pieces.push(("heading", text.clone())),
            Block::Text(text) => pieces.push(("text", text.clone())),
            Block::Opening(text) => pieces.push(("opening", text.clone())),
            Block::Closing(text) => pieces.push(("closing", text.clone())),
            Block::Note(text) => pieces.push(("note", text.clone())),
            Block::List(items) => {
                pieces.extend(items.iter().map(|item| ("item", item.clone())));
            }
            Block::Fields(fields) => {
                pieces.extend(fields.iter().map(|one| ("field", pair(one, language))));
            }
            Block::Signatures(fields) => {
                pieces.extend(fields.iter().map(|one| ("signature", pair(one, language))));
            }
            Block::Table(_) | Block::Plot(_) => {}
        }
    }
    pieces
}

fn pair(field: &Field, language: &str) -> String {
    let colon = if language.starts_with("zh") {
        "："
    } else {
        ": "
    };
    format!("{}{colon}{}", field.caption, field.value)
}
