//! The keys of the windows.

use crate::app::overlay::Overlay;
use crate::app::overlays::checking::Row;
use crate::app::overlays::filing::Content;
use crate::app::overlays::hand_in::Step;
use crate::app::overlays::naming::Purpose;
use crate::app::overlays::opining::Edit;
use crate::app::overlays::{
    archiving, decision, edition, grouping, packing, recusing, reporting, rescue, settling,
    verifying,
};

/// Keys and what they do, as catalogue names: `key:label` with blanks between.
pub(super) fn of_overlay(overlay: &Overlay) -> &'static str {
    match overlay {
        Overlay::Palette(_) => "type:find updown:choose Enter:go Esc:close",
        Overlay::GoingTo(_) => "letter:go updown:choose Enter:go Esc:close",
        Overlay::Menu(_) => "digits:do updown:choose Enter:do Esc:close",
        Overlay::Reason(state) if state.is_asking => "9:send_back Esc:back_to_form",
        Overlay::Reason(state) if state.is_free() => {
            "type:write updown:choose Enter:confirm Esc:close"
        }
        Overlay::Reason(_) => "digits:choose Enter:confirm Esc:close",
        Overlay::Note(state) if state.is_of_veto() => "Enter:propose Esc:cancel",
        Overlay::Note(_) => "Enter:keep Esc:keep",
        Overlay::Grounds(_) => "digits:choose updown:choose Enter:write Delete:withdraw Esc:close",
        Overlay::Checking(state) if state.is_asking => "2:confirm Esc:back_to_form",
        Overlay::Checking(state) if state.is_choosing => "digits:choose Enter:choose Esc:close",
        Overlay::Checking(state) if state.row == Row::Outcome => {
            "1:dismiss 2:confirm_veto updown:form_row F2:write_down Esc:close PgDn:read_on"
        }
        Overlay::Decision(state) if state.is_deleting => "9:take_out Esc:back_to_form",
        Overlay::Decision(state) if state.row == decision::Row::Outcome => {
            "1-3:choose updown:form_row F2:write_down Esc:close"
        }
        Overlay::Phase(_) => "type:fill_in Enter:next_row updown:form_row F2:confirm Esc:close",
        Overlay::Checking(_) | Overlay::Decision(_) => {
            "type:fill_in Enter:next_row updown:form_row F2:write_down Esc:close"
        }
        Overlay::Settling(state) if state.row == settling::Row::Value => {
            "digits:choose updown:form_row PgDn:read_on F2:write_ruling Esc:close"
        }
        Overlay::Settling(_) => {
            "type:fill_in Enter:next_row updown:form_row F2:write_ruling Esc:close"
        }
        Overlay::Recusing(state) if state.is_asking && state.recuses == Some(true) => {
            "1:confirm Esc:back_to_form"
        }
        Overlay::Recusing(state) if state.is_asking => "2:confirm Esc:back_to_form",
        Overlay::Recusing(state) if state.is_choosing => {
            "digits:choose updown:choose Enter:choose Esc:close"
        }
        Overlay::Recusing(state) if state.row == recusing::Row::Outcome => {
            "1:recuse 2:clear_expert updown:form_row Esc:other_expert"
        }
        Overlay::Recusing(_) => {
            "type:fill_in Enter:next_row updown:form_row F2:see_effect Esc:other_expert"
        }
        Overlay::Proposing(state) if matches!(state.dealt, Some(Ok(_))) => {
            "1:write_assignment 2:other_way updown:scroll Esc:close"
        }
        Overlay::Grouping(state) if state.list.is_some() => match state.row {
            grouping::Row::Members => "updown:choose space:mark Enter:back_to_form",
            _ => "updown:choose Enter:choose Esc:back_to_form",
        },
        Overlay::Grouping(state) => match state.row {
            grouping::Row::Chair => {
                "Enter:expert_list Delete:clear updown:form_row F2:write_group Esc:close"
            }
            grouping::Row::Members => "Enter:expert_list updown:form_row F2:write_group Esc:close",
            _ => "type:fill_in updown:form_row F2:write_group Esc:close",
        },
        Overlay::Pairing(_) => "updown:choose Enter:confirm Esc:close",
        Overlay::Scope(_) => "updown:choose space:mark Enter:confirm Esc:close",
        Overlay::Submit(state) if state.is_short => "Enter:comment Esc:back_to_sheet",
        Overlay::Submit(_) => "Enter:submit Esc:back_to_sheet",
        Overlay::Commitment(_) => "Enter:agree Esc:close",
        Overlay::Help(_)
        | Overlay::Target(..)
        | Overlay::SelfCheck(..)
        | Overlay::Missing(_)
        | Overlay::PaperDifferences(_) => "updown:scroll Esc:close",
        Overlay::Tour(state) if state.is_last() => "Enter:begin_scoring digits:score",
        Overlay::Tour(_) => "Enter:next_step digits:score Esc:leave_tour",
        Overlay::Settings(_) => "updown:choose Enter:change_setting Esc:close Delete:forget_choice",
        Overlay::Themes(_) => "updown:choose Enter:keep_theme digits:take_theme Esc:back_to_theme",
        Overlay::Opining(state) => of_opining(&state.edit),
        Overlay::Voting(state) if state.is_asking => "1:confirm Esc:back_to_form",
        Overlay::Voting(_) => "type:fill_in Enter:next_row updown:form_row F2:see_effect Esc:close",
        other => of_writing(other),
    }
}

/// The windows over a joint opinion.
fn of_opining(edit: &Edit) -> &'static str {
    match edit {
        Edit::Text(_) | Edit::Minority(_) => "F2:keep Enter:new_line Esc:keep",
        Edit::Condition(_) => "Enter:keep Esc:keep",
        Edit::Whose { .. } => "digits:choose updown:choose Enter:write_text Esc:close",
        Edit::Vote { .. } => "digits:number Enter:next_row updown:form_row F2:write_vote Esc:close",
        Edit::Adopt => "type:name Enter:adopt Esc:close",
        Edit::TakeBack => "type:write Enter:take_back Esc:close",
        Edit::DropText(_) | Edit::DropCondition(_) | Edit::DropMinority(_) => "9:take_out Esc:back",
    }
}

/// The windows in which texts and facts of the panel are written.
fn of_writing(overlay: &Overlay) -> &'static str {
    match overlay {
        Overlay::Comment(state) if state.phrases.is_some() => {
            "digits:choose type:filter updown:choose Enter:insert Esc:back_to_comment"
        }
        Overlay::Comment(state) if state.has_phrases => {
            "F2:keep Enter:new_line F3:phrases Esc:keep"
        }
        Overlay::Comment(_) => "F2:keep Enter:new_line Esc:keep",
        Overlay::HandIn(state) => match state.step {
            Step::Asking => "type:folder Tab:complete Ctrl-U:clear Enter:hand_in Esc:close",
            Step::Writing(_) => "Esc:close",
            Step::Done(_) => "Esc:written_down",
        },
        Overlay::Naming(state) => match state.purpose {
            Purpose::Watch => "type:folder Tab:complete Ctrl-U:clear Enter:watch Esc:close",
            Purpose::TakeIn => "type:file Tab:complete Ctrl-U:clear Enter:take_in Esc:close",
        },
        Overlay::Edition(state) => match state.step {
            edition::Step::Naming => "type:folder Tab:complete Enter:compare_editions Esc:close",
            edition::Step::Seen => {
                "PgDn:read_on type:fill_in updown:form_row F2:load_edition Esc:back"
            }
            edition::Step::Looking | edition::Step::Writing => "Esc:close",
        },
        Overlay::Filing(state) => match state.row().map(|row| &row.content) {
            Some(Content::Choice { .. }) => "digits:choose updown:form_row F2:file_it Esc:close",
            Some(Content::Check(_)) => "space:mark updown:form_row F2:file_it Esc:close",
            _ => "type:fill_in Enter:next_row updown:form_row F2:file_it Esc:close",
        },
        other => of_round_overlay(other),
    }
}

/// The windows of a round.
fn of_round_overlay(overlay: &Overlay) -> &'static str {
    match overlay {
        Overlay::Typist(_) => "type:name updown:choose Enter:type_paper Esc:close",
        Overlay::Packing(state) => match state.page {
            packing::Page::Whom => "updown:choose Enter:folder Esc:close",
            packing::Page::Where => "type:folder Tab:complete Enter:make_packs Esc:back",
            packing::Page::Run => "updown:scroll Enter:close Esc:close",
        },
        Overlay::Verifying(state) => match state.part {
            verifying::Part::Findings => "Tab:codes updown:scroll Esc:close",
            verifying::Part::Codes => {
                "digits:code Enter:compare updown:choose Tab:findings Esc:close"
            }
        },
        Overlay::Archiving(state) => match state.step {
            archiving::Step::Asking => {
                "type:file Tab:complete Ctrl-U:clear Enter:archive Esc:close"
            }
            archiving::Step::Writing => "Esc:close",
            archiving::Step::Done(_) => "Enter:close Esc:close",
        },
        Overlay::Reporting(state) => match state.step {
            reporting::Step::Choosing => {
                "F9:write_reports Enter:mark Tab:folder Esc:close digits:format updown:choose"
            }
            reporting::Step::Where => "type:folder Tab:complete Enter:write_reports Esc:back",
            reporting::Step::Writing => "Esc:close",
            reporting::Step::Done(_) => "updown:scroll Enter:close Esc:close",
        },
        Overlay::Rescue(state) => match state.step {
            rescue::Step::Member => "digits:choose updown:choose Enter:choose Esc:close",
            rescue::Step::Reason => "type:fill_in Enter:ask_for Esc:back_to_form",
            rescue::Step::TakingBack => "9:unask Esc:back_to_form",
        },
        Overlay::RollCall(_) => {
            "Enter:change_state F3:turn_heard 0:sign_all_in Esc:close digits:its_state updown:choose"
        }
        Overlay::Agenda(state) if state.row.is_some() => {
            "type:fill_in updown:form_row F2:write_group Esc:agenda_list"
        }
        Overlay::Agenda(state) if state.is_open() => {
            "F2:write_group Tab:other_group Esc:close 1-3:agenda_order 4:agenda_break leftright:agenda_move Enter:agenda_form"
        }
        Overlay::Agenda(_) => "updown:choose Tab:other_group Esc:close",
        Overlay::Journal(_) => "updown:scroll Home:oldest Esc:close",
        _ => "Esc:close",
    }
}
