"""Reports are written whole or not at all, under names that belong together."""

import errno
import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cartcheck.errors import UsageError
from cartcheck.reports.writing import items_name, write_reports
from cartcheck.whole_file import write_whole
from tests.reports.page_reader import named
from tests.reports.samples import REFUSED


def test_each_format_has_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    paths = write_reports(REFUSED, folder, "shop", ["html", "json", "junit"])
    assert {name: path.relative_to(folder).name for name, path in paths.items()} == {
        "html": "shop.html",
        "json": "shop.json",
        "junit": "shop.xml",
    }
    assert sorted(folder.iterdir()) == sorted(paths.values())
    assert paths["html"].read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(paths["json"].read_text("utf-8"))["state"] == "cannot work"
    assert ET.parse(paths["junit"]).getroot().tag == "testsuites"


def _links(page: Path) -> list[str]:
    return [link.attributes["href"] for link in named(page.read_text("utf-8"), "a")]


def test_the_page_links_what_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / items_name("my shop")).write_text("")
    page = write_reports(REFUSED, tmp_path, "my shop", ["json", "html"])["html"]
    assert {"my%20shop-items.html", "my%20shop.json"} <= set(_links(page))


def test_the_page_links_nothing_that_is_not_there(tmp_path: Path) -> None:
    page = write_reports(REFUSED, tmp_path, "shop", ["html"])["html"]
    assert [link for link in _links(page) if not link.startswith("#")] == []


def test_only_the_wanted_formats_are_written(tmp_path: Path) -> None:
    assert list(write_reports(REFUSED, tmp_path, "shop", ["junit", "junit"])) == ["junit"]
    assert [path.name for path in tmp_path.iterdir()] == ["shop.xml"]


def test_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no report format 'pdf'.*html, json, junit"):
        write_reports(REFUSED, tmp_path, "shop", ["pdf"])


def test_a_folder_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("")
    with pytest.raises(UsageError, match=r"shop\.html cannot be written.*another folder"):
        write_reports(REFUSED, tmp_path / "reports", "shop", ["html"])


def test_a_full_disk_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.json"
    write_whole(path, "old")

    def full(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="No space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_is_replaced(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", "old")
    write_whole(tmp_path / "a.json", "né\n")
    assert (tmp_path / "a.json").read_bytes() == "né\n".encode()
