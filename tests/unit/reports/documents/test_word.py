"""The Word document and the templates that it is made in."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from belong.reports.documents import DocumentError, render

docx = pytest.importorskip("docx", reason="Word documents are made with the extra 'reports'")

from docx.oxml.ns import qn  # noqa: E402 - only where there is python-docx

from belong.reports.documents.word_template import FIELDS, plain_template  # noqa: E402

MADE_ON = date(2024, 6, 3)


def word(resolved, **more):
    return docx.Document(io.BytesIO(render(resolved, "docx", made_on=MADE_ON, **more)))


def template(*lines, header=""):
    """A council's template with these lines."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


PLAIN = ("{{ title }}", "{{ body }}")


def test_word_tells_title_language_and_day(resolved):
    made = word(resolved)
    about = made.core_properties
    assert (about.title, about.language) == ("Adoption annual report 2023/24", "en-GB")
    assert about.created.date() == about.modified.date() == MADE_ON
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_word_headings_have_the_styles_of_headings(resolved):
    found = [one.text for one in word(resolved).paragraphs if one.style.name == "Heading 1"]
    assert found == ["Children", "Scorecard", "Money & more", "What the figures are"]


def test_word_contents_lead_to_each_heading(resolved):
    made = word(resolved)
    marks = {one.get(qn("w:name")) for one in made.element.iter(qn("w:bookmarkStart"))}
    links = [one for one in made.element.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert len(links) == 4
    assert {one.get(qn("w:anchor")) for one in links} <= marks


def test_word_tables_have_a_header_row_that_is_repeated_and_a_name(resolved):
    made = word(resolved)
    captions = [one.get(qn("w:val")) for one in made.element.iter(qn("w:tblCaption"))]
    assert captions[:2] == ["Children adopted, by sex", "Care to moving in"]
    for table in made.tables:
        (first, *others) = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)


def test_word_pictures_have_descriptions(resolved, logo):
    found = [one.get("descr") for one in word(resolved, logo=logo).element.iter(qn("wp:docPr"))]
    assert found[0] == "Four Rivers Adoption"
    assert found[1].startswith(
        "Fewer children were adopted than a year before. Girls, 2021/22: 512"
    )
    assert len(found) == 3


def test_word_ids_of_pictures_are_unique(resolved, logo):
    ids = [one.get("id") for one in word(resolved, logo=logo).element.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_template_of_a_council_keeps_its_header_and_its_own_words(resolved):
    own = template("Our council", *PLAIN, "The end", header="Report: {{ title }}")
    made = word(resolved, template=own)
    texts = [one.text for one in made.paragraphs]
    assert texts[:3] == ["Our council", "Adoption annual report 2023/24", "Children"]
    assert texts[-1] == "The end"
    assert made.sections[0].header.paragraphs[0].text == "Report: Adoption annual report 2023/24"


def test_template_may_ask_for_every_field(resolved, logo):
    fields = [name for name in FIELDS if name not in ("facts", "lead")]
    own = template(*(f"{{{{ {name} }}}}" for name in fields))
    texts = [one.text for one in word(resolved, template=own, logo=logo).paragraphs]
    assert "3 Jun 2024" in texts
    assert "2023/24" in texts
    assert "1,234" in texts


def test_template_without_styles_gets_those_that_the_report_needs(resolved):
    made = docx.Document()
    for style in list(made.styles):
        if style.name.startswith(("Heading", "List", "Quote", "Caption", "TOC")):
            style.delete()
    for line in (*PLAIN, "{{ contents }}"):
        made.add_paragraph(line)
    target = io.BytesIO()
    made.save(target)
    found = word(resolved, template=target.getvalue())
    heading = next(one for one in found.paragraphs if one.text == "Children")
    assert heading.style.name == "Heading 1"
    assert heading.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


@pytest.mark.parametrize("name", ["title", "body"])
def test_template_without_a_needed_field_is_refused_by_its_name(resolved, name):
    own = template(*(line for line in PLAIN if name not in line.split()))
    with pytest.raises(DocumentError, match=rf"no place for \{{\{{ {name} \}}\}}.*Write"):
        render(resolved, "docx", made_on=MADE_ON, template=own)


def test_template_with_a_field_that_is_none_is_refused_with_those_there_are(resolved):
    with pytest.raises(DocumentError, match=r"asks for \{\{ writer \}\}.*Take it out.*\{\{ title"):
        render(resolved, "docx", made_on=MADE_ON, template=template(*PLAIN, "{{ writer }}"))


@pytest.mark.parametrize(
    "line",
    [
        "{% for x in %}",
        "{{ title.__class__.__mro__ }}",
        "{{ title.nothing }}",
        "{{ 'x' * 10 }}",
        "{{ title.ljust(10) }}",
        "{{ title|center(10) }}",
        "{{ 1 / 0 }}",
        "{% for a, b, c in facts %}{{ a }}{% endfor %}",
        "{% for a in 5 %}{{ a }}{% endfor %}",
    ],
)
def test_template_that_computes_what_it_may_not_is_refused(resolved, line):
    with pytest.raises(DocumentError, match="cannot be filled in"):
        render(resolved, "docx", made_on=MADE_ON, template=template(*PLAIN, line))


def test_template_with_a_part_left_open_is_refused_in_one_sentence_each(resolved):
    with pytest.raises(DocumentError, match="cannot be filled in") as refused:
        render(resolved, "docx", made_on=MADE_ON, template=template(*PLAIN, "{% if facts %}"))
    assert ".." not in str(refused.value)


@pytest.mark.parametrize("line", ["See {{ body }} here", "{{ contents }} and more"])
def test_template_with_a_field_amid_words_is_refused(resolved, line):
    own = template("{{ title }}", line, *(() if "body" in line else ("{{ body }}",)))
    with pytest.raises(DocumentError, match="not on a line of its own"):
        render(resolved, "docx", made_on=MADE_ON, template=own)


@pytest.mark.parametrize("line", ["{{ body }}", "{{ contents }}"])
def test_template_with_a_field_twice_is_refused(resolved, line):
    own = template("{{ title }}", "{{ contents }}", "{{ body }}", line)
    with pytest.raises(DocumentError, match="stands in the template 2 times"):
        render(resolved, "docx", made_on=MADE_ON, template=own)


def test_template_with_the_body_in_its_header_and_its_text_is_refused(resolved):
    own = template("{{ title }}", "{{ body }}", header="{{ body }}")
    with pytest.raises(DocumentError, match="not on a line of its own"):
        render(resolved, "docx", made_on=MADE_ON, template=own)


def test_template_with_the_body_in_its_header_is_refused(resolved):
    own = template("{{ title }}", header="{{ body }}")
    with pytest.raises(DocumentError, match="not on a line of its own"):
        render(resolved, "docx", made_on=MADE_ON, template=own)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"x" * 20_000_000])
def test_template_that_is_no_word_document_is_refused(resolved, content):
    with pytest.raises(DocumentError, match="template is"):
        render(resolved, "docx", made_on=MADE_ON, template=content or b" ")


def packed(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def test_template_that_is_another_archive_is_refused(resolved):
    with pytest.raises(DocumentError, match="no Word document"):
        render(resolved, "docx", made_on=MADE_ON, template=packed({"a.txt": "hello"}))


def test_template_that_would_fill_the_memory_is_refused(resolved):
    bomb = packed({"word/document.xml": b"0" * 101_000_000})
    with pytest.raises(DocumentError, match="too large"):
        render(resolved, "docx", made_on=MADE_ON, template=bomb)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<w:document>",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><document>&b;</document>',
    ],
)
def test_template_of_broken_or_swelling_xml_is_refused(resolved, document):
    own = zipfile.ZipFile(io.BytesIO(template(*PLAIN)))
    files = {name: own.read(name) for name in own.namelist()} | {"word/document.xml": document}
    with pytest.raises(DocumentError, match="no Word document"):
        render(resolved, "docx", made_on=MADE_ON, template=packed(files))


def test_template_with_macros_is_refused(resolved):
    own = zipfile.ZipFile(io.BytesIO(template(*PLAIN)))
    files = {name: own.read(name) for name in own.namelist()}
    plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"vnd.ms-word.document.macroEnabled.main+xml"
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(plain, macros)
    with pytest.raises(DocumentError, match="without macros"):
        render(resolved, "docx", made_on=MADE_ON, template=packed(files))


def test_template_that_fetches_from_elsewhere_is_refused(resolved):
    own = zipfile.ZipFile(io.BytesIO(template(*PLAIN)))
    files = {name: own.read(name) for name in own.namelist()}
    name = "word/_rels/document.xml.rels"
    outside = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="http://example.org/a.png" TargetMode="External"/>'
    )
    files[name] = files[name].replace(b"</Relationships>", outside + b"</Relationships>")
    with pytest.raises(DocumentError, match=r"from outside: http://example.org/a.png"):
        render(resolved, "docx", made_on=MADE_ON, template=packed(files))


def test_template_that_belong_ships_is_itself_a_template(resolved):
    given = word(resolved, template=plain_template())
    assert [one.text for one in given.paragraphs] == [one.text for one in word(resolved).paragraphs]
