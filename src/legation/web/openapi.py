"""OpenAPI 3.1: what may be asked, and what is answered, from the views themselves."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import msgspec

from legation.messages import INTERFACES, text
from legation.model import STATUSES
from legation.ontology import domains, kinds
from legation.web.registry import views
from legation.web.view import Parameter, View

_TYPES = {"ics": "text/calendar", "atom": "application/atom+xml", "csv": "text/csv"}


@cache
def openapi() -> bytes:
    """The description, as JSON; the same for a register of any content."""
    types = [view.record for view in views()]
    _, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths: dict[str, object] = {}
    for view in views():
        tail = "/{subject}" if view.subject else ""
        for suffix in view.suffixes:
            paths[f"/{{language}}/{view.name}{tail}.{suffix}"] = {"get": _operation(view, suffix)}
    described = {
        "openapi": "3.1.0",
        "info": {"title": "Legation", "version": version("legation"), "description": text("help.app", "en")},
        "paths": paths,
        "components": {"schemas": components},
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1)


def _operation(view: View, suffix: str) -> dict[str, object]:
    reference: dict[str, object] = {"$ref": f"#/components/schemas/{view.record.__name__}"}
    shape = {"type": "array", "items": reference} if view.many else reference
    content: dict[str, object] = {"application/json": {"schema": shape}} if suffix == "json" else {_TYPES[suffix]: {}}
    language = {"name": "language", "in": "path", "required": True, "schema": {"enum": list(INTERFACES)}}
    subject = {"name": "subject", "in": "path", "required": True, "description": view.subject, "schema": {"type": "string"}}
    return {
        "operationId": f"{view.name}_{suffix}",
        "summary": text(f"web.{view.name}", "en"),
        "parameters": [language, *([subject] if view.subject else []), *map(_parameter, view.parameters)],
        "responses": {
            "200": {"description": text(f"web.{view.name}", "en"), "content": content},
            "400": {"description": "A parameter that can't be read; the answer names it"},
            "404": {"description": "Nothing of this name in the register"},
        },
    }


def _parameter(each: Parameter) -> dict[str, object]:
    shape: dict[str, object] = {"type": "string"}
    match each.sort:
        case "number":
            shape = {"type": "integer", "minimum": 1, "maximum": each.most}
        case "day" | "last_day":
            shape = {"type": "string", "description": "EDTF: 2025-04-03, 2025-04 or 2025", "examples": ["2025-04-03"]}
        case "status":
            shape = {"enum": list(STATUSES)}
        case "kind":
            shape = {"enum": sorted({*kinds(), *(name.split(".")[0] for name in kinds())})}
        case "domain":
            shape = {"enum": list(domains())}
        case _:
            pass
    return {"name": each.name, "in": "query", "description": text(each.help, "en"), "schema": shape}
