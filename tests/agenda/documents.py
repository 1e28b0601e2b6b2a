"""Real documents for the tests: DOCX through python-docx, ODT as its zip."""

import io
import zipfile
from copy import deepcopy

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
SHELL = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def saved(document):
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def agenda_docx(passages=(), title="Feuille de route"):
    """A DOCX of passages: (level of heading or None, text)."""
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for level, text in passages:
        if level is None:
            document.add_paragraph(text)
        else:
            document.add_heading(text, level)
    return saved(document)


def rich_docx():
    """A DOCX with all that people put into one."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Brouillon confidentiel"
    document.add_heading("Feuille de route du Val", 0)
    document.add_heading("Notre horizon", 1)
    paragraph = document.add_paragraph("Chaque enfant ")
    paragraph.add_run("trouve ").bold = True
    paragraph.add_run("un adulte").italic = True
    paragraph.add_run(" * toujours.")
    changed = document.add_paragraph("Le local ouvre ")
    changed._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>à 14 h</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>à 13 h 30</w:t></w:r></w:ins>"))
    document.add_heading("Ce qui nous aide", 1)
    document.add_paragraph("Le centre social", style="List Bullet")
    document.add_paragraph("Les parents", style="List Number")
    hidden = document.add_paragraph("Visible").add_run(" caché")
    hidden.font.hidden = True
    table = document.add_table(2, 2)
    for place, words in enumerate(("Lieu", "Heure", "Salle", "18 h")):
        table.cell(place // 2, place % 2).text = words
    document.add_heading("Axe 1 : Grandir ici", 1)
    document.add_heading("Après l'école", 2)
    document.add_paragraph("Deux adultes accueillent.")
    noted = document.paragraphs[-1]
    noted._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    return with_parts(
        saved(document),
        {
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Enquête de 2024.</w:t></w:r></w:p></w:footnote></w:footnotes>'
        },
    )


def with_parts(data, parts):
    """The same zip with more parts, or others of the same name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(deepcopy(info), old.read(info))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def odt(body, *, styles="", manifest="", parts=()):
    """An ODT of this body."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SHELL.items())
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {spaces} office:version='1.3'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
        for name, data in parts:
            made.writestr(name, data)
    return out.getvalue()


BOLD = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
RICH_ODT = """
<text:tracked-changes><text:changed-region><text:deletion><text:p>mots supprimés</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Notre horizon</text:h>
<text:p>Chaque enfant <text:span text:style-name="T1">trouve </text:span>un adulte<text:s text:c="2"/>ici.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Enquête.</text:p></text:note-body></text:note></text:p>
<text:h text:outline-level="1">Ce qui nous aide</text:h>
<text:list><text:list-item><text:p>Le centre social</text:p></text:list-item><text:list-item><text:p>Les parents</text:p><text:list><text:list-item><text:p>du mardi</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>Voir <text:a xlink:href="https://exemple.fr/plan">le plan</text:a>.<office:annotation><text:p>à revoir</text:p></office:annotation></text:p>
<table:table><table:table-row><table:table-cell><text:p>Salle</text:p></table:table-cell><table:table-cell><text:p>18 h</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>
"""


def rich_odt():
    """An ODT with all that people put into one."""
    return odt(RICH_ODT, styles=BOLD)
