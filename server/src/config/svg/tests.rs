use super::{Svg, read};

fn with(inside: &str) -> Result<Svg, String> {
    read(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 120 40\">\n{inside}</svg>"
    ))
}

#[test]
fn shapes_stay_and_notes_go() {
    let text = "<?xml version=\"1.0\"?>\n<!-- drawn in June -->\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ink=\"urn:ink\" width=\"240px\" \
        height=\"80\" viewBox=\"0,0 120 40\" ink:version=\"1\" id=\"top\" class=\"x\">\
        <title>Old name</title><metadata><a xmlns=\"urn:a\" href=\"https://x.example\"/></metadata>\
        <ink:grid href=\"https://x.example\"/>\
        <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>\
        <g fill=\"url(#g)\"><path d=\"M0 0h9\"/><use href=\"#top\"/></g>\
        <text x=\"1\">A &amp; &lt;B&gt;</text> stray </svg>";
    let image = read(text).unwrap();
    assert_eq!(
        image.text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\" id=\"top\">\
         <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"></stop>\
         </linearGradient></defs><g fill=\"url(#g)\"><path d=\"M0 0h9\"></path>\
         <use href=\"#top\"></use></g><text x=\"1\">A &amp; &lt;B&gt;</text></svg>\n"
    );
    assert!((image.ratio - 3.0).abs() < 0.001);
    // What was written is read the same way again.
    assert_eq!(read(&image.text).unwrap(), image);
}

#[test]
fn whatever_could_run_or_load_is_refused_with_its_line() {
    for (inside, part) in [
        ("<script>alert(1)</script>", "<script> is not allowed"),
        ("<g>\n<script href=\"/a.js\"/></g>", "line 3: <script>"),
        (
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "<foreignObject>",
        ),
        ("<image href=\"https://x.example/a.png\"/>", "<image>"),
        ("<a href=\"#x\"><path d=\"M0 0\"/></a>", "<a>"),
        (
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<animate>",
        ),
        ("<set attributeName=\"onclick\" to=\"alert(1)\"/>", "<set>"),
        (
            "<style>@import url(https://x.example)</style>",
            "presentation attributes",
        ),
        (
            "<path style=\"fill:url(https://x.example)\"/>",
            "presentation attributes",
        ),
        ("<path onclick=\"alert(1)\"/>", "onclick="),
        ("<path ONLOAD=\"alert(1)\"/>", "ONLOAD="),
        (
            "<use href=\"https://x.example/a.svg#b\"/>",
            "a part of the image",
        ),
        (
            "<use xlink:href=\"data:image/svg+xml,x\"/>",
            "a part of the image",
        ),
        ("<use href=\" #x\"/>", "a part of the image"),
        (
            "<path fill=\"url(https://x.example/a.svg#b)\"/>",
            "outside the image",
        ),
        ("<path fill=\"URL( '//x.example' )\"/>", "outside the image"),
        ("<path fill=\"u\\72l(//x.example)\"/>", "outside the image"),
        ("<path", "is not an SVG image"),
    ] {
        let message = with(inside).unwrap_err();
        assert!(message.contains(part), "{inside}: {message}");
    }
    let dtd = "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    assert!(read(dtd).is_err());
    let deep = "<g>".repeat(70) + &"</g>".repeat(70);
    assert!(with(&deep).unwrap_err().contains("too deep"));
    let long = format!("<path d=\"{}\"/>", "M0 0".repeat(9_000));
    assert!(with(&long).unwrap_err().contains("larger than"));
}

#[test]
fn an_image_has_a_size() {
    let svg = |attributes: &str| {
        read(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>"
        ))
    };
    assert!((svg("width=\"90\" height=\"30px\"").unwrap().ratio - 3.0).abs() < 0.001);
    for attributes in [
        "",
        "viewBox=\"0 0 10\"",
        "viewBox=\"0 0 10 0\"",
        "viewBox=\"0 0 NaN 1\"",
        "width=\"100%\" height=\"100%\"",
    ] {
        assert!(svg(attributes).is_err(), "{attributes}");
    }
    assert!(
        read("<svg viewBox=\"0 0 1 1\"/>").is_err(),
        "another namespace"
    );
    assert!(read("not xml").is_err());
}
