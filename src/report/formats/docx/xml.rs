//! Elements, attributes and text of one part of the file. Whatever a text holds, it comes
//! out as text; it knows nothing of documents.

use crate::text::scrub::{fold_line_ends, is_harmless};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// One part of the file while it is written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Begins a part.
    pub fn begin() -> Self {
        let mut xml = Self {
            writer: Writer::new(Vec::new()),
        };
        xml.event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        xml
    }

    /// Returns the bytes.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// Writes an element without content whose one attribute is `w:val`.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Writes an element with what `content` puts into it.
    pub fn inside(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        self.close(name);
    }

    /// Writes text, which must have gone through [`clean`].
    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(text)));
    }

    fn event(&mut self, event: Event<'_>) {
        // a vector takes whatever is written to it
        let _ = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

/// Returns a text with the line ends as newlines, without what XML forbids and without what
/// would turn or hide other text.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_kept = |character: char| {
        is_harmless(character) && character != '\u{fffe}' && character != '\u{ffff}'
    };
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let folded = fold_line_ends(text).replace('\r', "\n");
    Cow::Owned(folded.chars().filter(|one| is_kept(*one)).collect())
}

/// Returns a text on one line, as [`clean`] does.
pub fn clean_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text_and_what_xml_forbids_goes() {
        let mut xml = Xml::begin();
        xml.inside("a", &[("b", "\"<&>'")], |xml| {
            xml.text(&clean(
                "</a>&amp;\u{0}\u{1b}[2J\u{202e}\u{ffff}]]>\r\n甲\r乙",
            ));
        });
        let bytes = xml.finish();
        let text = String::from_utf8(bytes).unwrap();
        let (_, body) = text.split_once("?>").unwrap();
        assert_eq!(
            body,
            "<a b=\"&quot;&lt;&amp;&gt;&apos;\">&lt;/a&gt;&amp;amp;[2J]]&gt;\n甲\n乙</a>"
        );
        assert_eq!(clean_line("甲\r\n乙\t丙"), "甲 乙 丙");
    }
}
