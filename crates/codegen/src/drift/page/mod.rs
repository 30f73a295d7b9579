//! A saved page of documentation, read into request lines, rows, examples and prose, whatever its layout.

mod block;
mod example;
mod heading;
mod html;
mod line;
mod request_line;
mod table;

use serde_json::Value;

use line::Line;
pub use line::clean;

/// A page, cut where its request line changes: some pages document two calls.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The calls, in page order; the first may have no request line.
    pub sections: Vec<Section>,
}

/// What a page says about one call.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// How the call is made.
    pub request: Option<RequestLine>,
    /// The parameters, wherever they stand.
    pub rows: Vec<Row>,
    /// What is sent and answered in examples.
    pub examples: Vec<Example>,
    /// Sentences outside of rows, between the request line and the last row or example.
    pub prose: Vec<Prose>,
}

/// Method and place of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// In upper case, if the page says it.
    pub method: Option<String>,
    /// Scheme and host, if the page says them.
    pub host: Option<String>,
    /// The path, without host and query.
    pub path: String,
    /// The name of the query's first parameter.
    pub query: Option<String>,
    /// The line of the page, from 1.
    pub line: usize,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A header of the request.
    Header,
    /// A member of the request.
    Request,
    /// A member of the answer.
    Answer,
    /// An error code.
    Error,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of what.
    pub part: Part,
    /// Its name as the page writes it, `parameters.duration`.
    pub name: String,
    /// Its type as the page writes it, or the status of an error.
    pub type_name: Option<String>,
    /// Whether it is required, if the layout tells.
    pub required: Option<bool>,
    /// What the page says of it, line by line.
    pub prose: String,
    /// The line of the page, from 1.
    pub line: usize,
}

/// A request or an answer as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Of what.
    pub part: Part,
    /// As it stands there.
    pub text: String,
    /// What is sent or answered, if it could be read; a bare word is read as null.
    pub value: Option<Value>,
    /// The headers of a command.
    pub headers: Vec<(String, String)>,
    /// The line of the page, from 1.
    pub line: usize,
}

/// A sentence or a point of a list, outside of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// What it says.
    pub text: String,
    /// The line of the page, from 1.
    pub line: usize,
}

/// Reads a page as saved: HTML, Markdown or text.
pub fn read(text: &str) -> Page {
    let lines = if html::is_html(text) { html::lines(text) } else { line::lines(text) };
    let mut reading = Reading { lines, ..Reading::default() };
    while reading.at < reading.lines.len() {
        reading.step();
    }
    reading.finish()
}

/// The state of a reading.
#[derive(Default)]
struct Reading {
    lines: Vec<Line>,
    at: usize,
    page: Page,
    part: Option<Part>,
    example: Option<Part>,
}

impl Reading {
    /// Reads what begins at the line.
    fn step(&mut self) {
        let text = self.lines[self.at].text.trim().to_owned();
        if text.is_empty() {
            self.at += 1;
        } else if let Some((request, used)) = request_line::at(&self.lines, self.at) {
            self.begin(request);
            self.at += used;
        } else if let Some(found) = example::at(&self.lines, self.at) {
            self.take_example(found);
        } else if let Some(header) = table::header(&text) {
            let part = self.part.unwrap_or_else(|| header.part(&self.section().rows));
            let (rows, used) = table::rows(&header, part, &self.lines, self.at);
            self.section().rows.extend(rows);
            self.at += used;
        } else if let Some((row, used)) = block::at(&self.lines, self.at, self.part.unwrap_or(Part::Request)) {
            self.section().rows.push(row);
            self.at += used;
        } else {
            self.take_line(&text);
        }
    }

    fn take_line(&mut self, text: &str) {
        let line = self.lines[self.at].number;
        if let Some(heading) = heading::read(text) {
            self.part = heading.part;
            self.example = heading.example;
        } else if let text = clean(text)
            && !text.is_empty()
        {
            self.section().prose.push(Prose { text, line });
        }
        self.at += 1;
    }

    fn take_example(&mut self, found: example::Found) {
        self.at += found.used;
        if let Some(rest) = found.rest {
            // What stands behind the closing brace without a break is the next line.
            self.at -= 1;
            self.lines[self.at].text = rest;
        }
        let after_command = self.section().examples.iter().any(|example| !example.headers.is_empty());
        let otherwise = if found.is_command || !after_command { Part::Request } else { Part::Answer };
        let part = if found.is_command { Part::Request } else { self.part.or(self.example).unwrap_or(otherwise) };
        let Found { text, value, headers, line } = found.content;
        self.section().examples.push(Example { part, text, value, headers, line });
        if let Some(request) = found.request.filter(|_| self.section().request.is_none()) {
            self.section().request = Some(request);
        } else if let Some(method) = found.method
            && let Some(request) = &mut self.section().request
        {
            request.method.get_or_insert(method);
        }
    }

    /// A request line that is not that of the section begins another.
    fn begin(&mut self, request: RequestLine) {
        (self.part, self.example) = (None, None);
        let section = self.section();
        match &mut section.request {
            Some(known) if known.path == request.path => {
                known.method = known.method.take().or(request.method);
                known.host = known.host.take().or(request.host);
            }
            Some(_) => self.page.sections.push(Section { request: Some(request), ..Section::default() }),
            None => {
                // What stands above the first request line is the site's, not the page's.
                section.prose.clear();
                section.request = Some(request);
            }
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.page.sections.is_empty() {
            self.page.sections.push(Section::default());
        }
        let last = self.page.sections.len() - 1;
        &mut self.page.sections[last]
    }

    /// What stands below the last row or example is the site's, too.
    fn finish(mut self) -> Page {
        for section in &mut self.page.sections {
            let rows = section.rows.iter().map(|row| row.line);
            let last = rows.chain(section.examples.iter().map(|example| example.line)).max().unwrap_or(0);
            section.prose.retain(|prose| prose.line < last);
        }
        self.page
    }
}

use example::Content as Found;
