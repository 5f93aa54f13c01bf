"""Answers of a made-up bot, in the shapes of docs/answers.md. The figures are invented."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CODE = "25-4022.00"
TITLE = "Librarians and Media Collections Specialists"


def fact(name: str, value: object, unit: str, **more: str) -> Json:
    """A fact as it travels; nation and OEWS unless told otherwise."""
    origin = {
        "source": "BLS OEWS",
        "period": "May 2025",
        "area": "United States",
        "area_code": "US",
    }
    return {"name": name, "value": value, "unit": unit, **origin, **more}


def projected(name: str, value: object, unit: str) -> Json:
    return fact(name, value, unit, source="BLS Employment Projections", period="2024-34")


def rating(name: str, value: float, unit: str) -> Json:
    return fact(name, value, unit, source="O*NET 30.1", period="2025")


def message(
    response: str, text: str, buttons: tuple[tuple[str, str], ...] = (), **more: Any
) -> Json:
    shown = [{"title": title, "payload": payload} for title, payload in buttons]
    return {"response": f"utter_{response}", "text": text, "buttons": shown, **more}


def payload(topic: str, code: str = CODE) -> str:
    return f'/{topic}{{"occupation": "{code}"}}'


NEXT = (
    ("What does it pay?", payload("pay")),
    ("How do I become one?", payload("how_to_become")),
    ("What could come next?", payload("next_steps")),
)

KEY_FACTS = [
    fact("annual_wage_median", 64320, "USD/year"),
    projected("projected_growth", 1.9, "percent"),
    projected("annual_openings", 13400, "jobs/year"),
    projected("employment", 142100, "jobs"),
    projected("entry_education", "Master's degree", "category"),
]
SUMMARY = "Help people find books, facts and tools, and choose what the library offers."


def overview() -> Json:
    text = (
        f"{TITLE}\n{SUMMARY}\n\nMedian pay: $64,320 a year, United States, May 2025 (BLS OEWS)\n"
        "Growth: 1.9%, United States, 2024-34 (BLS Employment Projections)\n\n"
        "This is general information from public data, not advice about your own case."
    )
    card = {
        "type": "occupation",
        "code": CODE,
        "title": TITLE,
        "summary": SUMMARY,
        "facts": KEY_FACTS,
    }
    return message("overview", text, NEXT, facts=KEY_FACTS, card=card)


def wages(prefix: str, values: tuple[float, ...], unit: str, **more: str) -> Json:
    points = ("p10", "p25", "median", "p75", "p90")
    named = {
        p: fact(f"{prefix}_wage_{p}", v, unit, **more) for p, v in zip(points, values, strict=True)
    }
    return {("p50" if p == "median" else p): f for p, f in named.items()}


def pay() -> Json:
    place = {"area": "Alaska", "area_code": "AK"}
    annual = wages("annual", (45210, 55880, 78810, 92340, 104700), "USD/year", **place)
    hourly = wages("hourly", (21.74, 26.87, 37.89, 44.39, 50.34), "USD/hour", **place)
    facts = [*annual.values(), *hourly.values()]
    text = (
        f"Pay for {TITLE}\nMedian pay: $78,810 a year, Alaska, May 2025 (BLS OEWS)\n"
        "Lowest to highest tenth: $45,210 to $104,700 a year, Alaska, May 2025 (BLS OEWS)"
    )
    card = {
        "type": "pay",
        "code": CODE,
        "title": TITLE,
        "area": {"code": "AK", "name": "Alaska"},
        "annual": annual,
        "hourly": hourly,
        "not_published": [],
    }
    return message("pay", text, NEXT[1:], facts=facts, card=card)


def outlook() -> Json:
    facts = [
        projected("projected_growth", -7.0, "percent"),
        projected("growth_all_occupations", 3.1, "percent"),
        projected("annual_openings", 25800, "jobs/year"),
        projected("employment", 163100, "jobs"),
        projected("employment_change", -11000, "jobs"),
    ]
    text = (
        "Outlook for Library Technicians: fewer jobs are expected, but people still leave and are "
        "replaced.\nGrowth: \u22127%, United States, 2024-34 (BLS Employment Projections)"
    )
    card = {"type": "outlook", "code": "25-4031.00", "title": "Library Technicians", "facts": facts}
    return message("outlook", text, facts=facts, card={**card, "trend": "shrinking"})


def interests() -> Json:
    values = (
        ("Realistic", "R", 2.1),
        ("Investigative", "I", 4.02),
        ("Artistic", "A", 3.0),
        ("Social", "S", 5.0),
        ("Enterprising", "E", 3.7),
        ("Conventional", "C", 6.33),
    )
    items = [
        {"name": n, "letter": x, "fact": rating(f"interest.{n.lower()}", v, "scale 1-7")}
        for n, x, v in values
    ]
    card = {"type": "interests", "code": CODE, "title": TITLE, "items": items, "letters": "CSI"}
    text = "This work suits people who like order, helping others, and asking questions."
    return message("interests", text, facts=[i["fact"] for i in items], card=card)


EDGES = (
    (
        "11-9032.00",
        "Education Administrators, Kindergarten through Secondary",
        "advance",
        1,
        84,
        True,
    ),
    ("25-1082.00", "Library Science Teachers, Postsecondary", "advance", 2, 88, True),
    ("25-9031.00", "Instructional Coordinators", "transfer", 0, 86, True),
    ("25-4011.00", "Archivists", "transfer", 0, 91, True),
    ("25-4012.00", "Curators", "transfer", 0, 79, False),
    ("15-2051.00", "Data Scientists", "transfer", 0, 61, False),
    ("25-4031.00", "Library Technicians", "feeder", -2, 82, True),
    ("43-4121.00", "Library Assistants, Clerical", "feeder", -3, 76, True),
    ("25-9042.00", "Teaching Assistants, Preschool through Secondary", "feeder", -2, 66, False),
)


def lattice() -> Json:
    origin = {"source": "Career Lattice, from O*NET 30.1", "period": "2025"}
    edges = [
        {
            "code": code,
            "title": title,
            "direction": direction,
            "rung": rung,
            "similarity": similarity,
            "solid": solid,
            "evidence": [{"kind": "onet_related", "strength": 0.9}],
            "facts": [
                fact(f"similarity.{code}", similarity, "0-100", **origin),
                projected("entry_education", "Bachelor's degree", "category"),
            ],
        }
        for code, title, direction, rung, similarity, solid in EDGES
    ]
    text = f"Steps from {TITLE}\n" + "\n".join(
        f"{n}. {edge['title']}: likeness {edge['similarity']}" for n, edge in enumerate(edges, 1)
    )
    card = {"type": "lattice", "code": CODE, "title": TITLE, "edges": edges}
    return message("next_steps", text, facts=[f for e in edges for f in e["facts"]], card=card)


def compare() -> Json:
    jobs = (("29-1141.00", "Registered Nurses"), ("29-2061.00", "Licensed Practical Nurses"))
    rows = [
        {
            "name": "annual_wage_median",
            "cells": [
                fact("annual_wage_median", 95130, "USD/year"),
                fact("annual_wage_median", 63220, "USD/year"),
            ],
        },
        {
            "name": "projected_growth",
            "cells": [
                projected("projected_growth", 4.9, "percent"),
                projected("projected_growth", 2.6, "percent"),
            ],
        },
        {
            "name": "entry_education",
            "cells": [projected("entry_education", "Bachelor's degree", "category"), None],
        },
    ]
    card = {
        "type": "compare",
        "area": {"code": "US", "name": "United States"},
        "occupations": [{"code": code, "title": title} for code, title in jobs],
        "rows": rows,
    }
    facts = [cell for row in rows for cell in row["cells"] if cell]
    return message(
        "compare",
        "Here they are side by side. Neither is better for everyone.",
        facts=facts,
        card=card,
    )


def found() -> Json:
    items = [
        {"code": "49-9021.00", "title": "Heating and Cooling Mechanics", "facts": KEY_FACTS[:2]},
        {"code": "47-2111.00", "title": "Electricians", "facts": KEY_FACTS[:2]},
        {"code": "53-3032.00", "title": "Heavy Truck Drivers", "facts": KEY_FACTS[:2]},
    ]
    card = {"type": "list", "title": "Jobs without a degree", "count": 41, "items": items}
    return message(
        "find_jobs",
        "Three of 41 jobs that fit:",
        (("Show more", "/show_more"),),
        facts=[],
        card=card,
    )


def steps() -> Json:
    doing = ["Earn a bachelor's degree in any field.", "Earn a master's degree in library science."]
    card = {"type": "steps", "code": CODE, "title": TITLE, "steps": doing, "facts": KEY_FACTS[4:]}
    text = (
        f"How to become: {TITLE}\n1. {doing[0]}\n2. {doing[1]}\n\nLicense: most states ask for one."
    )
    return message("how_to_become", text, facts=KEY_FACTS[4:], card=card)


def others() -> dict[str, Json]:
    """One message for each remaining card."""
    share = fact(
        "attainment.masters_degree",
        58.2,
        "percent",
        source="BLS Employment Projections",
        period="2023",
    )
    skill = rating("skill.reading", 4.1, "importance 1-5")
    stop = {"code": "25-4022.00", "title": TITLE, "rung": 2, "similarity": 82, "solid": True}
    cards: dict[str, Json] = {
        "education": {
            "code": CODE,
            "title": TITLE,
            "facts": [*KEY_FACTS[4:], share],
            "majors": ["Library Science"],
        },
        "ratings": {
            "code": CODE,
            "title": TITLE,
            "kind": "skill",
            "items": [{"name": "Reading", "fact": skill}],
        },
        "names": {
            "code": CODE,
            "title": TITLE,
            "kind": "technology",
            "items": ["Web browsers", "Spreadsheets"],
        },
        "bars": {
            "code": CODE,
            "title": TITLE,
            "kind": "industry",
            "items": [
                {
                    "name": "Local government",
                    "fact": fact("industry_employment.999300", 41000, "jobs"),
                }
            ],
        },
        "path": {
            "from": {"code": "43-4121.00", "title": "Library Assistants"},
            "to": stop,
            "routes": [[stop]],
        },
        "quiz": {
            "number": 3,
            "of": 30,
            "statement": "Build kitchen cabinets",
            "scale": ["like", "dislike"],
        },
    }
    return {
        f"card {kind}": message("skills", "Here it is.", card={"type": kind, **body})
        for kind, body in cards.items()
    }


ATTACK = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def attack() -> Json:
    """A bot that was made to say bad things."""
    text = (
        f"{ATTACK}\n[click](javascript:window.hacked=1) [here](data:text/html,x) "
        "javascript:window.hacked=1 [good](https://example.org/a) http://evil.example/"
    )
    fact_ = fact(ATTACK, ATTACK, ATTACK, source=ATTACK)
    card = {
        "type": "lattice",
        "code": ATTACK,
        "title": ATTACK,
        "edges": [
            {
                "code": "'\"><b>",
                "title": ATTACK,
                "direction": "advance",
                "rung": 1e9,
                "solid": "yes",
            }
        ],
    }
    return message("overview", text, ((ATTACK, "/pay"),), facts=[fact_], card=card)


def long() -> Json:
    return message(
        "overview", "\n\n".join(f"Paragraph {n} of a long answer about work." for n in range(30))
    )


ANSWERS: dict[str, Json] = {
    "overview": overview(),
    "pay": pay(),
    "sueldo": {**pay(), "language": "es"},
    "outlook": outlook(),
    "interests": interests(),
    "lattice": lattice(),
    "next_steps": lattice(),
    "compare": compare(),
    "find_jobs": found(),
    "how_to_become": steps(),
    "attack": attack(),
    "long": long(),
    "taken": message("handoff_taken", "Your question is with the counselors."),
    "handoff": message(
        "handoff",
        "I can pass your question on. May I send it to a counselor?",
        (("Yes", "/affirm"), ("No", "/deny")),
    ),
    "unknown card": message("overview", "Only words here.", card={"type": "hologram", "x": 1}),
    **others(),
}
