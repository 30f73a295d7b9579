//! The rules of the spec language by name: what each guards, a fault against it, and how to mend one.

use std::fmt;

use crate::reader::distance;

/// How a rule is broken: an edit of a sound spec after which the finding is reported.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The file, below a spec folder.
    pub file: &'static str,
    /// What stands there when it is right; empty where the whole file is what is missing.
    pub right: &'static str,
    /// What stands there instead.
    pub wrong: &'static str,
}

/// Declares the codes; none can be without its explanation.
macro_rules! codes {
    ($($code:ident = $name:literal: $guards:literal, in $file:literal: $right:literal => $wrong:literal, mend: $mend:literal;)*) => {
        /// The name of a rule, as findings carry it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $guards] $code,)*
        }

        impl Code {
            /// Every code, from how files are read to what is proven of their tables.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// The code as it is printed, `ambiguous-default`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name),* }
            }

            /// What the rule guards, and why.
            pub fn guards(self) -> &'static str {
                match self { $(Code::$code => $guards),* }
            }

            /// An edit that breaks the rule.
            pub fn example(self) -> Example {
                match self { $(Code::$code => Example { file: $file, right: $right, wrong: $wrong }),* }
            }

            /// What to do about such a finding.
            pub fn mend(self) -> &'static str {
                match self { $(Code::$code => $mend),* }
            }
        }
    };
}

codes! {
    Unreadable = "unreadable": "A spec has vocabulary.toml, each revision has vendor.toml, and both are text in UTF-8. Without one of them nothing can be said of the rest.",
        in "acme/2026-01/vendor.toml": "" => "(no such file)",
        mend: "Add the file, save it as UTF-8, or name the folder that has vocabulary.toml in it.";
    Syntax = "syntax": "The files are TOML 1.1. A file that cannot be parsed says nothing, so all faults of its syntax come before any other.",
        in "acme/2026-01/vendor.toml": "[states]" => "[states",
        mend: "Close the bracket or the quotes, or write the key once: the place is where the parser stopped, so look at the line above too.";
    UnprintableText = "unprintable-text": "Prose and wire names are copied into code, pages and terminals. Text with line breaks, control characters or characters that turn the direction of writing could hide there what it does.",
        in "acme/2026-01/img2video.toml": "the range of seed" => "the range\\nof seed",
        mend: "Write one line of visible characters without blanks at its ends.";
    WrongType = "wrong-type": "Each key takes one form of value. 5 and \"5\" are different facts about a wire, so neither is taken for the other.",
        in "acme/2026-01/img2video.toml": "max_body = \"20MB\"" => "max_body = \"20\"",
        mend: "Write the form that the help names: a number without quotes, a limit with its unit, a run with its smaller end first.";
    MissingKey = "missing-key": "What a page does not say is written down as not said. A limit that is simply left out could be one that nobody looked for.",
        in "acme/2026-01/img2video.toml": "prompt = { wire = \"job.text\", max_chars = 20 }" => "prompt = { wire = \"job.text\" }",
        mend: "Look the aspect up on the page and add it; write \"?\" if the page is silent.";
    UnknownKey = "unknown-key": "A key that nobody reads would look like a rule and be none.",
        in "acme/2026-01/img2video.toml": "max_chars = 20 }" => "max_char = 20 }",
        mend: "Correct the spelling. If a page says something that no key can hold, put it into `remarks`.";
    UnknownWord = "unknown-word": "Operations, fields, words of sets, facts, stages and error codes are named once and used by name, so that the same thing has one name at all vendors.",
        in "acme/2026-01/query.toml": "\"task.state\"" => "\"task.status\"",
        mend: "Correct the spelling, or add the word where such words are declared: vocabulary.toml for operations, fields and words, [errors.codes] and [states] for a vendor's own.";
    BadName = "bad-name": "Names of fields, vendors, types and words become Rust. One that is a keyword, or that hides a method or type which is there already, would not compile or would mean something else.",
        in "vocabulary.toml": "tags = {" => "check = {",
        mend: "Choose a name that a person would write: snake_case for fields and vendors, CamelCase for types and words. The wire name of a field is free; say it with `wire`.";
    DuplicateName = "duplicate-name": "Each word of a set has a Rust name of its own.",
        in "vocabulary.toml": "\"a2.5\" = \"A25\"" => "\"a2.5\" = \"A1\"",
        mend: "Give each word its own name.";
    BadPath = "bad-path": "Every field, constant and fact has a place of its own in a body. Two in one place, or a list with a gap, could not be written.",
        in "acme/2026-01/img2video.toml": "job.frames[1]" => "job.frames[2]",
        mend: "Give each its own place, such as `settings.length` or `pictures[0]`; positions of a list begin at 0 and follow on each other.";
    BadRequestLine = "bad-request-line": "A request line is a method and a path. A query and a cancel have the task's `{id}` in it once; other operations do not have it.",
        in "acme/2026-01/query.toml": "GET /jobs?ref={id}" => "GET /jobs",
        mend: "Write \"POST /v2/videos\", \"GET /tasks/{id}\" or \"GET /status?task_id={id}\". A vendor that puts the model into the path has a page for each model.";
    BadList = "bad-list": "A list of tasks is read page by page. Each of its tasks has an id, each parameter a meaning of its own, and the token of a page can be both read from an answer and sent.",
        in "acme/2026-01/list.toml": "{ ref = \"task.id\"," => "{ ref = \"request.id\",",
        mend: "Write `each = \"task\"` with a member that is `task.id`, and `page.next` in the answer where a parameter is `page.token`. What selects by something else is a `filter`.";
    BadColumn = "bad-column": "A column of `accepts` is something that has single values: a word, a number, a flag, how many elements a list has, or whether a field is given.",
        in "acme/2026-01/img2video.toml": "{ model = [\"a1\"],      duration = [3],  " => "{ model = [\"a1\"], notify = [\"x\"],      duration = [3],  ",
        mend: "Use `x.count` for lists and `x.given` for presence; say limits of text and pictures in the field's own line.";
    MissingColumn = "missing-column": "All rows of `accepts` have the columns of the first one, so that no row is silent about something by oversight.",
        in "acme/2026-01/img2video.toml": "duration = [12],          resolution = [\"2K\"]" => "duration = [12]",
        mend: "Add the column to the row, with every value if the row does not care, or with [\"?\"] if the page is silent.";
    EmptyList = "empty-list": "A list of values without a value would accept nothing.",
        in "acme/2026-01/img2video.toml": "values = [1.0, \"0.5 to 2\"]" => "values = []",
        mend: "List the values, or write \"?\" if the page does not say them.";
    IllegalDefault = "illegal-default": "The first value of a list is what an absent field becomes. It must be one value, and one of those that are offered.",
        in "acme/2026-01/img2video.toml": "{ model = [\"a2.5\"],    duration = [5, \"3 to 9\"]" => "{ model = [\"a2.5\"],    duration = [10, \"3 to 9\"]",
        mend: "Put the default first, or \"?\" first if the page states none.";
    NotSupported = "not-supported": "The fields of records hold text and pictures with limits. Values cannot be listed there, and records cannot hold records.",
        in "acme/2026-01/img2video.toml": "fields = { name = { required = true, max_chars = 8 }," => "fields = { name = { required = true, max_chars = 8 }, seed = { values = [1] },",
        mend: "Write `values = \"?\"` and say the values in the field's note.";
    WithoutRow = "without-row": "A value that a field lists must have a row in `accepts`; without one every request with it would be refused.",
        in "acme/2026-01/img2video.toml": "{ model = [\"a1\"],      duration = [3],  " => "{ model = [\"a2.5\"],      duration = [3],  ",
        mend: "Add a row that says what goes with the value; [\"?\"] where the page is silent.";
    MissingState = "missing-state": "Every vendor has a word for a task that runs, one for success and one for failure. Without them nobody would know when to stop asking.",
        in "acme/2026-01/vendor.toml": "DONE = \"succeeded\"" => "DONE = \"running\"",
        mend: "List every status word with its stage, in the order in which a task passes them.";
    NoPage = "no-page": "A revision is the state of a vendor's pages in a month; one without pages states nothing.",
        in "acme/2026-02/vendor.toml": "" => "(a revision's folder with nothing but vendor.toml)",
        mend: "Add a file for each operation, named after it, or leave the folder out.";
    CurrentRevision = "current-revision": "A vendor's own path stands for its current revision, so exactly one is current.",
        in "acme/2026-01/vendor.toml": "current = true" => "current = false",
        mend: "Write `current = true` into the vendor.toml of one revision, and take it out of the others.";
    DeadValue = "dead-value": "A value that can never take part in a request is a misprint, or a rule that has moved elsewhere.",
        in "acme/2026-01/img2video.toml": "resolution = [\"480p\", \"2K\"] }" => "resolution = [\"480p\", \"2K\", \"480p\"] }",
        mend: "Leave it out; if the page does state it without offering it, move it to `also_stated`.";
    DuplicateRow = "duplicate-row": "Two equal rows say one thing twice; when the page changes, one of them would be forgotten.",
        in "acme/2026-01/img2video.toml": "{ model = [\"a2.5\"],    duration = [12],          resolution = [\"2K\"] }," => "{ model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },",
        mend: "Leave one of them out.";
    UnreachableRow = "unreachable-row": "A row that changes the verdict or a default of no request is covered by earlier ones: it is a leftover, or an earlier row is too wide. Proven by walking every request of the finite space with and without it.",
        in "acme/2026-01/img2video.toml": "{ model = [\"a2.5\"],    duration = [12],          resolution = [\"2K\"] }," => "{ model = [\"a2.5\"],    duration = [5, 7],          resolution = [\"2K\"] },",
        mend: "Leave it out, or take its values out of the earlier rows.";
    AmbiguousDefault = "ambiguous-default": "No request may leave it open which of two rows supplies a default: the order of rows would decide in silence. Two rows may differ only if all their earlier columns are alike and this one excludes the other's values.",
        in "acme/2026-01/img2video.toml": "duration = [12],          resolution = [\"2K\"]" => "duration = [5, 12],          resolution = [\"2K\"]",
        mend: "Let both rows name one default, or split them so that no request fits both; the message has a request that proves it.";
    StatedOnly = "stated-only": "A page that states something about a value which it does not offer contradicts itself. It is a remark: the page really says so, and requests with the value are refused.",
        in "acme/2026-01/img2video.toml": "why = \"an older table has it\"" => "why = \"the page before has it\"",
        mend: "Nothing needs to be done. Tell the vendor, or leave the entry out once the page is mended.";
    UnusedWord = "unused-word": "A word of the vocabulary that no page offers is a remark: it may be misspelt, or the page that offered it may have gone.",
        in "vocabulary.toml": "\"2K\" = \"K2\"" => "\"2K\" = \"K2\", \"4K\" = \"K4\"",
        mend: "Leave it out of the vocabulary, or keep it for callers who send it unchecked.";
    RestsOnNothing = "rests-on-nothing": "The digest of a page's row names the keys of the spec that rest on the row, so that a changed row leads to them. It is a remark: a revision that was just copied and edited may have dropped such a key, until the page is pinned again.",
        in "acme/2026-01/query.rows.toml": "\"vendor.states\"" => "\"vendor.state\"",
        mend: "Run `vidu-codegen pin PAGE` on the page that the revision was written from, or name a key of the page's file or, as `vendor.states`, of vendor.toml.";
}

impl Code {
    /// The code of a name, or the code whose name is nearest to it.
    pub fn of(name: &str) -> Result<Self, Self> {
        let steps = |code: &Self| distance(name, code.name());
        let nearest = Self::ALL.iter().copied().min_by_key(steps).unwrap_or(Self::Syntax);
        if steps(&nearest) == 0 { Ok(nearest) } else { Err(nearest) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
