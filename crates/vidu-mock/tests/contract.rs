//! The contract: one list of tests for a mock that is called in process, one that is asked over a socket, and the program.
#![cfg(all(unix, feature = "spec-folder"))]

mod contract {
    pub mod calls;
    pub mod clients;
    pub mod edges;
    pub mod faults;
    pub mod lists;
    pub mod looking;
    pub mod mock;
    pub mod tasks;
    pub mod worlds;
}

use contract::mock::{BOUNDED, ECHO, HELD, KEYS, MADE_UP, Mock, PUBLIC, SMALL, STRICT};
use contract::{clients, edges, faults, lists, looking, tasks, worlds};

/// Every test of the list, for a kind of mock.
macro_rules! list {
    ($kind:ident: $($setup:ident => { $($theme:ident::$test:ident,)* })*) => {
        mod $kind {
            $($(
                #[tokio::test]
                async fn $test() {
                    crate::$theme::$test(&crate::Mock::$kind(crate::$setup).await).await;
                }
            )*)*
        }
    };
}

/// The list, once for each kind.
macro_rules! contract {
    ($($tests:tt)*) => {
        list!(called: $($tests)*);
        list!(served: $($tests)*);
        list!(program: $($tests)*);
    };
}

contract! {
    HELD => {
        tasks::a_task_lives_by_the_clock,
        tasks::four_things_drive_tasks,
        tasks::an_advance_tells_all_that_happened,
        tasks::five_run_at_once_and_the_others_wait,
        tasks::what_waits_is_cancelled,
        tasks::addresses_expire_and_are_renewed,
        tasks::results_are_real_files,
        tasks::a_first_frame_shapes_the_video,
        worlds::worlds_do_not_meet,
        worlds::the_narrowest_script_wins,
        worlds::every_outcome_can_be_had,
        worlds::a_directive_is_read_on_every_page,
        faults::answers_go_wrong_on_purpose,
        faults::faults_hit_whom_they_name_as_often_as_they_say,
        faults::callbacks_go_wrong_on_purpose,
        faults::connections_break_on_purpose,
        looking::it_is_charged_exactly_once,
        looking::the_journal_is_asked_and_held_to_account,
        looking::a_stray_request_is_told_the_closest,
        looking::every_answer_is_marked,
        looking::a_reset_leaves_nothing,
        looking::what_happens_is_streamed,
        looking::it_says_how_it_is,
        edges::callbacks_go_where_they_may,
        edges::hostile_text_stays_text,
        edges::browsers_may_ask,
        edges::addresses_of_results_are_those_that_were_asked,
        clients::the_official_answers_are_those_that_programs_read,
        clients::large_pictures_push_nothing_out,
        clients::keys_are_tried_out,
        clients::what_programs_always_send_is_taken,
        clients::the_other_vendors_answers_are_read_too,
    }
    STRICT => { edges::unlisted_fields_are_refused, }
    ECHO => { edges::pictures_are_repeated_whole, }
    KEYS => { edges::only_listed_keys_are_good, }
    SMALL => { edges::too_much_is_answered, }
    MADE_UP => { lists::tasks_are_listed_page_by_page, }
    BOUNDED => { looking::what_is_bounded_stays_so, }
    PUBLIC => { edges::addresses_of_results_are_the_public_ones, }
}

/// The same requests have the same answers, to the last id, whichever way they are asked.
#[tokio::test]
async fn all_three_say_the_same() {
    let transcripts = [
        worlds::transcript(&Mock::called(HELD).await).await,
        worlds::transcript(&Mock::served(HELD).await).await,
        worlds::transcript(&Mock::program(HELD).await).await,
    ];
    let [called, served, program] = &transcripts;
    assert_eq!([called.len(), served.len(), program.len()], [29; 3]);
    for ((called, served), program) in called.iter().zip(served).zip(program) {
        assert!(called == served && served == program, "{called}\n{served}\n{program}");
    }
}
