"""What a page tells at the start of a talk: its language and its place."""

from __future__ import annotations

import json

from tests.actions.scene import Scene
from tests.fixtures import small_base as codes


def begin(scene: Scene, **told: str) -> Scene:
    return scene.say("greet", f"/greet{json.dumps(told)}", **told)


def test_a_page_in_spanish_is_greeted_and_answered_in_spanish(scene: Scene) -> None:
    begin(scene, language="es")
    scene.say("pay", "/pay", occupation=codes.LIBRARIANS)
    assert scene.messages[-1]["text"].startswith("Salario")


def test_pay_is_that_of_the_page_unless_another_place_is_named(scene: Scene) -> None:
    begin(scene, language="en", area="AK")
    scene.say("pay", "/pay", occupation=codes.LIBRARIANS)
    assert scene.messages[-1]["area"] == "AK"
    scene.say("pay", "/pay", occupation=codes.LIBRARIANS, area="US")
    assert scene.messages[-1]["area"] == "US"


def test_a_place_or_language_that_is_none_changes_nothing(scene: Scene) -> None:
    begin(scene, language="fr", area="Atlantis")
    assert scene.slots.get("area") is None
    assert scene.slots.get("language") is None
