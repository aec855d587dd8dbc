"""Makes a tree of content with many municipalities: those there are, and copies of one of them, each
with a name of its own."""

import pathlib
import re
import shutil

import lib

#: The municipality that is copied: it has thirteen sections.
MODEL = "vallensbaek"


def tree(folder, count):
    """Content with `count` municipalities and nothing else changed. Those there are stay: words and
    guides speak of them by name."""
    content = lib.ROOT / "content"
    model = content / MODEL
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(content, folder, ignore=lambda *_: ["adresser.toml"])
    there = len(list(content.glob("*/kommune.toml")))
    texts = {file.relative_to(model): file.read_text() for file in model.rglob("*") if file.is_file()}
    for number in range(there + 1, count + 1):
        for path, text in texts.items():
            target = folder / f"by-{number:04}" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.name == "kommune.toml":
                text = re.sub(r'(?m)^navn = .*', f'navn = "By {number:04}"', text, count=1)
                text = re.sub(r'(?m)^kort = .*', f'kort = "b{number:04}"', text, count=1)
                text = re.sub(r'(?m)^raekkefoelge = .*', f"raekkefoelge = {number}", text, count=1)
            target.write_text(text)
    return pathlib.Path(folder)
