"""Nothing that is read is run: no pickle, no eval, and XML only where its entities stay unexpanded."""

from __future__ import annotations

import ast
from pathlib import Path

import legation

SOURCE = Path(legation.__file__).parent
UNSAFE = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "yaml", "jsonpickle"}
# What writes XML is harmless; the standard library's readers expand entities.
READS_XML = {"parse", "fromstring", "fromstringlist", "iterparse", "XML", "XMLID", "XMLParser", "XMLPullParser", "make_parser"}
CALLED = {"eval", "exec", "compile", "__import__"}


def names(tree: ast.AST) -> set[str]:
    found = {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def reads_xml(tree: ast.AST) -> set[str]:
    """What a module that imports the standard library's XML calls of its readers."""
    if "xml" not in names(tree):
        return set()
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {getattr(each, "attr", getattr(each, "id", "")) for each in called} & READS_XML


def calls(tree: ast.AST) -> set[str]:
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def keywords(tree: ast.AST, called: str) -> list[dict[str | None, object]]:
    return [
        {each.arg: getattr(each.value, "value", None) for each in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == called
    ]


def test_the_search_finds_what_it_is_for() -> None:
    tree = ast.parse("import pickle.x\nfrom yaml import load\neval('1')\netree.XMLParser(resolve_entities=True)")
    assert names(tree) == {"pickle", "yaml"}
    assert calls(tree) == {"eval"}
    assert reads_xml(ast.parse("from xml.etree import ElementTree\nElementTree.fromstring('')")) == {"fromstring"}
    assert reads_xml(ast.parse("from xml.etree import ElementTree\nElementTree.tostring(root)")) == set()
    assert keywords(tree, "XMLParser") == [{"resolve_entities": True}]


def test_nothing_that_is_read_is_run() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    assert len(files) > 150
    parsers = 0
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert not names(tree) & UNSAFE, file
        assert not calls(tree) & CALLED, file
        assert not reads_xml(tree), file
        for given in keywords(tree, "XMLParser"):
            parsers += 1
            safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
            assert {name: given.get(name) for name in safe} == safe, file
    assert parsers == 1
