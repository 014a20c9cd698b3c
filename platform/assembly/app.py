"""Puts the web application together."""

from typing import Any

import structlog
from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect, generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix

from assembly import tables
from assembly.doorkeeper import Doorkeeper
from assembly.pages import APIS, BLUEPRINTS
from assembly.site_map import menu_of
from assembly.subscriptions import load_jobs
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.files import store as files
from backbone.i18n import LOCALES, get_locale, gettext
from backbone.jobs import queue
from backbone.web import addresses, headers, logs, marks, once, problems, requests, texts
from backbone.web.notices import told
from backbone.web.openapi import SECURITY_SCHEMES, ProblemApi
from dealer.messages.gateway import gateway_of, use_gateway
from dealer.reports.actions.keys import use_keys
from frontend.assets import STATIC_FOLDER
from frontend.catalogs import TRANSLATIONS
from frontend.door.cookies import LANGUAGE_COOKIE, TOKEN_COOKIE
from frontend.door.views import is_fragment, safe_next, sign_in_form
from frontend.paths import PATHS
from frontend.rendering import init_rendering
from tenants.access.interface import Actor, SecondFactorMissingError
from tenants.second_factor.interface import use_secret_key

log = structlog.get_logger()
MAX_UPLOAD = 60 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The web application. Raises UnmarkedViewError when a view doesn't say who may call it."""
    logs.configure()
    app = Flask("sanqi", static_folder=str(STATIC_FOLDER), template_folder=None)
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="sanqi_forms",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        BABEL_DEFAULT_LOCALE=LOCALES[0],
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        API_TITLE="Sanqi",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"components": {"securitySchemes": SECURITY_SCHEMES}},
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    addresses.install(app)
    _connect(settings)
    _install_edge(app, settings)
    _install_pages(app)
    marks.refuse_unmarked(app)
    return app


def _connect(settings: Settings) -> None:
    load_jobs()
    unit_of_work.connect(settings.database_url)
    files.use_folder(settings.files_root)
    use_gateway(gateway_of(settings))
    use_keys(settings.seal_key, settings.former_seal_keys)
    use_secret_key(settings.secret_key)


def _install_edge(app: Flask, settings: Settings) -> None:
    redis = queue.connect(settings.redis_url)

    def wake() -> None:
        queue.wake_dispatcher(redis)

    def failed(error: Exception) -> Response:
        return answer(error)

    # Hooks after a request run from the last registered to the first: the commit after all others but the headers,
    # which are for its refusal, too.
    headers.install(app, secure=settings.secure_cookies)
    requests.install(app, Doorkeeper(), wake, failed)
    CSRFProtect(app)
    texts.install(app)
    api = ProblemApi(app)
    api.register_converter(addresses.CodeConverter, addresses.code_schema)
    for blueprint in APIS:
        api.register_blueprint(blueprint)
    answer = problems.install(app, error_page)


def _install_pages(app: Flask) -> None:
    Babel(app, locale_selector=_locale)
    init_rendering(app)
    app.jinja_env.globals.update(csrf_token=generate_csrf, one_time_key=once.one_time_key)
    app.context_processor(_page_context)
    marks.open_endpoint(app, "static")
    marks.open_endpoint(app, "api-docs.openapi_json")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _locale() -> str:
    me = g.get("person")
    chosen = me.locale if me else request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LOCALES else LOCALES[0]


def _page_context() -> dict[str, Any]:
    me = g.get("person")
    locale = get_locale()
    return {
        "me": me,
        "menu": menu_of(me) if me else (),
        "locale": "en" if locale and locale.language == "en" else "zh",
        # What was said to one person is not for whoever sits down next.
        "notices": _notices(me) if me else [],
    }


def _notices(me: Actor) -> list[dict[str, str]]:
    """What the last action said; and, until it is done, that a password of one's own is due (ORG-5)."""
    if not me.knows_one_time_password:
        return told()
    text = gettext("Your password was made by somebody else. Choose one of your own under 'My account'.")
    return [*told(), {"tone": "warn", "text": text}]


def error_page(problem: problems.Problem) -> Response:
    """A refusal as people see it: the sign-in form for a stranger, a fragment for a script, else a page."""
    if problem.status == 401 and request.method == "GET" and not is_fragment():
        return sign_in_form(401, next_path=safe_next(request.full_path.rstrip("?")))
    if problem.code == SecondFactorMissingError.code and request.method == "GET" and not is_fragment():
        return make_response(redirect(PATHS.second_factor, 303))
    template = "_error_fragment.html" if is_fragment() else "error.html"
    try:
        response = make_response(render_template(template, **_words_of(problem)))
    except Exception:
        log.exception("error_page_failed")
        response = make_response(f"{problem.status} {problem.sentence} {problem.reference}")
    if problem.status == 401 and TOKEN_COOKIE in request.cookies:
        response.headers["X-Session-Ended"] = "1"
    return response


def _words_of(problem: problems.Problem) -> dict[str, Any]:
    shown = problem.reference if problem.status >= 500 else ""
    return {"status": problem.status, "sentence": problem.sentence, "fields": problem.fields, "reference": shown}


__all__ = ["create_app", "tables"]
