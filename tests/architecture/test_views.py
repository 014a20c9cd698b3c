"""The boot guard: a view that does not say who may call it stops the boot. And every URL parameter has a type."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint
from sqlalchemy import Engine
from werkzeug.routing import UnicodeConverter

from assembly import app as assembly_app
from assembly.app import create_app
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.web import marks


@pytest.fixture
def build(settings: Settings, database: Engine) -> Iterator[Callable[[], Flask]]:
    """Makes the application; its engines are closed afterwards."""
    made = []

    def make() -> Flask:
        unit_of_work._engine = None
        try:
            return create_app(settings)
        finally:
            if unit_of_work._engine is not None:
                made.append(unit_of_work._engine)

    yield make
    for engine in made:
        engine.dispose()


def page(endpoint: str = "bare") -> Blueprint:
    """A blueprint with one view that has no mark."""
    blueprint = Blueprint(endpoint, __name__)
    blueprint.add_url_rule(f"/{endpoint}", view_func=lambda: "leaked", endpoint="view")
    return blueprint


def test_the_application_boots(build: Callable[[], Flask]) -> None:
    assert marks.listed(build())


def test_an_unmarked_page_stops_the_boot(build: Callable[[], Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly_app, "BLUEPRINTS", [*assembly_app.BLUEPRINTS, page()])
    with pytest.raises(marks.UnmarkedViewError, match=r"GET /bare \(bare\.view\)"):
        build()


def test_an_unmarked_method_of_the_api_stops_the_boot(
    build: Callable[[], Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = ApiBlueprint("things", __name__, url_prefix="/api/v1/things")

    @blueprint.route("/<uuid:thing_id>")
    class Thing(MethodView):
        @marks.public
        def get(self, thing_id: object) -> str:
            return ""

        @blueprint.response(204)
        def delete(self, thing_id: object) -> None:
            return None

    monkeypatch.setattr(assembly_app, "APIS", [*assembly_app.APIS, blueprint])
    with pytest.raises(marks.UnmarkedViewError) as stopped:
        build()
    assert str(stopped.value).endswith("mark: DELETE /api/v1/things/<uuid:thing_id> (things.Thing)")


def test_a_mark_survives_the_decorators_of_the_api() -> None:
    app = Flask("marked")
    app.config.update(API_TITLE="T", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    blueprint = ApiBlueprint("things", __name__)

    @blueprint.route("/things")
    class Things(MethodView):
        @marks.requires("things.see")
        @blueprint.response(200)
        def get(self) -> str:
            return ""

        @blueprint.response(200)
        @marks.requires("things.make")
        def post(self) -> str:
            return ""

    Api(app).register_blueprint(blueprint)
    found = {(rule, method): str(mark) for rule, method, _, mark in marks.listed(app) if rule == "/things"}
    assert found == {("/things", "GET"): "things.see", ("/things", "POST"): "things.make"}


def untyped(app: Flask) -> list[str]:
    """Rules with a parameter that takes any text."""
    return sorted(
        f"{rule.rule}: {name}"
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if type(converter) is UnicodeConverter
    )


def test_url_parameters_are_typed(build: Callable[[], Flask]) -> None:
    assert untyped(build()) == []


def test_an_untyped_parameter_is_found() -> None:
    app = Flask("untyped", static_folder=None)
    app.add_url_rule("/things/<thing>", endpoint="thing")
    app.add_url_rule("/others/<uuid:other>", endpoint="other")
    assert untyped(app) == ["/things/<thing>: thing"]
