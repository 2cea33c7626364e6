//! What the command line says about the screen, and whether a screen can be opened at all.

use super::{Refusal, USER, source};
use crate::i18n::Language;
use std::io::IsTerminal;

/// Panel, seat, proposal and looks to begin with.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Wanted {
    /// Panel: a folder or `demo`.
    #[arg(value_name = "PANEL")]
    pub panel: Option<String>,
    /// Seat: an expert id or `secretariat`.
    #[arg(id = "as", long = "as", value_name = "SEAT")]
    pub seat: Option<String>,
    /// Proposal id.
    #[arg(id = "at", long = "at", value_name = "PROPOSAL")]
    pub proposal: Option<String>,
    /// Glyph profile, or `auto`.
    #[arg(long, value_parser = ["auto", "narrow", "wide", "ascii"])]
    pub glyphs: Option<String>,
    /// Name of a theme.
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

impl Wanted {
    /// Refuses what belongs to the screen beside a command. clap's own way of refusing it
    /// would take `heyi --lang en plan` for a panel called plan.
    ///
    /// # Errors
    /// A refusal that names what is too much.
    pub fn refuse_beside_command(&self, language: Language) -> Result<(), Refusal> {
        let stated = [
            self.panel.clone(),
            self.seat.as_ref().map(|_| "--as".to_owned()),
            self.proposal.as_ref().map(|_| "--at".to_owned()),
            self.glyphs.as_ref().map(|_| "--glyphs".to_owned()),
            self.theme.as_ref().map(|_| "--theme".to_owned()),
        ];
        match stated.into_iter().flatten().next() {
            None => Ok(()),
            Some(extra) => Err(Refusal {
                code: USER,
                message: language.with("cli.beside_command", &[&extra]),
                hint: language.text("cli.beside_command_hint").to_owned(),
            }),
        }
    }

    /// Makes sure that the panel is there and that there is a terminal.
    ///
    /// # Errors
    /// A refusal where one of them is missing.
    pub fn check(&self, language: Language) -> Result<(), Refusal> {
        if let Some(panel) = &self.panel {
            source(panel, language)?;
        }
        if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            return Ok(());
        }
        Err(Refusal {
            code: USER,
            message: language.text("cli.no_terminal").to_owned(),
            hint: language.text("cli.no_terminal_hint").to_owned(),
        })
    }
}
