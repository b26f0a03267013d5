"""The application: an address for every view, language and format, a session for those who write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from legation.exports.escape import csv_lines
from legation.messages import INTERFACES, Interface, interface, text
from legation.model import LegationError, RegisterError
from legation.register import Register
from legation.web.guard import Gate, Guard
from legation.web.openapi import openapi
from legation.web.pages import HERE, address, render
from legation.web.parameters import BadRequestError, read
from legation.web.registry import views
from legation.web.session import session_routes
from legation.web.view import Answer, Asked, View

HOME = "timeline"

_MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}


def make_app(register: Register, gate: Gate, *, today: Callable[[], date] = date.today) -> Starlette:
    """The pages over an open register. ``today`` is asked anew for each page."""
    routes: list[BaseRoute] = [
        Route("/", _home, name="home"),
        Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
        Route("/openapi.json", lambda request: Response(openapi(), media_type="application/json")),
        *session_routes(gate),
    ]
    for view in views():
        page = _page(view, register, gate, today)
        tail = "/{subject}" if view.subject else ""
        for suffix in view.suffixes:
            routes.append(Route(f"/{{language}}/{view.name}{tail}.{suffix}", page(suffix), name=f"{view.name}.{suffix}"))
        routes.append(Route(f"/{{language}}/{view.name}{tail}", page("html"), name=view.name))
        if view.name == HOME:
            routes.append(Route("/{language}/", page("html"), name="start"))
    told = _told(register, gate)
    app = Starlette(routes=routes, exception_handlers={HTTPException: told, LegationError: told})
    app.add_middleware(Guard, gate=gate)
    return app


def _home(request: Request) -> Response:
    """The pages in the language that the browser asks for first, of those that there are."""
    asked = [each.split(";")[0].strip() for each in request.headers.get("accept-language", "").split(",")]
    spoken = next((each for each in asked if each[:2].lower() in INTERFACES), "en")
    return RedirectResponse(f"/{spoken[:2].lower()}/", 307)


def language_of(request: Request) -> Interface:
    """The language in the address; 404 for one that there is none in."""
    asked = request.path_params.get("language", "")
    if asked not in INTERFACES:
        raise HTTPException(404)
    return interface(asked)


def _page(
    view: View, register: Register, gate: Gate, today: Callable[[], date]
) -> Callable[[str], Callable[[Request], Response]]:
    def made(suffix: str) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            language = language_of(request)
            if not gate.may_read(request.headers):
                return _refused(request, language, suffix)
            given = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=50)
            values, query = read(register, view.parameters, given, language)
            subject = request.path_params.get("subject", "")
            base = str(request.base_url).rstrip("/") + f"/{language}"
            asked = Asked(register, language, today(), {**values, "subject": subject}, query, base)
            if suffix in view.others:
                return Response(view.others[suffix](asked), media_type=_MEDIA[suffix])
            answer = view.answer(asked)
            if answer.moved is not None:
                dotted = "" if suffix == "html" else suffix
                return RedirectResponse(address(language, view.name, answer.moved, dotted, subject), 303)
            return _formatted(view, suffix, asked, answer, request, gate)

        return page

    return made


def _formatted(view: View, suffix: str, asked: Asked, answer: Answer, request: Request, gate: Gate) -> Response:
    if suffix == "json":
        body = msgspec.json.format(msgspec.json.encode(answer.records), indent=2)
        return Response(body, media_type=_MEDIA["json"])
    if suffix == "csv":
        words = f"{view.name}-{asked.words('subject') or ''}".rstrip("-")
        name = "".join(each for each in words if each.isascii() and (each.isalnum() or each == "-"))
        named = {"content-disposition": f'attachment; filename="legation-{name}.csv"'}
        return Response(csv_lines(answer.header, answer.rows), media_type=_MEDIA["csv"], headers=named)
    page = render(
        f"{view.name}.html",
        asked.language,
        {
            "view": view,
            "asked": asked,
            "query": asked.query,
            "subject": asked.words("subject") or "",
            "title": answer.title,
            "csrf": gate.csrf(request.headers),
            "address_of": address,
            **answer.shown,
        },
    )
    return Response(page, media_type="text/html")


def _refused(request: Request, language: Interface, suffix: str) -> Response:
    if suffix == "html":
        return RedirectResponse(f"/{language}/session", 303)
    return Response(text("web.needs_token", language) + "\n", 401, {"www-authenticate": "Basic realm=legation"}, "text/plain")


def _told(register: Register, gate: Gate) -> Callable[[Request, Exception], Response]:
    """A page, or a line of JSON, that names the fault."""

    def told(request: Request, error: Exception) -> Response:
        asked = request.url.path.split("/")[1] if "/" in request.url.path else ""
        language = interface(asked if asked in INTERFACES else None)
        headers = None
        if isinstance(error, HTTPException):
            status, headers = error.status_code, error.headers
            words = text("web.error.page", language) if status == 404 else error.detail
            if error.detail != "Not Found" and status == 404:
                words = error.detail
        else:
            words = str(error)
            status = 400 if isinstance(error, (BadRequestError, RegisterError)) else 500
            if words.startswith(f"{register.name}: "):  # what the database says of itself, see connection.explained
                status = 503
            elif isinstance(error, RegisterError) and "subject" in request.path_params:
                status = 404
        if request.url.path.endswith((".json", ".csv", ".ics", ".atom")):
            return Response(msgspec.json.encode({"error": words}), status, headers, "application/json")
        shown: dict[str, object] = {
            "title": text(f"web.status.{status}" if status in (400, 403, 404) else "web.status.other", language),
            "view": None, "query": {}, "subject": "", "csrf": gate.csrf(request.headers), "words": words, "status": status,
        }
        return Response(render("error.html", language, shown), status, headers, "text/html")

    return told
