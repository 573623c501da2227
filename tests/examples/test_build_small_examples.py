"""The small studies in the repository are what their script writes."""

from pathlib import Path

import pytest

from build_small_examples import write_examples

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the script has written both studies."""
    folder = tmp_path_factory.mktemp("examples")
    write_examples(folder)
    return folder


@pytest.mark.parametrize("name", ["toy-plan", "two-plants", "flexibility-10x10", "flexibility-gm"])
def test_committed_files_are_what_the_script_writes(written: Path, name: str) -> None:
    """Every file but the README, byte for byte, and none more or fewer."""
    fresh = {file.name: file.read_bytes() for file in (written / name).iterdir()}
    kept = {file.name: file.read_bytes() for file in (EXAMPLES / name).iterdir() if file.name != "README.md"}
    assert sorted(kept) == sorted(fresh)
    assert [key for key in fresh if kept[key] != fresh[key]] == []


@pytest.mark.parametrize("name", ["toy-plan", "two-plants", "flexibility-10x10", "flexibility-gm"])
def test_writing_twice_gives_the_same_bytes(written: Path, name: str) -> None:
    """The second writing replaces the first with the same files and leaves other files alone."""
    before = {file.name: file.read_bytes() for file in (written / name).iterdir()}
    (written / name / "README.md").write_text("kept", encoding="utf-8")
    write_examples(written)
    assert (written / name / "README.md").read_text(encoding="utf-8") == "kept"
    (written / name / "README.md").unlink()
    assert {file.name: file.read_bytes() for file in (written / name).iterdir()} == before
