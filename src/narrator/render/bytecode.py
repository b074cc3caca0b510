"""The code of the packaged templates, kept beside that of our own modules, so that no run compiles them again.

It is as much to be trusted as the `.pyc` files that it lies among, and is only ever written of packaged templates, by a
process that runs none: what a confined child compiles of a workspace's own templates is gone with it.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from jinja2 import Environment

RULES = ("environment.py", "tags.py")
"""What decides, beside Jinja and Python, whether a template is sound and what becomes of it."""


class Kept(BytecodeCache):
    """The code of templates by name, with what it was made of and with."""

    def __init__(self, path: Path) -> None:
        self._path, self._adds, self._added = path, False, False
        self._codes: dict[str, tuple[str, CodeType]] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):  # there is none, or half of one
            self._codes |= marshal.loads(path.read_bytes())  # noqa: S302  # a module's own, as a .pyc is

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The code of a template where it is known: of this text, by these rules, for Markdown or HTML."""
        made = sha256("\0".join((_rules(), str(environment.autoescape), filename or "", source)).encode())
        bucket = Bucket(environment, name, made.hexdigest())
        checksum, code = self._codes.get(name, ("", None))
        bucket.code = code if checksum == bucket.checksum else None
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Know the code of a packaged template from here on."""
        if self._adds and bucket.code is not None:
            self._codes[bucket.key], self._added = (bucket.checksum, bucket.code), True

    @contextmanager
    def adding(self) -> Iterator[None]:
        """What is compiled inside is added, and written, where there is a place for it."""
        self._adds = True
        try:
            yield
        finally:
            self._adds = False
        if self._added and not sys.dont_write_bytecode:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with NamedTemporaryFile(dir=self._path.parent, prefix=f"{self._path.name}.", delete=False) as file:
                    file.write(marshal.dumps(self._codes))
                Path(file.name).chmod(0o644)  # as a .pyc, for all who may run us
                Path(file.name).replace(self._path)
        self._added = False


@cache
def _rules() -> str:
    texts = ((Path(__file__).parent / name).read_bytes() for name in RULES)
    return sha256(b"".join((MAGIC_NUMBER, jinja2.__version__.encode(), *texts))).hexdigest()


@cache
def kept() -> Kept:
    """What is kept beside the code of this module."""
    return Kept(Path(cache_from_source(__file__)).with_name(f"templates.{sys.implementation.cache_tag}.bin"))
