//! The same page as text, Markdown and HTML.
