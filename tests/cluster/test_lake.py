from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from legation.cluster import Job, code_shard, lake, plan, read_coded, read_unread, run_here, work
from legation.cluster.lake import LakeWriter
from legation.coder import Coder
from legation.model import Dispatch, Mention, SourceError, make_dispatch

TEXTS = (
    "Le Mali a quitté la Cédéao mardi.",
    "La fanfare a joué.",
    "Le Togo envisage de rejoindre l'AES. Le Niger a condamné le Mali.",
)


@pytest.fixture
def coded(coder: Coder) -> list[tuple[Dispatch, tuple[Mention, ...]]]:
    texts = [make_dispatch(f"n{at}", text, published="2025-04-03", language="fr") for at, text in enumerate(TEXTS)]
    return list(coder.code_many([*texts, make_dispatch("n2", TEXTS[0], language="fr")]))


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for at, text in enumerate(TEXTS):
        (folder / f"{at}.jsonl").write_text(f'{{"text": "{text}"}}\n{{oups\n', encoding="utf-8")
    return folder


def test_what_is_written_is_read_back_to_the_letter(tmp_path: Path, coded: list[tuple[Dispatch, tuple[Mention, ...]]]) -> None:
    with LakeWriter(tmp_path, "s") as writer:
        assert [writer.add(*each) for each in coded] == [1, 0, 2, 1]
    assert list(read_coded(tmp_path, "s")) == coded
    row = pq.read_table(tmp_path / "mentions" / "s.parquet").to_pylist()[0]
    assert (row["kind"], row["dispatch"]) == ("membership.leave", "n0")
    assert [actor["id"] for actor in row["roles"]] == ["MLI", "ECOWAS"]


def test_an_error_leaves_nothing(tmp_path: Path, coded: list[tuple[Dispatch, tuple[Mention, ...]]]) -> None:
    with pytest.raises(KeyError), LakeWriter(tmp_path, "s") as writer:
        writer.add(*coded[0])
        raise KeyError
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_killed_workers_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "mentions" / ".s.0123.tmp"
    left.parent.mkdir()
    left.write_bytes(b"half")
    with LakeWriter(tmp_path, "s"), LakeWriter(tmp_path, "s"):
        pass  # the inner one is done first, and clears the outer one's files away
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["s.parquet"] * 3


def test_small_files_go_together_and_a_changed_file_is_another_shard(press: Path) -> None:
    assert [len(shard.paths) for shard in plan([str(press)])[0]] == [3]
    before = plan([str(press)], most=1)[0]
    assert [len(shard.paths) for shard in before] == [1, 1, 1]
    (press / "1.jsonl").write_text('{"text": "Le Mali."}', encoding="utf-8")
    after = plan([str(press)], most=1)[0]
    assert [one.name == other.name for one, other in zip(before, after, strict=True)] == [True, False, True]
    with pytest.raises(SourceError, match="standard input"):
        plan(["-"])


def test_a_run_goes_on_where_it_stopped(press: Path, tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dies:
        left = 1

        def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
            for each in coder.code_many(dispatches):
                if not self.left:
                    raise KeyboardInterrupt
                self.left -= 1
                yield each

    shards, _ = plan([str(press)], most=1)
    monkeypatch.setattr(work, "_coder", Dies)
    dying = Dies()
    monkeypatch.setattr(work, "_coder", lambda: dying)
    job = Job(str(tmp_path / "lake"))
    with pytest.raises(KeyboardInterrupt):
        list(run_here(shards, job))
    assert [lake.is_done(tmp_path / "lake", shard.name) for shard in shards] == [True, False, False]
    monkeypatch.setattr(work, "_coder", lambda: coder)
    assert [done.anew for done in run_here(shards, job)] == [False, True, True]
    assert code_shard(shards[2], job).anew is False
    told = [row for shard in shards for row in read_unread(tmp_path / "lake", shard.name)]
    assert [(Path(row.path).name, row.line) for row in told] == [("0.jsonl", 2), ("1.jsonl", 2), ("2.jsonl", 2)]
    coded = [told for shard in shards for _, told in read_coded(tmp_path / "lake", shard.name)]
    assert [mention.kind for told in coded for mention in told] == ["membership.leave", "membership.join", "accuse"]
