//! Documents opened by a real office program, where one is installed: no repair, all pages,
//! all text. `apt-get install libreoffice-calc-nogui libreoffice-writer-nogui fonts-noto-cjk
//! poppler-utils` brings what it takes; without it the test says that it looked at nothing.
//! The long form (`HEYI_LONG=1`) opens every document of the demonstration.

use super::of_demonstration;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Documents of the short form, with words that must be on their pages and the most pages.
const SHORT: [(&str, &[&str], usize); 2] = [
    (
        "10-专家组评分汇总及排序表.docx",
        &["伺服电机专家组", "88.17", "名次"],
        24,
    ),
    (
        "16-专家评审推荐建议名单.xlsx",
        &["推荐名单", "修改完善后推荐"],
        12,
    ),
];

fn program(name: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {name}")])
        .output();
    found.is_ok_and(|output| output.status.success())
}

/// Converts files to PDF in one run of the office program.
fn converted(files: &[PathBuf], out: &Path) {
    let home = out.join("profile");
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(out)
        .args(files)
        .env("HOME", out)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
}

fn text_of(pdf: &Path) -> (String, usize) {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pages = text.matches('\u{c}').count();
    (text, pages)
}

#[test]
fn an_office_program_opens_the_documents_and_shows_all_of_them() {
    if !program("soffice") || !program("pdftotext") {
        println!("skipped: soffice or pdftotext is not installed");
        return;
    }
    let (folder, document) = of_demonstration();
    let out = tempfile::tempdir().unwrap();
    let is_long = std::env::var_os("HEYI_LONG").is_some();
    let files: Vec<PathBuf> = if is_long {
        let all = document["files"].as_array().unwrap().iter();
        let office = all.filter(|one| one["format"] == "docx" || one["format"] == "xlsx");
        let office = office.filter(|one| !one["file"].as_str().unwrap().contains("20-"));
        office
            .map(|one| folder.path().join(one["file"].as_str().unwrap()))
            .collect()
    } else {
        SHORT
            .iter()
            .map(|(name, ..)| folder.path().join(name))
            .collect()
    };
    converted(&files, out.path());
    for path in &files {
        let pdf = out
            .path()
            .join(path.with_extension("pdf").file_name().unwrap());
        let (text, pages) = text_of(&pdf);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(pages > 0 && text.contains("演示数据"), "{name}");
        assert!(
            !text.contains("###"),
            "{name} has figures that do not fit their cells"
        );
        if let Some((_, words, most)) = SHORT.iter().find(|one| one.0 == name) {
            for word in *words {
                assert!(text.contains(word), "{name} lacks {word}: {text}");
            }
            assert!(pages <= *most, "{name} has {pages} pages");
        }
    }
}
