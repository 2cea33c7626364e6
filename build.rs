//! Makes the words of both languages ready when the program is built: read as TOML at each start
//! they would be the longest wait before the first screen.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// The catalogues of a language are files of these names with its ending.
const FILES: [&str; 5] = ["", "screens.", "meeting.", "discussion.", "report."];

type Sections = BTreeMap<String, BTreeMap<String, String>>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/i18n");
    let mut code = String::new();
    for (name, ending) in [("CHINESE", "zh-CN"), ("ENGLISH", "en")] {
        write_words(&mut code, name, &words(ending)?)?;
    }
    let folder = env::var("OUT_DIR")?;
    Ok(fs::write(Path::new(&folder).join("words.rs"), code)?)
}

/// Reads every text by its key, `section.name`.
fn words(ending: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut words = BTreeMap::new();
    for file in FILES {
        let path = format!("src/i18n/{file}{ending}.toml");
        let named = |error: &dyn Error| format!("{path}: {error}");
        let text = fs::read_to_string(&path).map_err(|error| named(&error))?;
        let sections: Sections = toml::from_str(&text).map_err(|error| named(&error))?;
        for (section, texts) in sections {
            for (name, text) in texts {
                let key = format!("{section}.{name}");
                if words.insert(key, text).is_some() {
                    return Err(format!("{path}: {section}.{name} stands in two files").into());
                }
            }
        }
    }
    Ok(words)
}

/// Writes the words as one text with the places of keys and texts in it, by the order of keys.
fn write_words(
    code: &mut String,
    name: &str,
    words: &BTreeMap<String, String>,
) -> Result<(), Box<dyn Error>> {
    let mut all = String::new();
    let mut places = String::new();
    for (key, text) in words {
        let start = all.len();
        all.push_str(key);
        let middle = all.len();
        all.push_str(text);
        let end = all.len();
        write!(places, "[{start},{middle},{end}],")?;
    }
    writeln!(
        code,
        "#[allow(clippy::unreadable_literal)]\nstatic {name}: Words = Words {{ all: {all:?}, places: &[{places}] }};"
    )?;
    Ok(())
}
