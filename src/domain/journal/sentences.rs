//! Every sentence that the program writes into the journal. What is more particular stands
//! before what is less so: the first that fits is the one.

use super::Place::{Cell, Id, Ids, Number, Parts, Rule, Text, Value, Word, Words};
use super::{Group, Kind, Sentence};

/// Names sentences and the group of all of them.
macro_rules! sentences {
    ($(#[$about:meta])* $group:ident: $($name:ident $key:literal $pattern:literal [$($place:expr),*];)*) => {
        $(
            #[doc = concat!("`", $pattern, "`")]
            pub const $name: &Sentence = &Sentence {
                key: $key,
                pattern: $pattern,
                places: &[$($place),*],
            };
        )*
        $(#[$about])*
        pub const $group: Group = &[$($name),*];
    };
}

const YES_NO: &[&str] = &["true", "false"];
const OUTCOMES: &[&str] = &[
    "older",
    "new",
    "updated",
    "merged",
    "salvaged",
    "conflict",
    "quarantined",
    "damaged",
];
const MARKS: &[&str] = &["weak", "missing", "must_meet"];
const VETO_STATES: &[&str] = &["proposed", "confirmed", "dismissed"];
const PHASES: &[&str] = &["presentation", "questions", "scoring"];

sentences! {
    /// Whole lines.
    LINES:
    OPENED "opened" "opened, rules fixed[: {0}]" [Text];
    OPENED_AGAIN "opened_again" "opened again[: {0}]" [Text];
    FIXED_AGAIN "fixed_again" "rules fixed again after a change of {0}[: {1}]" [Text, Text];
    CLOSED "closed" "closed[: {0}]" [Text];
    SECOND_ROUND "second_round" "second round: {0}[: {1}]" [Ids, Text];
    ARCHIVED "archived" "archived to {0}: sha256 {1}" [Text, Id];
    PACKS "packs" "packs in {0}: {1}" [Text, Ids];
    EDITION "edition" "edition of the plan {0} replaced by {1} ({2}): {3}" [Id, Id, Text, Text];
    HANDED_IN "handed_in" "hand in {0}: {1} sheets, code {2}" [Id, Number, Id];
    PAPER_CHECKED "paper_checked" "paper sheet checked: {0} {1}" [Id, Id];
    SEALED "sealed" "seal {0} {1} {2}: {3}" [Id, Id, Text, Text];
    ASSIGNED "assigned" "assigned {0} {1}" [Id, Id];
    UNASSIGNED "unassigned" "assignment taken back {0} {1}" [Id, Id];
    ASSIGNMENTS "assignments" "assign: {0} added, {1} taken back, {2} candidates of conflicts, {3} groups" [Number, Number, Number, Number];
    IMPORTED_PROPOSALS "imported_proposals" "import proposals {0}: {1} new[; {2}][; reason: {3}]" [Text, Number, Parts(UPDATES, "; "), Text];
    IMPORTED_EXPERTS "imported_experts" "import experts {0}: {1} new[; {2}][; reason: {3}]" [Text, Number, Parts(UPDATES, "; "), Text];
    IMPORTED_SCORES "imported_scores" "import scores {0}: {1} / {2} / {3}" [Text, Number, Number, Number];
    GROUP "group" "group {0}: chair {1}, members {2}, liaison {3}, observer {4}" [Id, Text, Text, Text, Text];
    AGENDA "agenda" "agenda {0}: {1}, {2} proposals, {3} breaks, {4}" [Id, Parts(ORDERS, ""), Number, Number, Parts(TIMES, "")];
    TIE_VOTE "tie_vote" "vote on equal ranks: {0}, led by {1}: {2}" [Text, Text, Text];
    TRIED "tried" "what-if: {0}" [Parts(TRIALS, " ")];
    TRIED_NOTHING "tried_nothing" "what-if: back to the declared policy" [];
    APPLICANT "applicant" "applicant {0}: {1}" [Text, Parts(APPLICANTS, "; ")];
    RECUSED "recused" "recused {0} from {1}: {2}" [Id, Id, Text];
    CLEARED "cleared" "cleared {0} from {1}: {2}" [Id, Id, Text];
    CANDIDATE "candidate" "candidate {0} from {1}: {2}" [Id, Id, Text];
    CONTRIBUTIONS "contributions" "{0}: contributions {1}" [Id, Parts(CONTRIBUTED, "; ")];
    MARK_BACK "mark_back" "{0}: mark {1} {2} taken back: {3}" [Id, Number, Word(Kind::Mark, MARKS), Text];
    MARK_FOLLOWS "mark_follows" "{0}: mark {1} {2} follows the edition: {3}" [Id, Number, Word(Kind::Mark, MARKS), Parts(FOLLOWING, ", ")];
    MARK "mark" "{0}: mark {1} {2}[ {3}]: {4}" [Id, Number, Word(Kind::Mark, MARKS), Text, Text];
    PAIRING_FOLLOWS "pairing_follows" "{0}: pairing follows the edition: {1}" [Id, Parts(FOLLOWING, ", ")];
    DECISION_OUT "decision_out" "{0}: decision taken out" [Id];
    DECIDED "decided" "{0}: decided {1}[, {2}][, minute {3}][, approved by {4}][: {5}]" [Id, Word(Kind::Decision, &[]), Number, Text, Text, Text];
    OPINION_ADOPTED "opinion_adopted" "{0}: opinion adopted by {1}, votes {2} : {3} : {4}, conditions {5}, minority {6}" [Id, Text, Number, Number, Number, Number, Number];
    OPINION_BACK "opinion_back" "{0}: opinion taken back to a draft: {1}" [Id, Text];
    OPINION_DRAFT "opinion_draft" "{0}: opinion draft, {1}" [Id, Words(Kind::Part, ", ")];
    VETO "veto" "{0}: veto {1} {2}, checked by {3}: {4}[ (votes {5} : {6})]" [Id, Id, Word(Kind::VetoState, VETO_STATES), Text, Text, Number, Number];
    CELL "cell" "{0} {1}: {2} = {3}: {4}" [Id, Id, Cell, Value, Text];
    AMENDED "amended" "{0}: {1}" [Id, Parts(AMENDMENTS, "; ")];
    HEARD "heard" "{0}" [Parts(HEARING, "; ")];
    MEETING "meeting" "{0}" [Parts(MEETINGS, "; ")];
    RECEIVED "received" "{0}: {1}[, {2} sheets, inbox {3}][, code {4}][, {5}]" [Text, Word(Kind::Outcome, OUTCOMES), Number, Id, Id, Words(Kind::Why, ", ")];
}

sentences! {
    /// What an import changed.
    UPDATES:
    UPDATED "updated" "{0} ({1})" [Id, Words(Kind::Field, " ")];
}

sentences! {
    /// In which order an agenda is.
    ORDERS:
    DRAWN_MOVED "drawn_moved" "draw with seed {0}, changed by hand" [Number];
    DRAWN "drawn" "draw with seed {0}" [Number];
    ORDERED_MOVED "ordered_moved" "{0}, changed by hand" [Word(Kind::Order, &[])];
    ORDERED "ordered" "{0}" [Word(Kind::Order, &[])];
}

sentences! {
    /// When an agenda begins.
    TIMES:
    NO_TIME "no_time" "no time" [];
    AT "at" "{0}" [Text];
}

sentences! {
    /// Rules on trial.
    TRIALS:
    TRIAL "trial" "{0}={1}" [Rule, Word(Kind::RuleValue, &[])];
    TRIAL_OF_NUMBER "trial" "{0}={1}" [Rule, Number];
}

sentences! {
    /// What is told of an applicant.
    APPLICANTS:
    DISTRICT "district" "district = {0}" [Text];
    ROLE "role" "role = {0}" [Word(Kind::Role, &[])];
    NO_ROLE "no_role" "role = " [];
    CORE "core" "core = {0}" [Text];
    RECOGNISED "recognised" "recognised = {0}" [Number];
    CHAMPION "champion" "champion_candidate = {0}" [Word(Kind::RuleValue, YES_NO)];
    BACKBONE "backbone" "backbone = {0}" [Word(Kind::RuleValue, YES_NO)];
}

sentences! {
    /// Contributions that a panel confirms, or no longer.
    CONTRIBUTED:
    CONTRIBUTES "contributes" "+ {0} {1}" [Word(Kind::Goal, &[]), Text];
    CONTRIBUTES_NOT "contributes_not" "- {0} {1}" [Word(Kind::Goal, &[]), Text];
}

sentences! {
    /// What became of an indicator's place in a later edition.
    FOLLOWING:
    MOVED "moved" "{0} -> {1}" [Text, Text];
    GONE "gone" "{0} gone" [Text];
    STAYED "stayed" "{0}" [Text];
}

sentences! {
    /// What is settled about the comparison of a proposal.
    AMENDMENTS:
    LINKS "links" "links = {0}" [Text];
    CHAIN "chain" "chain = {0}" [Text];
    SCOPE "scope" "scope = {0}" [Text];
    UNPAIRED "unpaired" "pairing {0} taken back" [Text];
    PAIRED "paired" "pairing {0} = {1}" [Text, Number];
    CONFIRMED_BY "confirmed_by" "confirmed by {0}" [Text];
}

sentences! {
    /// Who heard a proposal presented.
    HEARING:
    UNHEARD "unheard" "{0} did not hear {1}" [Ids, Id];
    HEARD_AFTER_ALL "heard_after_all" "{0} heard {1}, taken back: {2}" [Id, Id, Text];
    HEARD_IT "heard_it" "{0} heard {1}" [Id, Id];
}

sentences! {
    /// What was done in a meeting.
    MEETINGS:
    IN_MEETING "in_meeting" "meeting {0}: {1}" [Id, Parts(STEPS, "")];
    STRAY "stray" "{0} taken off the table, not presented in this meeting" [Id];
}

sentences! {
    /// Steps of a meeting.
    STEPS:
    PUT_ASIDE "put_aside" "damaged file put aside as {0}" [Text];
    BREAK "break" "break" [];
    BREAK_OVER "break_over" "break over" [];
    TAKEN_OVER "taken_over" "led from another window" [];
    ON_TABLE "on_table" "{0} on the table" [Id];
    CLOCK_RUNS "clock_runs" "clock runs" [];
    CLOCK_STOPPED "clock_stopped" "clock stopped" [];
    CLOCK_ALONE "clock_alone" "clock stopped by itself" [];
    MINUTE_MORE "minute_more" "one minute more" [];
    ENDED "ended" "{0} {1} ended" [Id, Word(Kind::Phase, PHASES)];
    LEFT_ROOM "left_room" "{0} left the room" [Ids];
    AWAY "away" "{0} not there" [Ids];
    HERE "here" "{0} there" [Ids];
    LEFT "left" "{0} left for good" [Ids];
    SET_ASIDE "set_aside" "{0} set aside" [Id];
    BACK_TO_NOTHING "back_to_nothing" "step taken back, nothing on the table" [];
    BACK_TO_BREAK "back_to_break" "step taken back, break goes on" [];
    BACK_TO "back_to" "step taken back, {0} {1} goes on" [Id, Word(Kind::Phase, PHASES)];
    ASKED_FOR "asked_for" "{0} to be discussed, asked by {1}[: {2}]" [Id, Id, Text];
    NO_LONGER_ASKED "no_longer_asked" "{0} no longer asked for by {1}" [Id, Id];
}

/// Every group.
pub const GROUPS: &[Group] = &[
    LINES,
    UPDATES,
    ORDERS,
    TIMES,
    TRIALS,
    APPLICANTS,
    CONTRIBUTED,
    FOLLOWING,
    AMENDMENTS,
    HEARING,
    MEETINGS,
    STEPS,
];
