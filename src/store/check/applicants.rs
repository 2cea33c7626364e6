//! Applicants: whom a supporting firm supports, and whether the list has every applicant.

use super::{Findings, value_in_block, word_in_block};
use crate::domain::panel::Panel;
use crate::domain::people::Applicant;
use crate::domain::problem::Trouble;
use crate::store::place;

const FILE: &str = "applicants.toml";
const BLOCK: &str = "[[applicant]]";

/// Checks the list of applicants, where there is one.
pub fn check(panel: &Panel, findings: &mut Findings) {
    for (nth, firm) in panel.applicants.iter().enumerate() {
        let name = firm.name.as_str();
        let role = firm.role.as_str();
        if !role.is_empty() && !Applicant::ROLES.contains(&role) {
            let details = [role, &Applicant::ROLES.join(", ")];
            findings.report(FILE, Trouble::WrongWord, &details, |text| {
                value_in_block(text, BLOCK, nth, "role")
            });
        }
        if role == "supporting" && firm.core.trim().is_empty() {
            findings.report(FILE, Trouble::CoreMissing, &[name], |text| {
                word_in_block(text, BLOCK, nth, name)
            });
        }
        if !firm.core.trim().is_empty() && panel.applicant(&firm.core).is_none() {
            findings.report(FILE, Trouble::CoreUnknown, &[name, &firm.core], |text| {
                value_in_block(text, BLOCK, nth, "core")
            });
        }
    }
    if panel.applicants.is_empty() {
        return;
    }
    for proposal in &panel.proposals {
        let name = proposal.applicant.as_str();
        if !name.is_empty() && panel.applicant(name).is_none() {
            let file = format!("proposals/{}.toml", proposal.id);
            findings.report(&file, Trouble::ApplicantUnknown, &[name], |text| {
                place::quoted(text, name, 0)
            });
        }
    }
}
