//! Makes tables ready when the program is built. The words of both languages: read as TOML at
//! each start they would be the longest wait before the first screen. The readings of Chinese
//! characters: as numbers alone they cost nothing until a character is looked up. And where the
//! linker can, it puts together in the program what runs first.

use pinyin::{ToPinyin, ToPinyinMulti};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
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
    let folder = Path::new(&folder);
    fs::write(folder.join("words.rs"), code)?;
    fs::write(folder.join("sounds.rs"), sounds()?)?;
    put_first_together(folder)
}

/// Lets the linker put together what `first.ld` names, so that a start maps a quarter of the
/// program into memory, not half of it. A linker that cannot do that leaves it as it is.
fn put_first_together(folder: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/first.ld");
    let is = |name, wanted: &str| env::var(name).is_ok_and(|value| value == wanted);
    let is_here = is("TARGET", &env::var("HOST")?);
    if is_here && is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        let script = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/first.ld");
        let order = format!("-T{}", script.display());
        if is_linked_with(&order, folder)? {
            println!("cargo::rustc-link-arg-bins={order}");
        }
    }
    Ok(())
}

/// Tells whether a program can be linked with this word for the linker, and runs.
fn is_linked_with(word: &str, folder: &Path) -> Result<bool, Box<dyn Error>> {
    let (source, program) = (folder.join("trial.rs"), folder.join("trial"));
    fs::write(&source, "fn main() {}")?;
    let mut compile = Command::new(env::var("RUSTC")?);
    compile.arg("-o").arg(&program).arg(&source);
    compile.arg(format!("-Clink-arg={word}"));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        compile.arg(format!("-Clinker={linker}"));
    }
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    compile.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    let succeeds = |command: &mut Command| {
        let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
        silent.status().is_ok_and(|status| status.success())
    };
    Ok(succeeds(&mut compile) && succeeds(&mut Command::new(program)))
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

/// Letters of the longest syllable (zhuang); each takes as many in the table.
const LONGEST: usize = 6;
/// So many characters without a reading may lie within a block.
const GAP: u32 = 64;

/// Writes the readings of every character that has any: `SYLLABLES`, each of six letters or with
/// blanks behind; `LISTS`, how many syllables and their numbers, list behind list; `PLACES`, where
/// the list of a character begins, 0 for none; and `BLOCKS`, runs of characters by their first one
/// and its place in `PLACES`.
fn sounds() -> Result<String, std::fmt::Error> {
    let every = '\u{80}'..=char::MAX;
    let of_all: Vec<(char, Vec<String>)> = every
        .map(|one| (one, readings(one)))
        .filter(|(_, readings)| !readings.is_empty())
        .collect();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for syllable in of_all.iter().flat_map(|(_, readings)| readings) {
        numbers.insert(syllable, 0);
    }
    for (place, number) in numbers.values_mut().enumerate() {
        *number = place;
    }
    let mut lists = vec![0];
    let mut begins: BTreeMap<&[String], usize> = BTreeMap::new();
    let (mut places, mut blocks) = (Vec::new(), Vec::new());
    let mut next = 0;
    for (character, readings) in &of_all {
        let code = u32::from(*character);
        if blocks.is_empty() || code > next + GAP {
            blocks.push((code, places.len()));
        } else {
            places.resize(places.len() + (code - next) as usize, 0);
        }
        next = code + 1;
        let begin = *begins.entry(readings).or_insert_with(|| {
            let begin = lists.len();
            lists.push(readings.len());
            lists.extend(readings.iter().filter_map(|one| numbers.get(one.as_str())));
            begin
        });
        places.push(begin);
    }
    let mut syllables = String::new();
    for syllable in numbers.keys() {
        write!(syllables, "{syllable:LONGEST$}")?;
    }
    let mut code = String::new();
    writeln!(code, "static SYLLABLES: &str = {syllables:?};")?;
    writeln!(code, "static LISTS: &[u16] = &{lists:?};")?;
    writeln!(code, "static PLACES: &[u16] = &{places:?};")?;
    writeln!(code, "#[allow(clippy::unreadable_literal)]")?;
    writeln!(code, "static BLOCKS: &[(u32, u32)] = &{blocks:?};")?;
    Ok(code)
}

/// Returns the syllables of a character without tones, in letters of the keyboard, the usual one
/// first, each once.
fn readings(character: char) -> Vec<String> {
    let usual = character.to_pinyin().into_iter();
    let others = character.to_pinyin_multi().into_iter().flatten();
    let mut found: Vec<String> = Vec::new();
    for reading in usual.chain(others) {
        let letters: String = reading.plain().chars().map(typed).collect();
        let fits = letters.is_ascii() && letters.len() <= LONGEST;
        if fits && !found.contains(&letters) {
            found.push(letters);
        }
    }
    found
}

/// The letter of the keyboard for a letter of a reading.
fn typed(letter: char) -> char {
    match letter {
        'ü' => 'v',
        'ê' => 'e',
        other => other,
    }
}
