//! heyi (合议): expert panels review project proposals against an industrial plan, in the
//! terminal. What it does for whom stands in `README.md`; this is how it is built.
//!
//! # The picture
//!
//! A pure core that says what it wants done, and a thin shell that does it:
//!
//! ```text
//!  terminal event ── events ──► Message::Key ─┐
//!  worker's answer ──────────► Message::… ────┼─► update(&mut App, Message) ─► Vec<Effect>
//!                                             │                                    │
//!            view(&App, &mut Buffer) ◄── App ◄┘       keeper, reader ◄─────────────┘
//! ```
//!
//! [`app::update`] takes one [`app::Message`], changes the one [`app::App`] and returns
//! [`app::Effect`]s; [`ui::view`] draws that state and changes nothing. Neither knows a file,
//! a terminal or a clock: the time comes in with a message. So a whole session runs in a test
//! (`tests/suite/stage.rs`), and the same messages always lead to the same state.
//!
//! A click or a turn of the wheel is keys too: drawing notes which keys a place stands for
//! ([`ui::pointing`]), and the input thread presses them.
//!
//! Four threads ([`terminal::runtime`]), joined by channels: one reads keys, updates and draws
//! at once; one does so with whatever else comes, in turn with the first; one keeps
//! ([`terminal::keeper`]: own sheets, session), one reads and computes ([`terminal::reader`]:
//! panels, results, what can be searched in a large panel; a small one is
//! made ready where somebody searches). The loop takes everything that waits, then draws
//! once; with nothing waiting it sleeps (only a comment being written, a save that failed, or
//! the screen on which files are awaited asks to be called in a pause:
//! [`app::App::wants_pause`]). A save never waits for a computation; reports are made, what
//! advises beside a result is computed and themes are read on threads of their own, which last
//! as long as that; leaving waits for every save. Where there are signals, a fifth
//! thread turns a hang-up or a stop from outside into a message, and a sixth waits for the end
//! of the terminal's line, which no signal may tell.
//!
//! # The layers
//!
//! | layer | is responsible for | knows of ours |
//! |---|---|---|
//! | [`domain`] | plan, proposal, indicator, rubric, sheet, seal, policy, recommendation: data and rules | – |
//! | [`text`] | display columns, cutting, wrapping, folding full-width forms, scrubbing, times in words, from TOML to data | – |
//! | [`analysis`] | reading targets, gaps, suggested links, search, combining, places, gates, balancing, agreement | domain, text |
//! | [`i18n`] | the words, Chinese and English | domain, text |
//! | [`config`] | glyph profiles, themes and where settings come from, from text that others read | domain, text, i18n |
//! | [`report`] | documents of what stands in a panel, and the formats they are written in | domain, analysis, text, i18n |
//! | [`store`] | the only one that reads and writes files | domain, text |
//! | [`app`] | keys, commands, messages, effects, state, undo, screens' behaviour | all above but store |
//! | [`ui`] | drawing: screens, windows, styles, glyphs | app and below, not store |
//! | [`terminal`] | entering and leaving, asking, signals, events, threads, performing effects | all but cli |
//! | [`cli`] | commands without a screen; the only one that prints | all |
//!
//! The words of both languages and the readings of Chinese characters are tables that `build.rs`
//! makes ready: nothing is read or moved for them when the program starts.
//! With `--release` on Linux it also gives the linker `src/first.ld`, the functions that run first:
//! they stand together in the program, and a start maps less of it into memory.
//!
//! The table with the crates of others is in `tests/suite/house.rs`, and it is the one that
//! counts: an import it does not allow fails the test.
//!
//! # What always holds
//!
//! | invariant | test |
//! |---|---|
//! | a layer uses only what its row allows; no network; the clock only in the shell | `every_layer_uses_only_what_the_table_allows` |
//! | no message sequence and no size makes `update` or `view` panic | `nothing_that_can_come_ends_the_program_or_loses_a_change`, `every_screen_and_window_at_every_size_in_every_look` |
//! | keys typed while the terminal is asked how wide it draws arrive in order, and no answer is a key | `keys_typed_ahead_arrive_in_order_whatever_the_terminal_answers`, `how_bytes_are_split_changes_nothing`, `a_late_answer_is_no_key` |
//! | a terminal that draws wide gets only safe signs, at most one frame late | `a_terminal_that_draws_wide_gets_only_safe_signs` |
//! | the same messages lead to the same cells | `the_same_keys_lead_to_the_same_cells` |
//! | an accepted change goes out as a save before the next key is handled | `every_accepted_score_goes_out_as_a_save_at_once` |
//! | whatever fails while saving, the file is the old or the new one | `whatever_fails_the_file_is_the_old_or_the_new_one_and_nothing_else_lies_there` |
//! | a second window writes nothing, a foreign change is not written over | `a_second_window_gets_no_desk`, `what_somebody_else_wrote_is_not_written_over` |
//! | the index finds what the plain rules find, and each added character narrows | `the_index_finds_what_the_plain_rules_find_and_nothing_else`, `each_added_character_narrows_and_narrowing_finds_the_same` |
//! | an expert's search tells nothing of other experts' scores | `an_expert_finds_nothing_out_about_other_experts_scores` |
//! | one changed or missing byte of a sheet is noticed | `every_cut_and_every_changed_byte_is_noticed` |
//! | a sheet that is read at a glance is read as the reader of TOML reads it, or left to that | `whatever_was_written_is_read_as_toml_reads_it`, `whatever_is_changed_is_read_as_toml_reads_it_or_not_at_all` |
//! | a history that is kept as the text that it is, is letter by letter and entry by entry the same | `a_history_that_is_kept_as_text_is_the_same` |
//! | what is counted once and kept is counted anew after every change of a sheet and of the panel | `every_change_of_a_sheet_and_of_the_panel_is_counted_at_once` |
//! | a file that comes is taken in only when two looks find it the same, and only once | `only_what_is_whole_and_new_is_told_and_only_once` |
//! | without a screen that awaits files, and without a clock of a meeting that runs, nothing wakes the program up | `the_clock_runs_only_where_files_are_awaited`, `nothing_wakes_the_program_up_while_no_clock_runs` |
//! | what two people typed from one paper counts only where it is the same, and the second sees nothing of the first | `only_what_two_people_typed_the_same_counts` |
//! | marks of an earlier rubric are carried exactly by a rule that somebody answers for, or not at all | `marks_are_carried_exactly_or_not_at_all` |
//! | where rules change after opening, both results are kept | `a_changed_rubric_keeps_both_results_and_a_rule_carries_the_sheets` |
//! | the board of what is owed counts what the result counts | `the_board_counts_what_the_result_counts` |
//! | versions of a sheet are joined to the same bytes in any order and however often | `order_repetition_and_what_was_joined_before_change_nothing`, `the_order_of_files_and_of_merges_changes_no_byte` |
//! | a merge that fails, is killed or loses power loses nothing and ends where it should when done again | `every_operation_of_a_merge_may_fail_once`, `a_merge_may_end_at_every_moment`, `a_merge_or_a_hand_in_that_is_killed_loses_nothing` |
//! | what one expert wrote is on no screen of another | `another_experts_words_are_on_no_screen` |
//! | nothing is cut without a mark, inside a number or before its unit; beside a window nothing is torn | `nothing_is_cut_without_a_mark`, `a_figure_is_shown_whole_with_its_unit_or_not_at_all`, `nothing_torn_stands_beside_a_window` |
//! | what is scrolled stops at its end, so that one press back is seen | `nothing_stays_scrolled_past_its_end`, `one_press_back_is_seen_at_once_however_often_one_scrolled_on` |
//! | a proposal goes back for a second round only when all that is owed of it is in, on the screen and by command | `a_proposal_goes_back_only_when_all_that_is_owed_of_it_is_in`, `nothing_is_sent_back_before_all_its_sheets_are_in` |
//! | no key waits for the next one | `no_key_waits_for_the_next_one` |
//! | a name that only sounds like a command, or nearly is it, never ends the program | `the_palette_knows_other_words_and_never_leaves_by_a_sound_or_a_slip` |
//! | what a machine slept is counted by no clock of a meeting, and nothing is decided by it | `what_the_machine_slept_is_not_counted_and_the_clock_stands`, `a_clock_that_is_put_back_changes_nothing` |
//! | two machines that lead one meeting notice it, and neither overwrites the other | `two_machines_that_lead_one_meeting_notice_it`, `another_machine_that_leads_is_noticed_and_nothing_is_overwritten` |
//! | what another window leads is changed here only once somebody takes it over | `what_is_led_elsewhere_changes_here_only_after_it_is_taken_over` |
//! | who is recused meanwhile leaves before a meeting goes on, wherever it was written down | `who_is_recused_meanwhile_must_leave_before_anything_goes_on` |
//! | an opinion is adopted only on a vote on what it says | `a_vote_is_on_what_was_said_then` |
//! | a step of a meeting that is taken back has its time again, and the record of what was done stays true | `a_phase_that_ended_too_early_goes_on_from_its_time`, `what_was_called_once_more_by_mistake_is_done_again_in_its_place` |
//! | the wall of a meeting names nobody and tells no mark; marks leave the reader only without names, once everybody submitted | `the_wall_names_nobody_and_tells_no_mark`, `marks_are_sorted_and_a_draft_is_in_none` |
//! | a chair sees no result before the whole group was scored in the meeting | `an_expert_leads_no_meeting_and_a_chair_sees_no_result_before_the_end` |
//! | one bad sheet hides no other | `a_bad_sheet_is_left_out_and_hides_no_other` |
//! | every file of an archive that was unpacked is compared; only lines added to the journal and later reports are no difference | `every_listed_file_is_compared_and_what_was_not_archived_is_named`, `lines_of_the_journal_and_reports_that_come_later_are_no_difference` |
//! | a meeting leads no proposal that is not presented in it | `what_is_not_presented_in_the_meeting_is_told_and_not_led` |
//! | a ruling on a veto or a conflict changes its own lines of the file and no others | `what_was_proposed_is_ruled_on_in_its_place_and_all_else_stays`, `a_decision_is_a_block_of_its_own_and_all_else_stays` |
//! | a decision changes its own block and no others; nothing is lost when one is taken out | `a_decision_changes_its_own_lines_and_all_else_stays`, `what_is_taken_out_takes_no_remark_with_it` |
//! | a joint opinion changes its own lines and no others, and never a sheet | `only_what_changed_of_an_opinion_is_written`, `an_opinion_changes_no_sheet` |
//! | a chair reads what others wrote of a proposal only after all of them submitted | `a_chair_reads_nothing_of_the_others_before_all_are_in` |
//! | a recorded vote has no more votes than members who may vote, and no fewer than the quorum | `votes_are_counted_against_members_and_quorum`, `votes_below_the_quorum_find_nothing` |
//! | no sentence of an expert is called praise or blame by the program, and none is signed | `comments_are_quoted_without_side_name_or_order_of_experts` |
//! | a ruling on a recusal is written only after its effect was shown | `a_ruling_that_stands_is_not_made_again_and_the_effect_is_seen_first` |
//! | an expert is shown no proposal with an own recusal beside the others | `an_expert_sees_no_proposal_with_a_recusal` |
//! | no order has fewer leavings than the one that is found for few sets of recusals; the same seed is the same draw | `no_order_has_fewer_leavings`, `a_draw_is_the_same_on_every_machine_and_whatever_the_list_says` |
//! | an agenda changes its own block and no others; a pack knows its turns and no foreign proposal | `an_agenda_changes_its_own_block_and_all_else_stays`, `a_pack_has_the_right_turns_and_times_and_names_no_foreign_proposal` |
//! | one bad row keeps a whole table of proposals or experts out, and so does a full disk | `one_bad_row_keeps_everything_out_and_all_of_them_are_named`, `a_full_disk_leaves_no_half_of_a_table` |
//! | an update from a table keeps what the secretariat added; an assignment with a sheet is never taken back | `an_update_changes_what_the_table_says_and_keeps_the_rest`, `a_sheet_keeps_its_assignment_and_a_closed_round_takes_nothing` |
//! | a mark of a link, an applicant and what is confirmed change their own lines and no others | `a_mark_changes_its_own_block_and_all_else_stays`, `an_applicant_changes_its_own_lines_and_all_else_stays`, `only_what_is_confirmed_changes_in_an_opinion` |
//! | a mark that would change results is refused once the round is open | `must_meet_indicators_are_chosen_from_the_target_and_before_opening_only`, `only_marks_that_count_weigh` |
//! | a later edition of the plan keeps the former one, changes no score, and nothing is half written | `the_old_edition_is_kept_and_named_and_the_panel_has_the_new_one`, `what_rests_on_the_former_edition_counts_and_is_marked`, `what_is_no_edition_changes_nothing` |
//! | what names an indicator by its place follows it into a later edition, and what is gone is told | `marks_and_pairings_follow_an_edition_that_counts_its_indicators_otherwise`, `an_edition_that_was_broken_off_is_finished_by_who_opens_the_panel`, `what_an_expert_noted_follows_the_edition_before_the_sheet_is_shown`, `of_several_that_could_be_meant_none_is` |
//! | an assignment, an absence and the people of a group change their own lines and no others | `an_assignment_changes_its_own_line_and_all_else_stays`, `presence_is_a_block_of_its_own_and_no_remark_is_lost`, `the_people_of_a_group_change_in_their_own_lines` |
//! | what the program writes into the journal it knows again, and tells all of it in either language | `what_is_written_is_known_again_and_nothing_of_it_is_lost`, `english_is_what_is_written_and_chinese_tells_all_of_it` |
//! | whoever has a sheet keeps its assignment, and looking at who scores what changes no byte | `a_sheet_keeps_its_expert`, `looking_changes_no_byte_and_marking_there_and_back_none_of_the_lists` |
//! | absent, abstained, recused and void are never 0, and 0 is a score | `states_are_never_noughts`, `nought_is_a_score` |
//! | sums are exact; the order of files, experts and proposals changes no result | `thirds_add_up`, `the_order_of_files_experts_and_proposals_changes_nothing` |
//! | what several proposals add to a goal counts once | `a_technology_of_two_chains_counts_once_and_is_confirmed_once` |
//! | a balanced list keeps every rule, no list that does is better, and no id decides | `it_is_the_best_of_all_subsets`, `no_id_and_no_order_decides` |
//! | every figure of every report in every format is that of `rank` and `recommend` | `every_format_of_the_ranking_shows_what_rank_says`, `every_format_of_the_list_shows_what_recommend_says` |
//! | text of the data stays text in every format | `hostile_text_stays_text_in_every_format`, `no_text_adds_an_element_or_ends_a_style` |
//! | the same panel makes the same reports, and a report that somebody changed is kept | `the_same_panel_makes_the_same_bytes_and_a_file_changed_by_hand_is_kept` |
//! | a report that cannot be written holds up no other | `what_cannot_be_written_is_told_and_the_others_are_made` |
//! | feedback and notice name no expert and no score | `feedback_and_notice_name_no_expert_and_no_score` |
//! | escape and invisible characters never reach the terminal | `escape_sequences_and_invisible_characters_go`, `escapes_cannot_smuggle_control_characters` |
//! | characters of unsure width stand only in the glyph table and the catalogues | `characters_of_unsure_width_stand_only_in_the_glyph_table` |
//! | every letter of unsure width is spelled where terminals draw wide | `every_letter_of_unsure_width_and_no_other_is_spelled` |
//! | both catalogues hold the same words, and exactly those that are asked for | `both_languages_hold_the_same_keys_and_places`, `every_word_that_is_asked_for_is_in_both_catalogues`, `no_word_lies_in_the_catalogues_unasked` |
//! | no key has two meanings, and nothing of the main job needs a letter | `no_key_has_two_meanings_and_every_command_its_words`, `nothing_of_the_main_job_needs_a_letter` |
//! | no cell is left with the terminal's ground where a theme has its own | `no_hole_opens_where_a_wide_character_was` |
//! | what the README shows is what the program makes | `what_the_readme_shows_is_what_the_program_makes` |
//!
//! The names in this table are themselves checked: `every_test_named_in_the_guide_is_there`.
//!
//! # Where to add
//!
//! - **A command:** a variant of [`app::Command`] and its line of the registry
//!   (`app/command.rs`), its words `command.<id>` in both catalogues, when it is possible
//!   (`app/possible.rs`), what it does (`app/dispatch.rs`). Key map, menu, palette, help,
//!   `heyi keys` and the README's table follow by themselves.
//! - **A screen:** a state and its `update` in `app/screens/`, a variant of [`app::Screen`],
//!   drawing in `ui/screens/`, its keys in `app/hints.rs`, what is to be
//!   done next in `app/hints/next.rs`. A window: the same with
//!   `app/overlays/`, [`app::Overlay`] and `ui/overlays/`.
//! - **An effect:** a variant of [`app::Effect`], who performs it (`terminal/keeper.rs` if it
//!   writes, `terminal/reader.rs` if it reads or computes), the thread in
//!   `terminal/workers.rs`, the answer as a variant of [`app::Message`] taken in
//!   `app/answers.rs`.
//! - **A line of the journal:** a sentence in `domain/journal/sentences.rs`, with which it is
//!   written, and its words `journal.<key>`; the English ones are the pattern itself.
//! - **Words:** `i18n/*.toml`, in both languages at once; `screens.*` for the screens.
//! - **A finding of the self-check:** `terminal/machine.rs` with its words `checkup.<name>`;
//!   window and `heyi doctor` follow.
//! - **A role of a theme:** [`config::theme::Role`], its parent, its place in `themes/`.
//! - **A sign of the chrome:** the two tables of [`ui::glyphs`], never a literal elsewhere.
//! - **A command without a screen:** a file in `cli/`, a variant of its `Command`, its words
//!   `cli.<name>_about`. It prints only through [`cli::Output`].
//! - **A report:** a variant of [`report::Kind`] with its number and word, its maker in
//!   `report/documents/`, its title `report_title.<word>`; columns and signatures take their
//!   words by their names. Command, window, template and the README's table follow.
//! - **A format of reports:** a variant of [`report::Format`] and a writer in
//!   `report/formats/`, which decides nothing about what stands in a document.
//! - **A field of a file:** the type in `domain`, with a default, so that older files are
//!   still read; unknown keys are reported, never refused.
//!
//! # How a score is saved
//!
//! A key makes a score; the state machine makes a new revision of the sheet with the digest of
//! the one before in its history, and returns [`app::Effect::SaveSheet`] with the whole sheet.
//! The keeping thread writes it: of several saves of one sheet that wait together only the
//! newest, for it holds the others. [`store::desk`] looks first whether the file is still what
//! was read or written here, else it writes a copy beside it. [`store::save`] writes a new file
//! with a random name in the same folder, syncs it, renames it over the old one, syncs the
//! folder. Only then the answer comes back, and only then the screen says saved. Undo makes a
//! new revision too; nothing is ever erased.
//!
//! What two people type from one paper is kept in two places ([`domain::paper`],
//! [`store::paper`]): the first one's is the sheet, the second one's lies apart until both are
//! the same.
//!
//! What the secretariat decides goes into the file of the proposal, into the rulings, the
//! decisions, the conflicts, the joint opinion or the panel's head ([`store::amend`], [`store::phase`], see
//! [`domain::settlement`]): only its own lines change, comments and line ends stay, and the journal
//! gets a line.
//!
//! Who scores what, who heard what and who is in which group is an arrangement
//! ([`domain::arrangement`], [`store::amend::arrange`]); [`analysis::staffing`] counts what it
//! comes to from the same people as the result, each time everything is combined. The agenda of
//! a group is an arrangement too ([`domain::agenda`], [`analysis::agenda`]): its order stands
//! before that of the group's list wherever proposals are counted.
//!
//! # How sheets go out and come back
//!
//! A pack ([`store::pack`]) is a panel with one seat: `pack` in its head names the expert, and
//! nobody else sits down there. Handing in ([`store::hand_in`], F9 in My sheets) is an effect of
//! the keeping thread, so that every save before it is in the file. The Merge screen
//! ([`app::screens::merge`]) asks in every pause for a look at the folders; the reading thread
//! remembers what it saw ([`store::watch`]) and tells a file when two looks find it the same.
//! [`store::merge`] then runs on the keeping thread, and what it came to is a message; where
//! sheets changed everything is combined again. What a person decides about a cell is written
//! into the rulings first, and the merge that follows makes the sheet anew: the sheets are
//! always what inbox, own files and rulings come to. [`analysis::receipts`] counts who owes what
//! from the result itself.
//!
//! The demonstration is read where it lies inside the program. When something is first written
//! a copy is made in the data folder and used from then on.
//!
//! # The round
//!
//! [`app::round`] is what the steps of a round ask of the shell and what comes back; the Round
//! screen tells each step's standing from the panel, the results and the last look
//! ([`analysis::readiness`]). Rules that are fixed are copied beside the results
//! ([`store::fixed`]), so that a later change can be shown against them. Other windows learn of
//! a changed head when they save or change the screen ([`app::elsewhere`]).
//!
//! # The meeting
//!
//! How far the meeting of a group is ([`domain::meeting`]) lies in `meetings/<group>.toml`, and
//! [`app::meeting`] holds it in the window that leads or follows it. While its clock runs the
//! runtime sends one [`app::Message::Beat`] a second, with the time of day and a steady count;
//! only the second is counted. A beat that changes nothing but how long the clock has run
//! ([`app::state::Changed`]) draws the clock alone over the frame before ([`ui::clock`]). Whoever
//! leads lets every change be kept ([`store::meeting`], on
//! the keeping thread) over the revision that it knows; what could not be kept is tried again,
//! and a damaged file is put aside only where somebody asks for it. The reading thread looks who submitted
//! and who is recused by now, and gives marks away only without names and once all are in
//! ([`analysis::spread`]). What another window leads goes on here as it does there.
//! [`analysis::sitting`] tells who must leave and whether enough are left; the order and the
//! times are those of the agenda ([`analysis::agenda`]). What to discuss is
//! [`analysis::discussion`], what the panel says [`analysis::drafting`] and
//! [`domain::opinion`].
//!
//! # Tests
//!
//! `cargo test` runs everything in its short form in four to five minutes on two cores. The long campaigns,
//! 2,000 kills at random instants, every call that the system may refuse and thousands of
//! random sessions among them:
//! `HEYI_LONG=1 cargo test --test suite -- kill machine typing` (about ten minutes). Property
//! tests try the same cases every time; others with
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=5000 cargo test --lib`. What is
//! compared with pictures (golden screens, the README) is made again by
//! `HEYI_UPDATE=1 cargo test --test suite -- readme screens`, and read before it is kept.
//! `tests/sessions/*.session` are users' stories, each played without a terminal and in a
//! real one. `cargo bench` repeats the README's figures;
//! `cargo bench -- instructions` counts what a key costs and fails above its limit.
//!
//! # What must never be done
//!
//! - Write a person's file by any other way than [`store::save::save`], or shorten its sequence.
//! - Print outside `cli`, or read a file, the clock or the environment in `domain`, `analysis`,
//!   `app` or `ui`.
//! - Open another expert's sheet in an expert's seat before everything is submitted.
//! - Take what is missing for 0, a float for a score, or a rounded number for an exact one.
//! - Decide anything by a clock, a file's time, or the order of a hash map.
//! - Cut a text anywhere but in [`text`], or send a text from outside to the terminal unscrubbed.
//! - Carry meaning by colour alone, or need a letter for scoring.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod report;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;
