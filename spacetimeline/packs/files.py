"""Files of packs: which there are in a folder, and the text of each.

Whatever a file system can come up with (no permission, a pipe, a file that is
no text) is a `FixtureProblem`, and never an exception.
"""

from __future__ import annotations

import os
import stat

from spacetimeline.errors import FixtureProblem
from spacetimeline.packs import limits

ENDINGS = (".yaml", ".yml")


def whole(path: str, message: str, hint: str = "", line: int = 0) -> FixtureProblem:
    """A problem of a file as a whole."""
    return FixtureProblem(path, line, "", "", message, hint)


def text_of(path: str, problems: list[FixtureProblem]) -> str | None:
    """A file's text, or None and a problem."""
    try:
        # Opening a pipe would wait for ever, so look before opening.
        if not stat.S_ISREG(os.stat(path).st_mode):
            problems.append(whole(path, "this is no file", "give a YAML file or a folder of them"))
            return None
        with open(path, "rb") as stream:
            data = stream.read(limits.MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problems.append(
            whole(path, f"the file cannot be read: {reason}", "check the path and its permissions")
        )
        return None
    if len(data) > limits.MAX_FILE_BYTES:
        problems.append(
            whole(
                path,
                f"the file is larger than {limits.MAX_FILE_BYTES // 1024 // 1024} MB",
                "split it into several files of one pack, or import it as a catalogue",
            )
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(whole(path, "this is not UTF-8", "save the file as UTF-8", line))
        return None
    return text


def yaml_files(folder: str, problems: list[FixtureProblem]) -> list[str]:
    """The YAML files of a folder and of the folders in it, in order of their paths."""
    found: list[str] = []

    def failed(error: OSError) -> None:
        reason = error.strerror or str(error)
        path = str(error.filename or folder)
        problems.append(
            whole(path, f"the folder cannot be read: {reason}", "check its permissions")
        )

    depth = folder.rstrip(os.sep).count(os.sep)
    for here, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if here.count(os.sep) - depth >= limits.MAX_FOLDER_DEPTH:
            folders.clear()
        found += (
            os.path.join(here, name)
            for name in sorted(files)
            if name.endswith(ENDINGS) and not name.startswith(".")
        )
        if len(found) > limits.MAX_FILES:
            message = f"the folder has more than {limits.MAX_FILES:,} YAML files"
            problems.append(whole(folder, message, "make several packs of it"))
            return []
    return found
