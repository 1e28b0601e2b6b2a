"""Sets markup as one PDF file that is both PDF/A-2a and PDF/UA-1.

Same markup, same bytes. Only `data:` addresses are ever read: neither files nor the network.
Runs in the process that calls it; `reports.paper.press` gives it a process of its own.
"""

import io
from typing import Any

import pikepdf
from weasyprint import HTML
from weasyprint.urls import URLFetcher

VARIANT = "pdf/a-2a"
FETCHED = {"data"}
MISTAKABLE = b"\r\nendstream"

# PDF/UA-1 asks for its identifier in the XMP; PDF/A-2 accepts only properties of schemas that
# it knows or that the file describes itself, hence the extension schema.
UNIVERSAL_ACCESS = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def typeset(markup: str) -> bytes:
    """The PDF of the markup."""
    fetcher = URLFetcher(allowed_protocols=FETCHED, allow_redirects=False)
    document = HTML(string=markup, url_fetcher=fetcher)
    return archive(document.write_pdf(pdf_variant=VARIANT))


def archive(pdf: bytes) -> bytes:
    """The same document, marked as PDF/UA-1 too, each table head saying what it heads."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        scope_heads(document.Root.StructTreeRoot, "Row")
        metadata = document.Root.Metadata.read_bytes().decode()
        end = metadata.rindex("</rdf:RDF>")
        marked = metadata[:end] + UNIVERSAL_ACCESS + metadata[end:]
        document.Root.Metadata = document.make_stream(
            marked.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        settle_ends(document)
        return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """The file; turned a little until no stream's end can be mistaken (see `settle_ends`)."""
    for turn in range(50):
        if turn:
            document.Root.QICD_Turn = turn
        target = io.BytesIO()
        document.save(target, deterministic_id=True, fix_metadata_version=False)
        if MISTAKABLE not in target.getvalue():
            break
    return target.getvalue()


def settle_ends(document: pikepdf.Pdf) -> None:
    """Adds a byte after each compressed stream that happens to end with a carriage return.

    Followed by the line feed before `endstream` it reads as one line end, and checkers of
    PDF/A then count one byte less than the stream's declared length. A compressed stream
    knows its own end, so what follows is not read.
    """
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream) and "/Filter" in thing:
            raw = thing.read_raw_bytes()
            packing: Any = thing.Filter
            parameters: Any = thing.get("/DecodeParms")
            if raw.endswith(b"\r"):
                thing.write(raw + b"\n", filter=packing, decode_parms=parameters)


def scope_heads(element: Any, scope: str) -> None:
    """Adds a Scope to each TH (Column in a THead, else Row) beside the attributes it has."""
    kind = str(element.get("/S", ""))
    if kind == "/TH":
        attributes = element.get("/A", None)
        table = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name("/" + scope))
        if attributes is None:
            element.A = table
        elif isinstance(attributes, pikepdf.Array):
            attributes.append(table)
        else:
            element.A = pikepdf.Array([attributes, table])
    scope = "Column" if kind == "/THead" else "Row" if kind == "/TBody" else scope
    kids = element.get("/K", None)
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            scope_heads(kid, scope)
