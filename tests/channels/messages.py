"""Messages of the bot, as docs/answers.md describes them; any, for properties, and one of each."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

LIBRARIANS = "Librarians and Media Collections Specialists"
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
LINES = st.one_of(
    st.text(st.characters(exclude_categories=["C"]), max_size=80),
    st.tuples(WORDS, WORDS).map(lambda two: f"{two[0]}: {two[1]}"),
    st.just(""),
    st.integers(4000, 9000).map(lambda length: "x" * length),
)
TEXTS = st.lists(LINES, max_size=10).map("\n".join)
TITLES = st.builds(lambda word, times: " ".join([word] * times), WORDS, st.integers(1, 20))
BUTTONS = st.builds(
    lambda title, n: {"title": title, "payload": f"/overview_{n}"}, TITLES, st.integers()
)
FACTS = st.fixed_dictionaries({"source": TITLES, "period": WORDS})
CARDS = st.one_of(
    st.none(),
    st.builds(
        lambda kind, title, count: {
            "type": kind, "code": "25-4022.00", "title": title,
            ("items" if kind == "list" else "edges"): [
                {"code": f"{n:08}", "title": f"{title} {n}"} for n in range(count)
            ],
        },
        st.sampled_from(["list", "lattice", "pay"]), TITLES,
        st.integers(0, 120),
    ),
)  # fmt: skip
MESSAGES = st.fixed_dictionaries(
    {"response": st.just("utter_any"), "text": TEXTS},
    optional={
        "buttons": st.lists(BUTTONS, max_size=6),
        "facts": st.lists(FACTS, max_size=4),
        "card": CARDS,
    },
)


def overview() -> Json:
    """A short answer with a heading, labelled lines, figures and buttons."""
    pay = {"source": "BLS OEWS", "period": "May 2025"}
    growth = {"source": "BLS Employment Projections", "period": "2024-34"}
    return {
        "response": "utter_overview",
        "text": f"{LIBRARIANS}\nHelp people find books, facts & tools.\n\n"
        "Median pay: $64,320 a year, United States, May 2025 (BLS OEWS)\n"
        "Growth: 1.9%, United States, 2024-34 (BLS Employment Projections)",
        "buttons": [
            {"title": "Pay", "payload": '/pay{"occupation": "25-4022.00"}'},
            {"title": "Next steps", "payload": '/next_steps{"occupation": "25-4022.00"}'},
        ],
        "facts": [pay, growth],
        "card": {"type": "occupation", "code": "25-4022.00", "title": LIBRARIANS},
    }


def lattice(count: int = 8) -> Json:
    """A lattice with its neighbours as choices."""
    return {
        "response": "utter_next_steps",
        "text": f"Where {LIBRARIANS} can go next\n• Archivists: one step up",
        "buttons": [{"title": "Pay", "payload": "/pay"}],
        "facts": [{"source": "O*NET 30.1", "period": "2025"}],
        "card": {
            "type": "lattice", "code": "25-4022.00", "title": LIBRARIANS,
            "edges": [{"code": f"11-10{n:02}.00", "title": f"Neighbor {n}"} for n in range(count)],
        },
    }  # fmt: skip


def search() -> Json:
    """Found jobs, numbered in the text, with "show more" as first button."""
    found = [("29-1292.00", "Dental Hygienists"), ("29-1141.00", "Registered Nurses")]
    return {
        "response": "utter_find_jobs",
        "text": "2 jobs fit.\n1. Dental Hygienists: $94,260\n2. Registered Nurses: $93,600",
        "buttons": [
            {"title": "Show more", "payload": "/show_more"},
            *({"title": t, "payload": f'/overview{{"occupation": "{c}"}}'} for c, t in found),
        ],
        "card": {
            "type": "list", "title": "", "count": 2,
            "items": [{"code": code, "title": title, "facts": []} for code, title in found],
        },
    }  # fmt: skip


def report() -> Json:
    """A report: links to its page, which nobody but this machine can open."""
    page = "http://127.0.0.1:8080/careers/25-4022.00"
    return {
        "response": "utter_report",
        "text": f"Profile of {LIBRARIANS}\nPage: {page}\nTo print: {page}/report.pdf",
        "area": "AK",
        "card": {"type": "occupation", "code": "25-4022.00", "title": LIBRARIANS},
    }
