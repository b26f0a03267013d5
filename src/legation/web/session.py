"""Coming in with the token, and going out again."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from legation.messages import INTERFACES, Interface, text
from legation.web.guard import COOKIE, SESSION_SECONDS, Gate
from legation.web.pages import render

_MOST = 64_000
"""Bytes of a form: more than any form of ours has."""


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, the first of each name; none where it is not a form, or too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return {}
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}


def session_routes(gate: Gate) -> list[Route]:
    """The page that asks for the token, what takes it, and the way out."""

    async def session(request: Request) -> Response:
        language: Interface = "fr" if request.path_params["language"] == "fr" else "en"
        if request.path_params["language"] not in INTERFACES:
            return Response(status_code=404)
        if request.method == "GET":
            return Response(_form(request, language, ""), media_type="text/html")
        form = await form_of(request)
        if form.get("leave"):
            left = RedirectResponse(f"/{language}/", 303)
            if gate.checks(request.headers, form.get("csrf", "")):
                left.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
            return left
        if not gate.matches(form.get("token", "")):
            return Response(_form(request, language, text("web.wrong_token", language)), 403, media_type="text/html")
        entered = RedirectResponse(f"/{language}/", 303)
        secure = request.url.scheme == "https"
        entered.set_cookie(COOKIE, gate.session(), SESSION_SECONDS, path="/", secure=secure, httponly=True, samesite="strict")
        return entered

    def _form(request: Request, language: Interface, words: str) -> str:
        shown: dict[str, object] = {"title": text("web.session", language), "view": None, "query": {}, "subject": ""}
        return render("session.html", language, {**shown, "words": words, "csrf": gate.csrf(request.headers)})

    return [Route("/{language}/session", session, methods=["GET", "POST"], name="session")]
