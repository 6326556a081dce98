"""schemathesis makes calls after Zoho's OpenAPI files; no answer may be a 5xx or break a file.

Only what the sandbox has is called: it reads. The calls go to the place that the files name, and the
answers are judged as all others are, by both sets with the table of deviations.
"""
import json
import os
import urllib.parse

import hypothesis
import schemathesis

from truth_oas import SETS, Documents
from truth_schemas import Caller, judged

# (file, path and method of the 2026 set, path of the 2025 set, where it is called)
OPERATIONS = [
    ("users.json", "/users", "get", "/crm/v8/users", "/crm/v8"),
    ("users.json", "/users/{user}", "get", "/crm/v8/users/{user}", "/crm/v8"),
    ("org.json", "/org", "get", "/crm/v8/org", "/crm/v8"),
    ("roles.json", "/settings/roles", "get", "/crm/v8/settings/roles", "/crm/v8"),
    ("profiles.json", "/settings/profiles", "get", "/crm/v8/settings/profiles", "/crm/v8"),
    ("modules.json", "/settings/modules", "get", "/crm/v8/settings/modules", "/crm/v8"),
    ("fields.json", "/settings/fields", "get", "/crm/v8/settings/fields", "/crm/v8"),
    ("record.json", "/{module}", "get", "/crm/v8/{module_api_name}", "/crm/v8"),
    ("record.json", "/{module}/{recordID}", "get", "/crm/v8/{module_api_name}/{id}", "/crm/v8"),
    ("record.json", "/{module}/deleted", "get", "/crm/v8/{module_api_name}/deleted", "/crm/v8"),
    ("module_search.json", "/{module}/search", "get", "/crm/v8/{module}/search", "/crm/v8"),
    ("record_count.json", "/{moduleApiName}/actions/count", "get",
     "/crm/v8/{module_api_name}/actions/count", "/crm/v8"),
    ("coql.json", "/coql", "post", "/crm/v8/coql", "/crm/v8"),
    ("bulk_read.json", "/read", "post", "/crm/bulk/v8/read", "/crm/bulk/v8"),
    ("bulk_read.json", "/read/{jobId}", "get", "/crm/bulk/v8/read/{job_id}", "/crm/bulk/v8"),
    ("bulk_read.json", "/read/{jobId}/result", "get", "/crm/bulk/v8/read/{job_id}/result",
     "/crm/bulk/v8"),
]
# What a path must hold to reach anything: half of the calls have it.
MODULES = ("Contacts", "Accounts")


def _target(case, base, number):
    """The address of a call: the module is one of the sandbox's in half of them."""
    places = dict(case.path_parameters or {})
    for name in ("module", "moduleApiName"):
        if name in places and number % 2:
            places[name] = MODULES[number // 2 % 2]
    path = case.operation.path
    for name, value in places.items():
        path = path.replace("{" + name + "}", urllib.parse.quote(str(value), safe=""))
    return base + path


def _calls(operation, base, count):
    """So many calls of an operation, the same in every run."""
    made = []

    @hypothesis.seed(20_26)
    @hypothesis.settings(max_examples=count, deadline=None, database=None,
                         suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(case=operation.as_strategy())
    def make(case):
        if len(made) >= count:
            return
        query = {k: v for k, v in (case.query or {}).items()}
        text = urllib.parse.urlencode(
            {k: ",".join(map(str, v)) if isinstance(v, list) else
             str(v).lower() if isinstance(v, bool) else v for k, v in query.items()})
        body = case.body if operation.method.lower() == "post" else None
        made.append((_target(case, base, len(made)) + ("?" + text if text else ""), body))

    make()
    return made


def run(base, oas, count):
    """Returns how many calls were made, and what was found."""
    sets = {name: Documents(oas, name) for name in ("2026", "2025")}
    caller, findings, total = Caller(base), [], 0
    for file, path, method, older, prefix in OPERATIONS:
        with open(os.path.join(oas, SETS["2026"], file), encoding="utf-8") as text:
            schema = schemathesis.openapi.from_dict(json.load(text))
        operation = schema[path][method.upper()]
        operations = {"2026": (file, path), "2025": (file, older)}
        for target, body in _calls(operation, prefix, count):
            total += 1
            status, kind, answer = caller.call(method.upper(), target, body)
            if status >= 500:
                findings.append((f"{method} {target}", f"{status} {answer}"))
                continue
            call = f"{method} {target} {'' if body is None else json.dumps(body)}"
            findings += [(call, words) for words in
                         judged(sets, operations, method, status, kind, answer)]
    return total, findings
