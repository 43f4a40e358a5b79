"""A notebook with every kind of block, and with the strings that an attacker would put into a tag."""

import base64
import zlib

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from toolkit.media import ENCLOSURE

BLOCK = "application/vnd.demarc.block+json"
ARN = "arn:aws:iam::123456789012:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations"
HOSTILE = [
    "<script>document.title = 'owned'</script>",
    "<img src=https://evil.example/x.png onerror=\"document.title='owned'\">",
    '"><svg onload=document.title="owned">',
    "[press](javascript:document.title='owned')",
    "=cmd|' /C calc'!A0",
    '#set page(fill: red) #panic("owned")',
    "$x^2$ *star* _line_ `tick` @label <label> ~ -- --- // comment /* open",
    "{{ 7 * 7 }} {% raw %}",
    "emoji \U0001f680 and CJK 控制",
    "txt\u202eexe.nimda \u200bzero \ufeffmark \x1b[31mred\x07",
    "lone \ud800 surrogate \ue000 private \ufffe none",
    ARN,
    "0" * 300,
]


def hostile_notebook():
    """Return an executed notebook that encloses a first page and an attachment."""
    cells = [
        new_markdown_cell("# Ignored title\n\nProse with **strong** text.\n\n" + "\n\n".join(HOSTILE[:3])),
        new_markdown_cell("## Findings\n\n- one\n  - nested\n- [good](https://aws.amazon.com/artifact/)\n\n> quoted"),
        _shown({"type": "facts", "items": [["Met", "1 of 2", ""], *([text, text, text] for text in HOSTILE)]}),
        *(_shown({"type": "note", "tone": "gap", "title": text, "text": text}) for text in HOSTILE),
        _shown(
            {
                "type": "table",
                "title": "All strings",
                "note": HOSTILE[0],
                "columns": [
                    {"name": "n", "label": "Number", "align": "right", "width": 1},
                    {"name": "t", "label": "Text", "align": "left", "width": 4},
                    {"name": "s", "label": "State", "align": "left", "width": 2},
                ],
                "rows": [[str(n), text, {"text": text, "tone": "gap"}] for n, text in enumerate(HOSTILE, 1001)],
                "total": 4321,
            }
        ),
        _shown(
            {
                "type": "bars",
                "title": "Criteria by section",
                "alt": "Two sections with gaps",
                "unit": "criteria",
                "series": [{"name": "Gap", "tone": "gap"}, {"name": "Met", "tone": "met"}],
                "rows": [{"label": "CC1 " + HOSTILE[0], "values": [2, 5]}, {"label": "CC2", "values": [0, 0]}],
            }
        ),
        new_markdown_cell(
            "#### Too deep\n\n## Findings\n\n| a | b |\n|---|--:|\n| x | 7 |\n\n```\n#set text(1pt)\n```"
        ),
        new_code_cell(
            "frame",
            execution_count=2,
            outputs=[
                new_output(
                    "execute_result",
                    execution_count=2,
                    data={
                        "text/plain": "not this",
                        "text/html": "<style>p{}</style><table><thead><tr><th></th><th>Region</th></tr></thead><tbody>"
                        "<tr><th rowspan=2>7</th><td>eu-south-1</td></tr><tr><td><b>eu-south-2</b></td></tr></tbody>"
                        "</table><p>2 rows</p>",
                    },
                ),
                new_output("stream", name="stdout", text="printed <b>text</b>\n"),
            ],
        ),
    ]
    about = {
        "title": "Gap <analysis>",
        "subtitle": HOSTILE[5],
        "framework_title": "SOC 2 " + HOSTILE[8],
        "cover": [["Account", "123456789012"], ["Name", HOSTILE[0]]],
        "as_of": "2026-11-24T09:30:00Z",
        "digest": "ab" * 32,
        "attachments": [
            {
                "name": "evidence.csv",
                "description": "All <resources>",
                "mime": "text/csv",
                "relationship": "data",
                "zlib": base64.b64encode(zlib.compress(f"resource\n{ARN}\n".encode())).decode(),
            }
        ],
    }
    return new_notebook(cells=[*cells, enclosing(about)])


def enclosing(about):
    """Return a cell that encloses a first page."""
    output = new_output("display_data", data={"text/plain": "not this", ENCLOSURE: about})
    return new_code_cell("enclose", execution_count=3, outputs=[output])


def failed_notebook():
    """Return a notebook whose second cell raised."""
    error = new_output("error", ename="ValueError", evalue="no inventory", traceback=["\x1b[31mno inventory\x1b[0m"])
    cells = [new_markdown_cell("# Fine"), new_code_cell("raise", execution_count=1, outputs=[error])]
    return new_notebook(cells=cells)


def shown_notebook(*blocks):
    """Return a notebook that shows some blocks."""
    return new_notebook(cells=[_shown(block) for block in blocks])


def _shown(block):
    data = {"text/plain": "not this", "text/html": "<p>not this</p>", BLOCK: block}
    return new_code_cell("show", execution_count=1, outputs=[nbformat.v4.new_output("display_data", data=data)])
