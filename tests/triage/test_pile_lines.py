"""What a counselor brings becomes questions: CSV, a paste, a mailbox export."""

from __future__ import annotations

import contextlib
import mailbox
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import pile_lines
from triage.errors import BadInput
from triage.pile_lines import Line


def mail(subject: str, body: str, sender: str = "Ana <ana@school.example>", **headers: str):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, sender
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def exported(tmp_path, *messages: EmailMessage) -> bytes:
    """As a mail program exports a folder."""
    box = mailbox.mbox(tmp_path / "box.mbox")
    for message in messages:
        box.add(message)
    box.close()
    return (tmp_path / "box.mbox").read_bytes()


def test_each_message_becomes_a_question_with_its_address(tmp_path):
    page = mail("Pago", "")
    page.set_content("<style>p{}</style><p>¿Cuánto gana</p><p>un soldador?</p>", subtype="html")
    attached = mail("Re: RE: Résumé", "How do I start?\nFrom here I am lost.")
    attached.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="cv.pdf")
    lines = pile_lines.read_lines(exported(tmp_path, page, attached))
    assert lines == [
        Line("Pago\n¿Cuánto gana\nun soldador?", "ana@school.example"),
        Line("Résumé\nHow do I start?\nFrom here I am lost.", "ana@school.example"),
    ]


def test_quotes_signatures_and_automatic_replies_are_left_out(tmp_path):
    answer = "Is a nurse paid more?\n> old words\n\nOn Monday Kay wrote:\nolder words"
    signed = "What next?\n-- \nAna, class 7b, 555-123-4567"
    away = mail("Out of office", "I am away", Auto_Submitted="auto-replied")
    content = exported(tmp_path, mail("Pay", answer), mail("Path", signed), away, mail("", ""))
    found = [line.question for line in pile_lines.read_lines(content)]
    assert found == ["Pay\nIs a nurse paid more?", "Path\nWhat next?"]


@pytest.mark.parametrize(
    "raw",
    [
        b"From a\nSubject: =?x-none?b?####?=\nFrom: <<<>>>, @@\n\nwhat pays well\n",
        b'From a\nSubject: x\nContent-Type: text/plain; charset="nobody-knows"\n\nwhat pays well\n',
        b"From a\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\nwhat pays well\n",
        b"From a\nSubject: x\nContent-Transfer-Encoding: base64\n\n@@@@\n",
    ],
)
def test_a_broken_message_loses_only_itself(raw):
    good = b"\nFrom b\nSubject: y\n\nwhat about nurses\n"
    assert pile_lines.read_lines(raw + good)[-1].question == "y\nwhat about nurses"


@given(st.binary(max_size=400))
def test_no_file_is_more_than_refused(content):
    for given_file in (content, b"From a\nSubject: x\n" + content):
        with contextlib.suppress(BadInput):
            assert all(line.question for line in pile_lines.read_lines(given_file))


def test_a_spreadsheet_of_the_old_kind_keeps_its_accents():
    assert pile_lines.read_lines("question\nqué hace".encode("cp1252")) == [Line("qué hace")]


def test_an_endless_quote_is_read_as_lines():
    assert len(pile_lines.read_lines('question\n"' + "a" * 200_000)) == 2
