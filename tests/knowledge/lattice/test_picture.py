import itertools
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lattice_layout import PADDING, lay_out, text_width, wrap
from knowledge.lattice_picture import png, svg
from knowledge.model import Lattice, LatticeEdge, SocCode

FOCUS = SocCode("25-4022")
titles = st.text(
    st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=70
).filter(str.strip)


def edge(title, direction, rung, similarity=50.0, solid=True):
    return LatticeEdge(SocCode("11-1011"), title, direction, rung, similarity, (), solid)


def edges(direction, rungs):
    similarity = st.floats(0, 100)
    made = st.builds(edge, titles, st.just(direction), rungs, similarity, st.booleans())
    return st.lists(made, max_size=6).map(tuple)


lattices = st.builds(
    Lattice,
    st.just(FOCUS),
    edges("advance", st.integers(1, 6)),
    edges("transfer", st.just(0)),
    edges("feeder", st.integers(-6, -1)),
)
EXAMPLE = Lattice(
    FOCUS,
    (edge("Instructional Coordinators", "advance", 1, 69.4),),
    (edge("Historians & <Others>", "transfer", 0, 39.0, solid=False),),
    (edge("Library Technicians", "feeder", -4, 85.5),),
)


def all_boxes(lattice, title, narrow):
    layout = lay_out(lattice, title, narrow=narrow, limit=6)
    return layout, [box for band in layout.bands for box in band.boxes]


@given(lattices, titles, st.booleans())
def test_boxes_never_overlap_and_stay_inside_the_picture(lattice, title, narrow):
    layout, boxes = all_boxes(lattice, title, narrow)
    for a, b in itertools.combinations(boxes, 2):
        apart_x = a.x + a.width <= b.x or b.x + b.width <= a.x
        apart_y = a.y + a.height <= b.y or b.y + b.height <= a.y
        assert apart_x or apart_y
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= layout.width
        assert box.y + box.height <= layout.height


@given(lattices, titles, st.booleans())
def test_every_line_of_a_title_fits_its_box(lattice, title, narrow):
    layout, boxes = all_boxes(lattice, title, narrow)
    for box in boxes:
        for line in box.lines:
            assert text_width(line, layout.font) <= box.width - 2 * PADDING + 1e-6


@given(lattices, st.booleans())
def test_the_higher_rung_stands_higher_and_the_focus_between(lattice, narrow):
    layout, _ = all_boxes(lattice, "Librarians", narrow)
    rungs = [band.rung for band in layout.bands]
    assert rungs == sorted(rungs, reverse=True)
    assert [band.y for band in layout.bands] == sorted(band.y for band in layout.bands)
    focus = [band for band in layout.bands if any(box.edge is None for box in band.boxes)]
    assert [band.rung for band in focus] == [0]


@given(lattices, titles)
def test_the_picture_is_well_formed_whatever_the_titles_hold(lattice, title):
    ElementTree.fromstring(svg(lattice, title))


@given(titles, st.floats(40, 300))
def test_wrapping_loses_no_letter(title, width):
    joined = "".join(wrap(title, width, 12)).replace("-", "")
    assert re.sub(r"\s", "", joined) == re.sub(r"[\s-]", "", title)


def test_the_picture_says_in_words_what_it_shows():
    text = svg(EXAMPLE, "Librarians")
    assert "<title" in text
    assert "Career lattice of Librarians" in text
    assert "1 up: Instructional Coordinators." in text
    assert "Historians &amp; &lt;Others&gt;" in text
    assert 'role="img"' in text


def test_computed_steps_are_dashed_and_expert_ones_solid():
    text = svg(EXAMPLE, "Librarians")
    assert text.count('<rect class="box dashed"') == 1
    assert text.count('<rect class="box solid"') == 2
    assert text.count('<rect class="box focus"') == 1


def test_the_picture_follows_dark_mode_and_phone_width():
    assert "prefers-color-scheme:dark" in svg(EXAMPLE, "Librarians")
    assert 'viewBox="0 0 320 ' in svg(EXAMPLE, "Librarians", narrow=True)


def test_the_picture_speaks_spanish():
    assert "Mismo nivel" in svg(EXAMPLE, "Librarians", language="es")


def test_an_occupation_without_neighbours_is_drawn_alone():
    text = svg(Lattice(FOCUS), "Librarians")
    assert "No neighbours." in text
    assert text.count('<rect class="box') == 1


@pytest.mark.parametrize("narrow", [True, False])
def test_the_png_is_twice_as_wide_as_the_drawing(narrow):
    image = png(svg(EXAMPLE, "Librarians", narrow=narrow))
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20], "big") == (640 if narrow else 1440)
