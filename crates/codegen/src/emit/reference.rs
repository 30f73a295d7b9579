//! A reference page for each operation, as Markdown: what is accepted, where it stands in the body, and what the page leaves open.

use super::text::{self, code, prose};
use super::{parameter, truth, word};
use crate::table::{
    AnswerForm, AnswerMember, Borrowed, Field, Member, Operation, OperationKind, Price, Revision, Shape,
};

/// The file name and the text of each page, and one page for what each vendor says once.
pub fn emit(revision: &Revision) -> Vec<(String, String)> {
    let folder = format!("{}/{}", revision.vendor, revision.month);
    let page =
        |operation: &Operation| (format!("{folder}/{}.md", operation.name), self::operation(revision, operation));
    let pages = revision.operations.iter().map(page);
    std::iter::once((format!("{folder}/README.md"), vendor(revision))).chain(pages).collect()
}

fn operation(revision: &Revision, operation: &Operation) -> String {
    let mut out = Page::default();
    out.line(format!("# {}: {}", prose(&revision.title), prose(&operation.page.title)));
    out.paragraph(prose(&operation.about));
    let parameter = operation.id_parameter.as_ref().map(|name| format!("?{name}={{id}}")).unwrap_or_default();
    out.paragraph(format!(
        "{} on {}{}",
        code(&operation.method),
        code(&format!("{}{parameter}", operation.path)),
        headers(operation)
    ));
    out.paragraph(format!("Source: <{}>, read in {}.", operation.page.url, operation.page.read));
    if operation.kind == OperationKind::Create {
        request(&mut out, operation);
    }
    out.table(
        "Parameters",
        &["parameter", "type", "what is known"],
        parameter::all(operation).iter().map(parameter::row).collect(),
    );
    parameter::order(operation).into_iter().for_each(|order| out.paragraph(order.to_owned()));
    answer(&mut out, operation);
    prices(&mut out, &operation.prices, operation);
    footnotes(&mut out, &operation.borrowed, &operation.unsaid, &operation.remarks);
    out.text
}

fn vendor(revision: &Revision) -> String {
    let mut out = Page::default();
    out.line(format!("# {}, as of {}", prose(&revision.title), revision.month));
    if revision.partial {
        out.paragraph(
            "Pages that another revision has are left out here, whether the vendor still had them or not.".to_owned(),
        );
    }
    let aliases: Vec<String> = revision.base_url_aliases.iter().map(|url| code(url)).collect();
    let also = if aliases.is_empty() { String::new() } else { format!(", also {}", aliases.join(", ")) };
    out.paragraph(format!(
        "Base URL {}{also}. Key in {}, sent as {}.",
        code(&revision.base_url),
        code(&revision.authentication.header),
        code(&format!("{}KEY", revision.authentication.send))
    ));
    let pages = revision
        .operations
        .iter()
        .map(|page| format!("- [{}]({}.md): {}", prose(&page.page.title), page.name, prose(&page.about)));
    out.list("Pages", pages.collect());
    let states = revision.states.iter().map(|state| vec![code(&state.word), word::stage(state.stage).to_owned()]);
    out.table("States", &["word", "stage"], states.collect());
    let codes = revision.errors.codes.iter().map(|error| {
        let status = error.status.map_or("not stated".to_owned(), |status| status.to_string());
        vec![status, code(&error.code), error.class.as_deref().map(code).unwrap_or_default(), prose(&error.message)]
    });
    out.table("Errors", &["HTTP", "code", "class", "message"], codes.collect());
    if let Some(callback) = &revision.callback {
        let states = callback.states.iter().map(|state| vec![code(&state.word), state.retries.to_string()]);
        out.table(&format!("Callbacks to {}", code(&callback.field)), &["on", "retries"], states.collect());
    }
    footnotes(&mut out, &revision.borrowed, &revision.unsaid, &revision.remarks);
    out.text
}

fn headers(operation: &Operation) -> String {
    let headers: Vec<String> =
        operation.headers.iter().map(|header| code(&format!("{}: {}", header.name, header.value))).collect();
    if headers.is_empty() { ".".to_owned() } else { format!(", with {}.", headers.join(", ")) }
}

fn request(out: &mut Page, operation: &Operation) {
    let rows = operation.fields.iter().enumerate().map(|(at, field)| field_row(operation, at, field));
    let constants = constants(&operation.body, "").into_iter().map(|(path, value)| {
        vec![String::new(), code(&path), "constant".to_owned(), "yes".to_owned(), format!("Always {}.", code(&value))]
    });
    out.table(
        "Request",
        &["field", "in the body", "type", "required", "what is known"],
        rows.chain(constants).collect(),
    );
    let tables = operation.relations.iter().filter(|relation| relation.columns.len() > 1);
    for relation in tables {
        out.line("\n## What is accepted together\n");
        text::table(operation, relation).into_iter().for_each(|line| out.line(line));
        out.paragraph(
            "A row allows every combination of its cells. Bold is the default, given the columns before it.".to_owned(),
        );
        truth::table(operation, relation).into_iter().for_each(|line| out.line(line));
    }
    let conditions = |cells: &[crate::table::Condition]| {
        let part = |cell: &crate::table::Condition| {
            let values: Vec<String> = cell.choices.iter().map(text::choice).collect();
            format!("{} {}", text::column(operation, cell.column), values.join(", "))
        };
        cells.iter().map(part).collect::<Vec<_>>().join(" with ")
    };
    let also =
        operation.stated_only.iter().map(|entry| format!("- {}: {}", conditions(&entry.cells), prose(&entry.why)));
    out.list("Stated, not offered", also.collect());
    let ignored = operation.ignored.iter().map(|entry| {
        format!(
            "- {} with {}: {}",
            code(&operation.fields[entry.field].name),
            conditions(&entry.when),
            prose(&entry.why)
        )
    });
    out.list("Taken, without effect", ignored.collect());
}

fn field_row(operation: &Operation, at: usize, field: &Field) -> Vec<String> {
    let mut known = vec![prose(&field.about)];
    match text::relation_of(operation, at) {
        Some(relation) if relation.columns.len() == 1 => {
            known.push(format!("Values: {}.", text::cell(&relation.rows[0].cells[0])))
        }
        Some(_) => known.push("Values: see the table.".to_owned()),
        None => {}
    }
    known.extend(text::limits(field));
    known.extend(field.note.as_deref().map(prose));
    known.extend((!field.unsaid.is_empty()).then(|| format!("Not stated: {}.", text::unsaid(field))));
    let required = if field.required { "yes" } else { "no" };
    vec![code(&field.name), code(&field.wire), word::kind(field), required.to_owned(), known.join(" ")]
}

fn constants(members: &[Member], prefix: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for member in members {
        let path = format!("{prefix}{}", member.key);
        match &member.shape {
            Shape::Constant(value) => found.push((path, text::scalar(value).replace('`', ""))),
            Shape::Object(members) => found.extend(constants(members, &format!("{path}."))),
            _ => {}
        }
    }
    found
}

fn answer(out: &mut Page, operation: &Operation) {
    let mut rows = Vec::new();
    answer_rows(&operation.answer, "", operation, &mut rows);
    out.table("Answer", &["member", "what it says", "when"], rows);
}

fn answer_rows(members: &[AnswerMember], prefix: &str, operation: &Operation, rows: &mut Vec<Vec<String>>) {
    for member in members {
        let path = format!("{prefix}{}", member.key);
        let stages: Vec<&str> = member.stages.iter().map(|one| word::stage(*one)).collect();
        let said = match &member.form {
            AnswerForm::Object(members) => {
                answer_rows(members, &format!("{path}."), operation, rows);
                continue;
            }
            AnswerForm::Each(_, members) => {
                answer_rows(members, &format!("{path}[]."), operation, rows);
                continue;
            }
            AnswerForm::Slot(form) => word::slot(form.slot),
            AnswerForm::EachValue(_, form) => format!("a list: {}", word::slot(form.slot)),
            AnswerForm::Echo(echo) => format!("{} of the request", code(&operation.fields[echo.field].name)),
            AnswerForm::Elements(_) => "a list with one element of the request".to_owned(),
            AnswerForm::Constant(json) => format!("always {}", code(json)),
        };
        rows.push(vec![code(&path), said, stages.join(", ")]);
    }
}

fn prices(out: &mut Page, prices: &[Price], operation: &Operation) {
    let row = |price: &Price| {
        let when = price.when.iter().map(|cell| {
            let values: Vec<String> = cell.choices.iter().map(text::choice).collect();
            format!("{} {}", text::column(operation, cell.column), values.join(", "))
        });
        let credits = match (price.base, price.per_second) {
            (base, 0) => base.to_string(),
            (0, second) => format!("{second} a second"),
            (base, second) => format!("{base}, and {second} a second"),
        };
        let origin = if price.made_up { format!("made up: {}", prose(&price.from)) } else { prose(&price.from) };
        vec![when.collect::<Vec<_>>().join(", "), credits, origin]
    };
    out.table("Credits", &["when", "credits", "from"], prices.iter().map(row).collect());
}

fn footnotes(out: &mut Page, borrowed: &[Borrowed], unsaid: &[crate::table::Text], remarks: &[crate::table::Text]) {
    let borrowed =
        borrowed.iter().map(|one| format!("- {} from {}: {}", code(&one.of), prose(&one.from), prose(&one.why)));
    out.list("Borrowed", borrowed.collect());
    out.list("Not stated", unsaid.iter().map(|line| format!("- {}", prose(line))).collect());
    out.list("Remarks", remarks.iter().map(|line| format!("- {}", prose(line))).collect());
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn paragraph(&mut self, text: String) {
        self.line("");
        self.line(text);
    }

    fn list(&mut self, title: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.line(format!("\n## {title}\n"));
            lines.iter().for_each(|line| self.line(line));
        }
    }

    fn table(&mut self, title: &str, head: &[&str], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.line(format!("\n## {title}\n"));
            self.line(format!("| {} |", head.join(" | ")));
            self.line(format!("|{}", " --- |".repeat(head.len())));
            rows.iter().for_each(|row| self.line(format!("| {} |", row.join(" | "))));
        }
    }
}
