"""JSON Schemas of the kinds of file, made from the models: what an editor completes and checks while one types.

Committed in `data/schema/`; a test holds them to the models. `narrator schema KIND` prints one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic.json_schema import GenerateJsonSchema

from narrator.ingest.accepted import AcceptedFile
from narrator.ingest.registries import NamesFile, SourcesFile
from narrator.model.records import EventFile

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

SchemaKind = Literal["event", "sources", "names", "accepted"]
MODELS: dict[str, type[BaseModel]] = {
    "event": EventFile,
    "sources": SourcesFile,
    "names": NamesFile,
    "accepted": AcceptedFile,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsTyped(GenerateJsonSchema):
    """The schema of what is typed: a field that may be left out is left out, it is never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text; an editor reads a bare `42` as a number, where our reader keeps it as text."""
        typed = super().str_schema(schema)
        return typed if "pattern" in typed else {**typed, "type": ["string", "number"]}


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file (`event`, `sources`, `names`, `accepted`), as it is committed."""
    schema = MODELS[kind].model_json_schema(by_alias=True, schema_generator=_AsTyped)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
