"""Zoho's OpenAPI files as validators: both sets, with the places where the files themselves are wrong.

A deviation is a change to a file before it is used, with its reason. One that no longer changes
anything is an error: the table stays true.
"""
import json
import os
import re

import jsonschema
import referencing
import regex
from referencing.jsonschema import DRAFT202012

from truth_deviations import DEVIATIONS
from truth_words import walk

SETS = {"2026": "v8-oas31-2026", "2025": "v8.0-oas30-2025-06"}
_REMOTE = re.compile(r"^https?://[^#]*/([a-z_]+\.json)")




def _pattern(_validator, pattern, instance, _schema):
    """Zoho's patterns have classes such as \\p{L}, which Python's own expressions don't know."""
    if isinstance(instance, str) and not regex.search(pattern, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern[:80]!r}")


_Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})


class Documents:
    """The files of one set, deviations applied, and everything they point to."""

    def __init__(self, folder, name):
        self.name, self.unused = name, []
        self.files = {}
        for file in sorted(os.listdir(os.path.join(folder, SETS[name]))):
            with open(os.path.join(folder, SETS[name], file), encoding="utf-8") as text:
                self.files[file] = json.load(text)
        for number, (sets, file, change, _reason) in enumerate(DEVIATIONS):
            if name in sets and not sum(change(self.files[f]) for f in self._matching(file)):
                self.unused.append(f"{name} {file}: deviation {number} changes nothing")
        for document in self.files.values():
            walk(document, self._localise)
        self.registry = referencing.Registry().with_resources(
            [(f"urn:{name}:{file}", referencing.Resource.from_contents(document, DRAFT202012))
             for file, document in self.files.items()])

    def _matching(self, file):
        return [file] if file != "*" else list(self.files)

    def _localise(self, node):
        """Points to files of the set (what points to one that is not in it, holds), and turns OpenAPI 3.0's `nullable` into JSON Schema."""
        reference = node.get("$ref")
        if isinstance(reference, str) and _REMOTE.match(reference):
            file = _REMOTE.match(reference).group(1)
            if file in self.files:
                node["$ref"] = f"urn:{self.name}:{file}" + reference[reference.index("#"):]
            else:
                del node["$ref"]
        if node.get("nullable") is True and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]
            if "enum" in node:
                node["enum"] = node["enum"] + [None]

    def problems(self, file, path, method, status, kind, body):
        """Where an answer breaks what the file says; None where it does not know the status."""
        operation = self.files[file]["paths"][path][method]
        base = f"urn:{self.name}:{file}"
        answer = operation["responses"].get(str(status))
        if answer is None:
            return None
        if "$ref" in answer:
            answer = self._at(file, answer["$ref"])
        content = answer.get("content") or {}
        if not content:
            return [] if body in (None, "") else ["$: a body where none is told"]
        if kind not in content:
            return [f"$: {kind} in place of {', '.join(content)}"]
        if not kind.endswith("json") or not (content[kind] or {}).get("schema"):
            return []
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": base + ":answer",
                  "$ref": base + self._pointer(file, path, method, status, kind)}
        validator = _Validator(
            schema, registry=self.registry, format_checker=jsonschema.FormatChecker())
        return sorted({_told(error) for error in validator.iter_errors(body)})

    def _at(self, file, reference):
        node = self.files[file]
        for key in reference.split("#/")[1].split("/"):
            node = node[key]
        return node

    def _pointer(self, file, path, method, status, kind):
        answer = self.files[file]["paths"][path][method]["responses"][str(status)]
        start = answer["$ref"] if "$ref" in answer else "#/paths/{}/{}/responses/{}".format(
            path.replace("~", "~0").replace("/", "~1"), method, status)
        pointer = start[start.index("#"):] + "/content/" + kind.replace("/", "~1") + "/schema"
        return pointer.replace("{", "%7B").replace("}", "%7D")


def _told(error):
    """The place and the words of the deepest error, list indices left out."""
    best = jsonschema.exceptions.best_match([error])
    path = "$" + "".join("[]" if isinstance(p, int) else f".{p}" for p in best.absolute_path)
    if best.validator in ("anyOf", "oneOf"):
        return f"{path} fits none of {best.validator}: {json.dumps(best.instance)[:120]}"
    if best.validator in ("type", "pattern", "format"):
        return f"{path} ({json.dumps(best.instance)[:40]}) is not {best.validator_value}"
    return f"{path}: {best.message[:160]}"
