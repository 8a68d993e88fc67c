"""The kinds of input that hold one report each, whether they come as a file, as an attachment or from the web."""

from collections.abc import Callable

from dragoman.record import Report
from dragoman.sources.html import html_report
from dragoman.sources.kinds import Kind
from dragoman.sources.pdf import pdf_report
from dragoman.sources.report import Details
from dragoman.sources.text import markdown_report, text_report
from dragoman.sources.word import docx_report

SINGLE: dict[Kind, Callable[[bytes, Details], Report]] = {
    Kind.TEXT: text_report,
    Kind.MARKDOWN: markdown_report,
    Kind.PAGE: html_report,
    Kind.PDF: pdf_report,
    Kind.DOCX: docx_report,
}
