"""What tantivy keeps of a claim: its fields, and a claim as a document of them.

Another `FORMAT` has every index built anew: it changes with the fields and with what `sketch` puts into them.
"""

import tantivy
from tantivy import TextAnalyzerBuilder, Tokenizer

from .sketch import Indexed

FORMAT = 23
TRANSLATED = "yes"
SCHEMA = (
    tantivy.SchemaBuilder()
    .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    .add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    .add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    .add_text_field("abroad", tokenizer_name="whitespace", index_option="freq")
    .add_bytes_field("sketch", stored=True)
    .add_text_field("links", tokenizer_name="raw", index_option="basic")
    .add_integer_field("day", indexed=True, fast=True)
    .add_integer_field("length", fast=True)
    .add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    .add_text_field("common", tokenizer_name="as_written", index_option="basic")
    .add_text_field("sounds", tokenizer_name="whitespace", index_option="basic")
    .add_text_field("translated", tokenizer_name="raw", index_option="basic")
    .build()
)
# Words in a claim's own letters, so that those in small ones are told from those with a capital.
_AS_WRITTEN = TextAnalyzerBuilder(Tokenizer.simple()).build()


def with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    """An index that can read and write these fields."""
    index.register_tokenizer("as_written", _AS_WRITTEN)
    return index


def document(claim: Indexed) -> tantivy.Document:
    """What is kept of a claim, or of one of its translations."""
    document = tantivy.Document()
    document.add_text("id", claim.id)
    document.add_bytes("sketch", claim.sketch.encode())
    for link in claim.links:
        document.add_text("links", link)
    for day in claim.days:
        document.add_integer("day", day)
    # A translation's words are by themselves: a name is no commoner for being told in many languages.
    document.add_text("abroad" if claim.translated else "words", claim.told)
    document.add_text("context", claim.context)
    document.add_integer("length", len(claim.context.split()))
    document.add_text("names", claim.names)
    document.add_text("common", claim.text)
    if claim.sounds:
        document.add_text("sounds", claim.sounds)
    if claim.translated:
        document.add_text("translated", TRANSLATED)
    return document
