//! The peer: the crate lol_html finds `a[href], iframe[src], blockquote` in files and prints the links.
use lol_html::{element, HtmlRewriter, Settings};
use std::cell::RefCell;
use std::io::{BufWriter, Write};

fn main() {
    let stdout = std::io::stdout();
    let out = RefCell::new(BufWriter::new(stdout.lock()));
    let mut paths: Vec<_> = std::fs::read_dir(std::env::args().nth(1).unwrap())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(path).unwrap();
        let mut rewriter = HtmlRewriter::new(
            Settings::new()
                .append_element_content_handler(element!("a[href]", |el| {
                    writeln!(out.borrow_mut(), "{}", el.get_attribute("href").unwrap())?;
                    Ok(())
                }))
                .append_element_content_handler(element!("iframe[src]", |el| {
                    writeln!(out.borrow_mut(), "{}", el.get_attribute("src").unwrap())?;
                    Ok(())
                }))
                .append_element_content_handler(element!("blockquote", |el| {
                    writeln!(out.borrow_mut(), "{}", el.tag_name())?;
                    Ok(())
                })),
            |_: &[u8]| {},
        );
        rewriter.write(&bytes).unwrap();
        rewriter.end().unwrap();
    }
}
