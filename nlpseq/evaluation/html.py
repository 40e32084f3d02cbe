"""A report as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.

Every text goes through the template's escaping, so that a corpus cannot write into the page.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.evaluation import pictures
from nlpseq.evaluation.report import Report, counts_of, name_of, score_tables, table_of, title_of

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "report.html.jinja"


def to_html(reports: Sequence[Report]) -> str:
    """Reports as a page that reads well on a phone, by day and by night."""
    return _template().render(reports=reports) + "\n"


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        pictures=pictures,
        title_of=title_of,
        counts_of=counts_of,
        name_of=name_of,
        table_of=table_of,
        score_tables=score_tables,
    )
    return environment.get_template(TEMPLATE)
