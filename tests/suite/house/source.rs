//! Our own source as tokens: paths, strings and functions, without comments and tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Name(String),
    Sign(char),
    Literal(String),
    Open(char),
    Close(char),
}

/// A token with its line and whether it stands in an attribute.
#[derive(Debug, Clone)]
pub struct Token {
    pub kind: Kind,
    pub line: usize,
    pub in_attribute: bool,
}

impl Token {
    fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// One file of ours, without its tests.
pub struct SourceFile {
    /// Path from the package's folder, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Lines that belong to tests.
    pub test_lines: usize,
    tokens: Vec<Token>,
}

/// A path as it is written, with imports followed: `["crate", "domain", "plan"]`.
#[derive(Debug, Clone)]
pub struct Used {
    pub segments: Vec<String>,
    pub line: usize,
}

/// A function and how many lines it takes.
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// Returns the text of a file of the package.
pub fn text_of(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the paths of all files below a folder that end in `ending`, sorted.
pub fn files_below(folder: &str, ending: &str) -> Vec<String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![package.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(package).unwrap();
            let name = inside.to_str().unwrap().replace('\\', "/");
            if name.ends_with(ending) {
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

/// Reads the program's source without modules that exist only for tests.
pub fn program() -> Vec<SourceFile> {
    let mut only_for_tests = BTreeSet::new();
    let files: Vec<SourceFile> = files_below("src", ".rs")
        .iter()
        .map(|path| SourceFile::read(path, &text_of(path), &mut only_for_tests))
        .collect();
    let files: Vec<SourceFile> = files
        .into_iter()
        .filter(|file| !only_for_tests.contains(&file.path))
        .collect();
    assert!(files.len() > 50, "the source was not found");
    files
}

impl SourceFile {
    /// Takes a text apart; modules declared for tests only go into `only_for_tests`.
    pub fn read(path: &str, text: &str, only_for_tests: &mut BTreeSet<String>) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|_| panic!("{path} is no Rust"));
        let mut file = Self {
            path: path.to_owned(),
            text: text.to_owned(),
            test_lines: 0,
            tokens: Vec::new(),
        };
        file.take(stream, false, only_for_tests);
        file
    }

    fn take(
        &mut self,
        stream: TokenStream,
        in_attribute: bool,
        only_for_tests: &mut BTreeSet<String>,
    ) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            let attribute = attribute_at(&trees, at);
            match attribute.as_deref() {
                Some("cfg(test)") => {
                    at = self.leave_out(&trees, at, only_for_tests);
                    continue;
                }
                Some(text) if text.starts_with("doc=") => {
                    at += if is_sign(trees.get(at + 1), '!') {
                        3
                    } else {
                        2
                    };
                    continue;
                }
                _ => {}
            }
            let follows_hash = at > 0 && is_sign(trees.get(at - 1), '#')
                || at > 1 && is_sign(trees.get(at - 1), '!') && is_sign(trees.get(at - 2), '#');
            self.push(tree, in_attribute || follows_hash, only_for_tests);
            at += 1;
        }
    }

    fn push(
        &mut self,
        tree: &TokenTree,
        in_attribute: bool,
        only_for_tests: &mut BTreeSet<String>,
    ) {
        let line = tree.span().start().line;
        let mut add = |kind, line| {
            self.tokens.push(Token {
                kind,
                line,
                in_attribute,
            });
        };
        match tree {
            TokenTree::Ident(name) => add(Kind::Name(name.to_string()), line),
            TokenTree::Punct(sign) => add(Kind::Sign(sign.as_char()), line),
            TokenTree::Literal(literal) => add(Kind::Literal(literal.to_string()), line),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                add(Kind::Open(open), line);
                self.take(group.stream(), in_attribute, only_for_tests);
                self.tokens.push(Token {
                    kind: Kind::Close(close),
                    line: group.span_close().end().line,
                    in_attribute,
                });
            }
        }
    }

    /// Skips the item behind `#[cfg(test)]` and returns where the next one begins.
    fn leave_out(
        &mut self,
        trees: &[TokenTree],
        start: usize,
        only_for_tests: &mut BTreeSet<String>,
    ) -> usize {
        let is_end = |tree: &TokenTree| {
            matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                || is_sign(Some(tree), ';')
        };
        let mut end = start + 2;
        while trees.get(end).is_some_and(|tree| !is_end(tree)) {
            end += 1;
        }
        if is_sign(trees.get(end + 1), ';') {
            end += 1;
        }
        let item = &trees[start + 2..=end.min(trees.len() - 1)];
        if let [
            ..,
            TokenTree::Ident(keyword),
            TokenTree::Ident(name),
            TokenTree::Punct(_),
        ] = item
            && keyword == "mod"
        {
            let folder = self.path.trim_end_matches(".rs");
            only_for_tests.insert(format!("{folder}/{name}.rs"));
        }
        let line = |at: usize| trees[at.min(trees.len() - 1)].span();
        self.test_lines += line(end).end().line - line(start).start().line + 1;
        end + 1
    }

    /// Returns the module's path: `["store", "sheets"]` for `src/store/sheets.rs`.
    pub fn module(&self) -> Vec<String> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let segments = inside.split('/').map(str::to_owned);
        segments.filter(|name| name != "lib").collect()
    }

    /// Returns the layer: the first part of the module's path, `lib` for the root.
    pub fn layer(&self) -> String {
        let first = self.module().into_iter().next();
        first.unwrap_or_else(|| "lib".to_owned())
    }

    /// Returns every path that is imported or written out, from `crate`, `std` or a crate on;
    /// names that were imported are followed to where they come from.
    pub fn used(&self) -> Vec<Used> {
        let mut imported: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            if token.name() == Some("use") && !token.in_attribute {
                at += 1;
                self.use_tree(&mut at, &[], &mut imported, &mut found);
            } else if token.name().is_some() && self.begins_path(at) {
                let line = token.line;
                let segments = self.path_at(&mut at);
                found.push(Used { segments, line });
            } else {
                at += 1;
            }
        }
        let module = self.module();
        for used in &mut found {
            let first = used.segments.first().and_then(|name| imported.get(name));
            if let Some(origin) = first.filter(|origin| origin[0] != used.segments[0]) {
                used.segments.splice(0..1, origin.iter().cloned());
            }
            used.segments = absolute(&used.segments, &module);
        }
        found
    }

    fn is_double_colon(&self, at: usize) -> bool {
        let is_colon = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_sign(':'));
        is_colon(at) && is_colon(at + 1)
    }

    fn begins_path(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_method = before.is_some_and(|token| token.is_sign('.'));
        let continues = at >= 2 && self.is_double_colon(at - 2);
        !is_method && !continues && self.is_double_colon(at + 1)
    }

    fn path_at(&self, at: &mut usize) -> Vec<String> {
        let mut segments = Vec::new();
        while let Some(name) = self.tokens.get(*at).and_then(Token::name) {
            segments.push(name.to_owned());
            *at += 1;
            if !self.is_double_colon(*at) {
                break;
            }
            *at += 2;
        }
        segments
    }

    fn use_tree(
        &self,
        at: &mut usize,
        prefix: &[String],
        imported: &mut BTreeMap<String, Vec<String>>,
        found: &mut Vec<Used>,
    ) {
        let mut segments = prefix.to_vec();
        let mut alias = None;
        let mut is_group = false;
        let line = self.tokens.get(*at).map_or(0, |token| token.line);
        while let Some(token) = self.tokens.get(*at) {
            match &token.kind {
                Kind::Name(name) if name == "as" => {
                    *at += 1;
                    alias = self.tokens.get(*at).and_then(Token::name);
                }
                Kind::Name(name) if name == "self" && !segments.is_empty() => {}
                Kind::Name(name) => segments.push(name.clone()),
                Kind::Sign('*') => segments.push("*".to_owned()),
                Kind::Open('{') => {
                    is_group = true;
                    while !matches!(
                        self.tokens.get(*at).map(|token| &token.kind),
                        Some(Kind::Close('}')) | None
                    ) {
                        *at += 1;
                        self.use_tree(at, &segments, imported, found);
                    }
                }
                Kind::Sign(':') => {}
                _ => break,
            }
            *at += 1;
        }
        let last = segments.last().cloned();
        let name = alias.map(str::to_owned).or(last);
        if let Some(name) = name.filter(|_| !is_group) {
            imported.insert(name, segments.clone());
            found.push(Used { segments, line });
        }
    }

    /// Returns every macro that is called.
    pub fn macros(&self) -> Vec<(String, usize)> {
        let calls = self.tokens.windows(3).filter_map(|three| {
            let name = three[0].name().filter(|_| three[1].is_sign('!'))?;
            matches!(three[2].kind, Kind::Open(_)).then(|| (name.to_owned(), three[0].line))
        });
        calls.collect()
    }

    /// Returns every string and character outside attributes, escapes resolved.
    pub fn strings(&self) -> Vec<(String, usize)> {
        let outside = self.tokens.iter().filter(|token| !token.in_attribute);
        outside
            .filter_map(|token| match &token.kind {
                Kind::Literal(literal) => Some((inner(literal)?, token.line)),
                _ => None,
            })
            .collect()
    }

    /// Returns the names of items.
    pub fn items(&self) -> Vec<(String, usize)> {
        const KEYWORDS: [&str; 9] = [
            "fn", "struct", "enum", "trait", "mod", "type", "const", "static", "union",
        ];
        let pairs = self.tokens.windows(2).filter_map(|pair| {
            let is_item = pair[0].name().is_some_and(|name| KEYWORDS.contains(&name));
            let name = pair[1].name().filter(|_| is_item)?;
            Some((name.to_owned(), pair[1].line))
        });
        pairs.collect()
    }

    /// Returns every function with a body.
    pub fn functions(&self) -> Vec<Function> {
        let starts = self.tokens.iter().enumerate();
        starts
            .filter(|(_, token)| token.name() == Some("fn"))
            .filter_map(|(at, token)| {
                let name = self.tokens.get(at + 1)?.name()?.to_owned();
                let end = self.end_of_body(at)?;
                Some(Function {
                    name,
                    line: token.line,
                    lines: end - token.line + 1,
                })
            })
            .collect()
    }

    fn end_of_body(&self, start: usize) -> Option<usize> {
        let mut depth = 0;
        let mut is_inside = false;
        for token in self.tokens.get(start..)? {
            match token.kind {
                Kind::Open(sign) => {
                    is_inside |= depth == 0 && sign == '{';
                    depth += 1;
                }
                Kind::Close(_) => {
                    depth -= 1;
                    if depth < 0 || depth == 0 && is_inside {
                        return is_inside.then_some(token.line);
                    }
                }
                Kind::Sign(';') if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }
}

fn is_sign(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Returns the text of the attribute that begins at `at`, without blanks.
fn attribute_at(trees: &[TokenTree], at: usize) -> Option<String> {
    if !is_sign(trees.get(at), '#') {
        return None;
    }
    let group = if is_sign(trees.get(at + 1), '!') {
        at + 2
    } else {
        at + 1
    };
    match trees.get(group)? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let text = group.stream().to_string();
            Some(text.split_whitespace().collect())
        }
        _ => None,
    }
}

/// Resolves `self` and `super` against the module that says them.
fn absolute(segments: &[String], module: &[String]) -> Vec<String> {
    let is_relative = |name: &String| name == "self" || name == "super";
    let ups = segments.iter().filter(|name| *name == "super").count();
    if !segments.first().is_some_and(is_relative) {
        return segments.to_vec();
    }
    let above = module.len().saturating_sub(ups);
    let rest = segments.iter().filter(|name| !is_relative(name));
    let head = std::iter::once("crate".to_owned()).chain(module[..above].iter().cloned());
    head.chain(rest.cloned()).collect()
}

/// Returns what stands between the quotes, with `\u{…}`, `\n`, `\t`, `\"` resolved.
fn inner(literal: &str) -> Option<String> {
    let quote = literal.find(['"', '\''])?;
    let sign = literal[quote..].chars().next()?;
    let end = literal.rfind(sign)?;
    let body = literal.get(quote + 1..end)?;
    if literal[..quote].contains('r') {
        return Some(body.to_owned());
    }
    let mut plain = String::new();
    let mut rest = body;
    while let Some((head, tail)) = rest.split_once('\\') {
        plain.push_str(head);
        let code = tail
            .strip_prefix("u{")
            .and_then(|tail| tail.split_once('}'));
        rest = match code {
            Some((code, after)) => {
                let code = u32::from_str_radix(&code.replace('_', ""), 16).ok();
                plain.extend(code.and_then(char::from_u32));
                after
            }
            None if tail.starts_with(['n', 't', 'r', '0']) => {
                plain.push(' ');
                &tail[1..]
            }
            None => {
                let first = tail.chars().next()?;
                plain.push(first);
                &tail[first.len_utf8()..]
            }
        };
    }
    plain.push_str(rest);
    Some(plain)
}
