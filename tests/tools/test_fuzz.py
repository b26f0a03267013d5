"""The corpus of the fuzzer, and some hundred inputs of Hypothesis to each target: what was found once is not found again."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.watch.conftest import ROOT, module

CORPUS = ROOT / "tests" / "corpus"
SLOW = ("page", "plain_text", "actors", "queries", "json_line")


def targets() -> ModuleType:
    return module("fuzz_targets")


def names() -> list[str]:
    return sorted(each.name for each in CORPUS.iterdir())


def test_every_target_has_a_corpus_and_a_share() -> None:
    assert names() == sorted(targets().TARGETS) == sorted(targets().SHARES)
    files = [each for each in CORPUS.rglob("*") if each.is_file()]
    assert len(files) >= len(names())
    assert sum(each.stat().st_size for each in files) < 100_000, "kept small"


@pytest.mark.parametrize("name", names())
def test_the_corpus(name: str) -> None:
    files = sorted((CORPUS / name).iterdir())
    assert files
    for file in files:
        targets().TARGETS[name](file.read_bytes())


@pytest.mark.parametrize("name", names())
def test_what_hypothesis_makes(name: str) -> None:
    seeds = [file.read_bytes() for file in sorted((CORPUS / name).iterdir())]
    spliced = st.builds(
        lambda seed, at, size, words: seed[: at % (len(seed) + 1)] + words + seed[at % (len(seed) + 1) + size :],
        st.sampled_from(seeds), st.integers(0, 5000), st.integers(0, 20),
        st.binary(max_size=12) | st.text(max_size=6).map(str.encode),
    ) if seeds else st.binary()  # fmt: skip

    @settings(
        max_examples=3 if name == "actors" else 15 if name in SLOW else 60,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")) | spliced)
    def inputs(data: bytes) -> None:
        targets().TARGETS[name](data)

    inputs()


def test_what_the_fuzzer_says_is_counted(tmp_path: Path) -> None:
    fuzz, log = module("fuzz"), tmp_path / "x.log"
    log.write_text("#2\tINITED cov: 5\n#2000\tDONE cov: 7\nDone 2000 runs in 3 second(s)\n")
    done = fuzz.outcome_of("edtf", 0, log)
    assert (done.inputs, done.seconds, done.failure) == (2000, 3, "")
    assert fuzz.outcome_of("edtf", 77, log).failure.startswith("FAILED (77)")
    log.write_text("#2\tINITED cov: 5\n#4\tNEW cov: 7\n === Uncaught Python exception: ===\nValueError\n")
    broken = fuzz.outcome_of("edtf", 77, log)
    assert (broken.inputs, broken.failure) == (4, f"FAILED, see {log}")


def test_pages_are_mutated_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    mutate = module("mutate_pages")
    page = (CORPUS / "page" / "article").read_bytes()
    assert len({mutate.mutated(page, random.Random(seed)) for seed in range(20)}) == 20
    for number in range(4):
        (tmp_path / f"{number}.html").write_bytes(page * 3)
    monkeypatch.setattr(sys, "argv", ["mutate_pages", str(tmp_path), "--times", "5"])
    assert mutate.main() == 0
    assert capsys.readouterr().out.startswith("2 pages, seed 7: "), "odd numbers are left alone"
    monkeypatch.setattr(mutate, "html_dispatch", lambda *_, **__: 1 / 0)
    assert mutate.main() == 1
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_cycles_of_a_difficult_publisher_lose_and_double_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    module("press_server")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    cycles = module("watch_cycles")
    wrong, line = cycles.watch(66, 3)
    assert wrong == []
    assert line.startswith("66 cycles, ")


def test_the_audit_sees_what_it_is_for(tmp_path: Path) -> None:
    audit = module("audit")
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "ruff==0.0.1 \\\n    --hash=sha256:" + "0" * 64 + "\nmsgspec>=0.20\nde-core-news-md==999.9.9 \\\n    --hash=sha256:"
        + "1" * 64 + "\npytest==1.0\n", encoding="utf-8",
    )  # fmt: skip
    wrong, number = audit.problems(lock)
    assert number == 3
    said = "\n".join(wrong)
    for words in ("not pinned: msgspec>=0.20", "de-core-news-md==999.9.9: a squat", "pytest==1.0: no hash", "0.0.1 is locked"):
        assert words in said, (words, said)
