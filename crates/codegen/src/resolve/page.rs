//! One page: a file named after its operation.

use super::accepts::{self, Fields};
use super::field::{self, Stated};
use super::path::{Tree, insert_at};
use super::vocabulary::{OperationWord, Vocabulary};
use super::{PagePlaces, answer, image, listing, name};
use crate::code::Code;
use crate::diagnostic::Place;
use crate::reader::{Item, Named, Table, suggestion};
use crate::syntax::Value;
use crate::table::{
    Borrowed, Exclusive, Header, Ignored, List, Many, Operation, OperationKind, Page, Price, Relation, Scalar, Shape,
    StatedOnly, Text,
};

/// The request line of a page.
struct RequestLine {
    method: &'static str,
    path: String,
    id_parameter: Option<Text>,
}

/// What a page says about the values of its fields.
struct Rules {
    relations: Vec<Relation>,
    row_places: Vec<Place>,
    stated_only: Vec<StatedOnly>,
    stated_places: Vec<Place>,
    ignored: Vec<Ignored>,
    exclusive: Vec<Exclusive>,
    prices: Vec<Price>,
}

/// Reads a page.
pub fn read(name: &str, item: Item<'_>, vocabulary: &Vocabulary) -> Option<(Operation, PagePlaces)> {
    let word = operation_word(name, item, vocabulary)?;
    let table = item.table("a page")?;
    let page = table.required("page").and_then(page);
    let request = table.required("request").and_then(|item| request_line(item, word.kind));
    let (stated, body) = fields(&table, word.kind, vocabulary);
    let rules = rules(&table, Fields { stated: &stated, vocabulary, faults: item.faults() });
    let max_body =
        if word.kind == OperationKind::Create { table.said("max_body").and_then(image::bytes) } else { None };
    let answer = table.required("answer").map(|item| answer::read(item, &stated)).unwrap_or_default();
    let listing = (word.kind == OperationKind::List).then(|| listing::read(&table, item, &answer));
    let headers = headers(&table);
    let borrowed = borrowed(&table);
    let (unsaid, remarks) = (texts(table.lines("unsaid")), texts(table.lines("remarks")));
    table.finish();
    let places = PagePlaces { page: item.place(), rows: rules.row_places, stated_only: rules.stated_places };
    let request = request?;
    let operation = Operation {
        name: name.to_owned().into(),
        type_name: word.type_name.clone().into(),
        kind: word.kind,
        about: word.about.clone().into(),
        page: page?,
        method: request.method.into(),
        path: request.path.into(),
        id_parameter: request.id_parameter,
        listing,
        headers,
        fields: stated.into_iter().map(|stated| stated.field).collect(),
        body: field::members(body).into(),
        max_body,
        relations: rules.relations.into(),
        stated_only: rules.stated_only.into(),
        ignored: rules.ignored.into(),
        exclusive: rules.exclusive.into(),
        answer,
        prices: rules.prices.into(),
        borrowed,
        unsaid,
        remarks,
    };
    Some((operation, places))
}

fn operation_word<'v>(name: &str, item: Item<'_>, vocabulary: &'v Vocabulary) -> Option<&'v OperationWord> {
    let word = vocabulary.operations.get(name);
    if word.is_none() && !vocabulary.broken.contains(name) {
        let known: Vec<&str> = vocabulary.operations.keys().map(String::as_str).collect();
        let help = format!("name the file after an operation: {}", suggestion(name, &known));
        item.fault(Code::UnknownWord, format!("`{name}` is no operation of the vocabulary"), help);
    }
    word
}

/// The fields and the body that they, the constants and the task's id make.
fn fields(table: &Table<'_>, kind: OperationKind, vocabulary: &Vocabulary) -> (Vec<Stated>, Tree<Shape>) {
    let rows = rows(table);
    let item = if kind == OperationKind::Create { table.required("fields") } else { table.optional("fields") };
    let (stated, mut body) = item
        .map(|item| field::read(item, vocabulary, &accepts::column_names(&rows)))
        .unwrap_or_else(|| (Vec::new(), Tree::default()));
    for named in entries(table, "constants") {
        if let Some(scalar) = scalar(named.item) {
            insert_at(&mut body, &named, named.key, Shape::Constant(scalar));
        }
    }
    for named in entries(table, "body") {
        if named.item.word(&[("task.id", ())]).is_some() {
            insert_at(&mut body, &named, named.key, Shape::TaskId);
        }
    }
    (stated, body)
}

fn rules(table: &Table<'_>, fields: Fields<'_>) -> Rules {
    let list = |key| table.optional(key).and_then(|item| item.list()).unwrap_or_default();
    let rows = rows(table);
    let relation = accepts::relation(&rows, fields);
    let also = list("also_stated");
    let some = |key, many| {
        let item = table.optional(key)?;
        accepts::exclusive(item, many, fields)
    };
    let exclusive = [("one_of", Many::ExactlyOne), ("any_of", Many::AtLeastOne), ("at_most_one_of", Many::AtMostOne)];
    let lone = accepts::lone(fields.stated, relation.as_ref().map(|(relation, _)| relation));
    let (relation, row_places) = relation.unzip();
    accepts::check_stated_values(relation.as_ref(), row_places.as_deref().unwrap_or_default(), fields);
    Rules {
        relations: relation.into_iter().chain(lone).collect(),
        row_places: row_places.unwrap_or_default(),
        stated_only: also.iter().filter_map(|item| accepts::stated_only(*item, fields)).collect(),
        stated_places: also.iter().map(Item::place).collect(),
        ignored: list("ignored").into_iter().filter_map(|item| accepts::ignored(item, fields)).collect(),
        exclusive: exclusive.into_iter().filter_map(|(key, many)| some(key, many)).collect(),
        prices: list("prices").into_iter().filter_map(|item| accepts::price(item, fields)).collect(),
    }
}

fn rows<'a>(table: &Table<'a>) -> Vec<Item<'a>> {
    table.optional("accepts").and_then(|item| item.list()).unwrap_or_default()
}

fn entries<'a>(table: &Table<'a>, key: &'static str) -> Vec<Named<'a>> {
    table.optional(key).and_then(|item| item.entries()).unwrap_or_default()
}

fn scalar(item: Item<'_>) -> Option<Scalar> {
    match item.value() {
        Value::Text(text) => Some(Scalar::Text(text.clone().into())),
        Value::Integer(number) => Some(Scalar::Integer(*number)),
        Value::Boolean(value) => Some(Scalar::Boolean(*value)),
        _ => item.wrong("text, a whole number, true or false"),
    }
}

fn page(item: Item<'_>) -> Option<Page> {
    let table = item.table("`page`")?;
    let url = table.line("url");
    let title = table.line("title");
    let read = table.line("read");
    table.finish();
    if !read.is_none_or(name::is_month) {
        item.fault(Code::WrongType, "`read` is no month", "write the month in which the page was read, \"2025-08\"");
    }
    Some(Page { url: url?.to_owned().into(), title: title?.to_owned().into(), read: read?.to_owned().into() })
}

/// `"GET /v1/tasks/status?task_id={id}"`.
fn request_line(item: Item<'_>, kind: OperationKind) -> Option<RequestLine> {
    const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let text = item.line()?;
    let read = text.split_once(' ').and_then(|(method, target)| {
        let method = METHODS.into_iter().find(|known| *known == method)?;
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let id_parameter = match query {
            Some(query) => Some(query.strip_suffix("={id}")?.to_owned().into()),
            None => None,
        };
        let plain = |c: char| c.is_ascii_graphic() && !"?#%\\\"<>".contains(c);
        (path.starts_with('/') && path.chars().all(plain)).then(|| RequestLine {
            method,
            path: path.to_owned(),
            id_parameter,
        })
    });
    let Some(line) = read else {
        let help = "write method and path, such as \"POST /v2/videos\" or \"GET /status?task_id={id}\"";
        item.fault(Code::BadRequestLine, format!("`{text}` is no request line"), help);
        return None;
    };
    if line.path.replace("{id}", "").contains(['{', '}']) {
        let help = "only `{id}` is filled in; a vendor that puts the model into the path has a page for each model";
        item.fault(Code::BadRequestLine, format!("`{}` has a part in braces that is not `{{id}}`", line.path), help);
    }
    check_id(item, kind, line.path.matches("{id}").count() + usize::from(line.id_parameter.is_some()));
    check_list(item, kind, line.method);
    Some(line)
}

fn check_id(item: Item<'_>, kind: OperationKind, ids: usize) {
    let wanted = usize::from(matches!(kind, OperationKind::Query | OperationKind::Cancel));
    if ids != wanted {
        let message = format!("the task's id stands here {ids} times");
        item.fault(Code::BadRequestLine, message, "a query and a cancel have `{id}` once, other operations never");
    }
}

/// The parameters of a list stand in its query.
fn check_list(item: Item<'_>, kind: OperationKind, method: &str) {
    if kind == OperationKind::List && method != "GET" {
        let help = "a list whose parameters stand in a body cannot be said yet";
        item.fault(Code::BadRequestLine, format!("a list is asked for with GET, and this says {method}"), help);
    }
}

fn headers(table: &Table<'_>) -> List<Header> {
    let header = |named: Named<'_>| {
        Some(Header { name: named.line()?.to_owned().into(), value: named.item.line()?.to_owned().into() })
    };
    entries(table, "headers").into_iter().filter_map(header).collect()
}

/// Reads `[[borrowed]]`, of a page or of a vendor.
pub fn borrowed(table: &Table<'_>) -> List<Borrowed> {
    let read = |item: Item<'_>| {
        let table = item.table("an entry of `borrowed`")?;
        let (of, from, why) = (table.line("of"), table.line("from"), table.line("why"));
        table.finish();
        Some(Borrowed { of: of?.to_owned().into(), from: from?.to_owned().into(), why: why?.to_owned().into() })
    };
    let items = table.optional("borrowed").and_then(|item| item.list()).unwrap_or_default();
    items.into_iter().filter_map(read).collect()
}

/// Lines as the tables have them.
pub fn texts(lines: Vec<String>) -> List<Text> {
    lines.into_iter().map(Text::from).collect()
}
