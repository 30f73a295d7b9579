//! The same page as text, Markdown and HTML: the same is read, and the same is said of a change.

use vidu_codegen::drift::Verdict;
use vidu_codegen::drift::page::{self, Page, Part, Row, Section};

use crate::changes::{CASES, edited, written};
use crate::pinned::{PAGES, Pinned, examine, page};

/// A form that pages are saved in.
#[derive(Clone, Copy, Debug)]
enum Form {
    Markdown,
    Html,
    /// HTML whose parameters are blocks: a name, a type, perhaps `required`, and sentences.
    HtmlBlocks,
}

const FORMS: [Form; 3] = [Form::Markdown, Form::Html, Form::HtmlBlocks];

/// A page, written in a form.
fn in_form(page: &Page, form: Form) -> String {
    let body: String = page.sections.iter().map(|section| section_in_form(section, form)).collect();
    match form {
        Form::Markdown => body,
        _ => format!(
            "<!DOCTYPE html>\n<HTML><head><title>T</title><style>p {{ x: 1 }}</style></head>\n<body><nav><a href=\"/\">Home</a></nav>\n<script>if (a < b) {{ POST }}</script>{body}<footer>&copy; 2026 Somebody</footer></body></HTML>\n"
        ),
    }
}

fn section_in_form(section: &Section, form: Form) -> String {
    let request = section.request.as_ref().expect("every fixture has a request line");
    let query = request.query.as_ref().map_or(String::new(), |name| format!("?{name}=<id>"));
    let host = request.host.as_deref().unwrap_or_default();
    let line = format!("{} {host}{}{query}", request.method.as_deref().unwrap_or("GET"), request.path);
    let mut out = match form {
        Form::Markdown => format!("# A call\n\n`{line}`\n\n"),
        _ => format!("<h1>A call</h1>\n<p><code>{}</code></p>\n", entities(&line)),
    };
    for prose in &section.prose {
        out += &match (form, prose.text.trim_start_matches(['-', '•', ' '])) {
            (Form::Markdown, _) => format!("{}\n\n", prose.text.replace('_', "\\_")),
            (_, point) if point.len() < prose.text.len() => format!("<ul>\n<li>{}</li></ul>", entities(point)),
            (_, text) => format!("<p>{}</p>\n", entities(text)),
        };
    }
    for (part, heading) in [
        (Part::Header, "Request Headers"),
        (Part::Request, "Request Body"),
        (Part::Answer, "Response Body"),
        (Part::Error, "Error codes"),
    ] {
        let rows: Vec<&Row> = section.rows.iter().filter(|row| row.part == part).collect();
        if !rows.is_empty() {
            let as_blocks = matches!(form, Form::HtmlBlocks) && rows[0].type_name.is_some() && part != Part::Error;
            out += &in_heading(heading, form);
            out += &if as_blocks { blocks(&rows) } else { table(&rows, part, form) };
        }
    }
    for example in &section.examples {
        let heading = match example.part {
            Part::Request => "Request Example",
            Part::Answer => "Response Example",
            _ => "Error example",
        };
        out += &in_heading(heading, form);
        out += &match form {
            Form::Markdown => format!("```\n{}\n```\n\n", example.text.trim_end()),
            _ => format!(
                "<pre><code>{}</code></pre>\n",
                entities(example.text.trim_end()).replace(':', "<span>:</span>")
            ),
        };
    }
    out
}

fn in_heading(text: &str, form: Form) -> String {
    match form {
        Form::Markdown => format!("## {text}\n\n"),
        _ => format!("<H2 id=\"x\">{text}</H2>\n"),
    }
}

fn table(rows: &[&Row], part: Part, form: Form) -> String {
    let has_required = rows.iter().any(|row| row.required.is_some()) && part != Part::Answer;
    let mut columns = vec![if part == Part::Error { "Error code" } else { "Field" }];
    columns.push(if part == Part::Error { "HTTP status" } else { "Type" });
    columns.extend(has_required.then_some("Required"));
    columns.push("Description");
    let cells = |row: &Row| {
        let mut cells = vec![row.name.clone(), row.type_name.clone().unwrap_or_default()];
        let word = |required| if required { "Yes" } else { "No" }.to_owned();
        cells.extend(has_required.then(|| row.required.map(word).unwrap_or_default()));
        cells.push(row.prose.clone());
        cells
    };
    let lines: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    match form {
        Form::Markdown => {
            let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
            let cell = |(at, cell): (usize, &String)| {
                let text = cell.replace('|', "\\|").replace('_', "\\_").replace('\n', "<br>");
                if at == 0 { format!("**{text}**") } else { text }
            };
            let head: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
            let rule: Vec<String> = columns.iter().map(|_| ":---".to_owned()).collect();
            let body = lines.iter().map(|cells| line(&cells.iter().enumerate().map(cell).collect::<Vec<_>>()));
            format!("{}{}{}\n", line(&head), line(&rule), body.collect::<String>())
        }
        _ => {
            let head: String = columns.iter().map(|column| format!("<TH>{column}</TH>")).collect();
            let cell = |(at, cell): (usize, &String)| {
                let text = in_html(cell);
                if at == 0 { format!("\n<td><code>{text}</code></td>") } else { format!("<td align=left>{text}</td>") }
            };
            let row =
                |cells: &Vec<String>| format!("<tr>{}</tr>\n", cells.iter().enumerate().map(cell).collect::<String>());
            format!(
                "<table><thead><tr>{head}</tr></thead><tbody>\n{}</tbody></table>\n",
                lines.iter().map(row).collect::<String>()
            )
        }
    }
}

fn blocks(rows: &[&Row]) -> String {
    let block = |row: &&Row| {
        let required = if row.required == Some(true) { "<span class=\"r\">required</span>" } else { "" };
        format!(
            "<div><div><code>{}</code><span>{}</span>{required}</div>\n<p>{}</p></div>\n",
            row.name,
            entities(row.type_name.as_deref().unwrap_or_default()),
            in_html(&row.prose)
        )
    };
    rows.iter().map(block).collect()
}

/// Sentences as HTML: points as a list, breaks as tags, some words marked.
fn in_html(prose: &str) -> String {
    let mut out = String::new();
    for line in prose.split('\n') {
        let mut points = line.split(" - ");
        let first = points.next().unwrap_or_default();
        match first.strip_prefix(['-', '•']) {
            Some(point) => out += &format!("<ul><li>{}</li></ul>", entities(point.trim())),
            None => out += &format!("{}<br/>", entities(first)),
        }
        for point in points {
            out += &format!("<UL><LI>{}</LI></UL>", entities(point));
        }
    }
    out.replace("1500", "<strong>1500</strong>")
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace("  ", "&nbsp; ")
}

#[test]
fn a_page_is_the_same_in_every_form() {
    let source = Pinned::new().source();
    for name in PAGES {
        for form in FORMS {
            let text = in_form(&page::read(&page(name)), form);
            let outcome = examine(&source, &text);
            let said: Vec<String> = outcome.calls.iter().flat_map(|call| &call.findings).map(written).collect();
            assert_eq!(
                outcome.verdict(),
                Verdict::NoDrift,
                "{name} as {form:?}\n{said:#?}\n{:?}\n{text}",
                outcome.not_understood
            );
        }
    }
}

#[test]
fn a_change_is_the_same_in_every_form() {
    let source = Pinned::new().source();
    let mut wrong = Vec::new();
    for case in CASES {
        for form in FORMS {
            let outcome = examine(&source, &in_form(&page::read(&edited(case)), form));
            let mut said: Vec<String> = outcome.calls.iter().flat_map(|call| &call.findings).map(written).collect();
            let mut wanted: Vec<String> = case.findings.iter().map(|finding| (*finding).to_owned()).collect();
            said.sort();
            wanted.sort();
            if said != wanted {
                wrong.push(format!("{form:?}\n    said   {said:#?}\n    wanted {wanted:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CASES.len() * FORMS.len(), wrong.join("\n"));
}

/// Whatever is cut off a page, it is not called unchanged, and nothing panics.
#[test]
fn a_page_that_breaks_off_is_never_called_unchanged() {
    let source = Pinned::new().source();
    for name in PAGES {
        let text = page(name);
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        for end in &ends[..ends.len() - 1] {
            let outcome = examine(&source, &text[..*end]);
            assert_ne!(
                outcome.verdict(),
                Verdict::NoDrift,
                "{name} up to byte {end}: {:?}",
                &text[end.saturating_sub(60)..*end]
            );
        }
        // Without its first lines a page may still name its call in an example; without its first row it is not the same.
        let first = page::read(&text).sections[0].rows[0].line;
        for start in &ends[first..] {
            let outcome = examine(&source, &text[*start..]);
            assert_ne!(outcome.verdict(), Verdict::NoDrift, "{name} from byte {start}");
        }
    }
}

/// Pieces of pages in any order, and bytes of any kind: nothing panics, and nothing is called unchanged.
#[test]
fn what_is_no_page_is_never_called_unchanged() {
    let source = Pinned::new().source();
    let pieces: Vec<String> =
        PAGES.iter().flat_map(|name| page(name).split('\n').map(str::to_owned).collect::<Vec<_>>()).collect();
    let odd = [
        "",
        "<",
        "<td",
        "&#x110000;",
        "\u{0}",
        "|",
        "{",
        "'",
        "\\",
        "POST",
        "/",
        "- ",
        "a\tb",
        "FieldType",
        "curl '",
        "<pre>",
        "]( [",
        "İ",
        "字",
    ];
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("a small number")
    };
    for _ in 0..600 {
        let many = 1 + next(30);
        let mut text = String::new();
        for _ in 0..many {
            text += if next(3) == 0 { odd[next(odd.len())] } else { &pieces[next(pieces.len())] };
            text += if next(4) == 0 { "" } else { "\n" };
        }
        assert_ne!(examine(&source, &text).verdict(), Verdict::NoDrift, "{text}");
    }
}
