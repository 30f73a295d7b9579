"""What Schemathesis cannot know of these documents: addresses that can be fetched, what vendors take beyond their pages, and
what no schema can say."""

import itertools
import json
import os
import re

import jsonschema
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)

# Addresses of documentation, which the mock calls by no means: nothing here leaves the machine.
HOST = st.one_of(
    st.integers(1, 254).map(lambda last: f"192.0.2.{last}"),
    st.integers(0, 0xFFFF).map(lambda last: f"[2001:db8::{last:x}]"),
)
PATH = st.from_regex(r"(/[A-Za-z0-9._~%-]{0,12}){0,4}", fullmatch=True).map(lambda path: path.replace("%", "%25"))
QUERY = st.from_regex(r"(\?[a-z]{1,8}=[A-Za-z0-9_-]{0,12})?", fullmatch=True)
PORT = st.one_of(st.just(""), st.integers(0, 65535).map(lambda port: f":{port}"))

# The documents say `uri`; what a vendor can fetch or call is one of http or https.
schemathesis.openapi.format(
    "uri",
    st.builds(
        lambda scheme, host, port, path, query: f"{scheme}://{host}{port}{path}{query}",
        st.sampled_from(["http", "https", "HTTPS"]),
        HOST,
        PORT,
        PATH,
        QUERY,
    ),
)


def without_nulls(value):
    """`null` is taken for an absent member everywhere."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value]
    return value


def unquoted(value):
    """Numbers and flags in quotes, as one vendor's own examples send them."""
    if isinstance(value, dict):
        return {key: unquoted(inner) for key, inner in value.items()}
    if isinstance(value, str) and re.fullmatch(r"0|-?[1-9][0-9]{0,18}", value):
        return int(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def readings(body, quotes):
    """A body as the vendor understands it: each combination of the two leniencies."""
    bare = without_nulls(body)
    yield bare
    if quotes and isinstance(bare, dict):
        texts = {"model", "prompt", "payload", "callback_url", "resolution", "movement_amplitude", "aspect_ratio", "images"}
        yield {key: inner if key in texts else unquoted(inner) for key, inner in bare.items()}


def is_administrative(case):
    """Whether it is the mock's own document, which says exactly what is taken."""
    return case.operation.path.startswith("/__admin/")


def is_fine(case, response):
    """Whether the body that was sent is one that the page allows, leniently read."""
    if is_administrative(case):
        return False
    document = case.operation.schema.raw_schema
    operation = document["paths"][case.operation.path][case.operation.method.lower()]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    try:
        sent = json.loads(response.request.body)
    except (TypeError, ValueError):
        return False
    if content is None:
        return False
    schema = {**content["schema"], "components": document["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    quotes = "in quotes" in operation["requestBody"].get("description", "")
    return any(validator.is_valid(body) for body in readings(sent, quotes))


@schemathesis.check
def illegal_is_refused(ctx, response, case):
    """As `negative_data_rejection`, but for what the vendor takes although its schema does not offer it."""
    try:
        return negative_data_rejection(ctx, response, case)
    except AssertionError:
        if is_fine(case, response):
            return None
        raise


@schemathesis.check
def legal_is_taken(ctx, response, case):
    """As `positive_data_acceptance`, but for what no schema could have said of the request."""
    try:
        return positive_data_acceptance(ctx, response, case)
    except AssertionError:
        pardons = OF_SCRIPTS if is_administrative(case) else NOT_OF_THE_REQUEST
        if response.status_code == 400 and any(words in response.text for words in pardons):
            return None
        # To JSON Schema 4.0 is an integer, and no schema can say that it is none to a vendor, or to the mock.
        if response.status_code == 400 and re.search(A_WHOLE_NUMBER, response.text):
            return None
        raise


# That a task is done, or is not there: some vendors answer these with 400 where others have 404 and 409.
NOT_OF_THE_REQUEST = ["can not cancel", "there is no task"]
# The pattern of a script has each of its parts, and not which of them exclude each other or belong to which vendor.
OF_SCRIPTS = ["a task ends once", "a task takes one time", "belongs to drive=", "is no error code of", "is no state of"]
A_WHOLE_NUMBER = r"a number [-0-9.e+]+ is given, a whole number|invalid type: floating point|`times` is a whole number"


def a_few(world):
    """One of a few worlds of the same vendor: there may be ten thousand only, and in few of them more happens."""
    vendor, _, key = world.partition("/")
    return world if PRINTED.fullmatch(key) else f"{vendor}/{len(key) % 4}"


PRINTED = re.compile("[0-9a-f]{8}")
HEADER = "x-vidu-mock-world"


@schemathesis.hook
def map_case(context, case):
    """Worlds that do not contradict each other: no schema can say that of two places of a request."""
    if not is_administrative(case):
        return case
    # In its coverage phase Schemathesis leaves a header with a pattern empty, also where the header is meant to be right.
    if getattr(case.meta.phase.data, "parameter", None) != HEADER:
        for name in [name for name, value in (case.headers or {}).items() if name.lower() == HEADER and value == ""]:
            del case.headers[name]
    schemas = case.operation.schema.raw_schema["components"]["schemas"]
    is_world = re.compile(schemas["World"]["pattern"]).match
    named = [container for container, name in worlds_of(case) if is_world(container[name])]
    if len(named) == len(worlds_of(case)):
        body = case.body if isinstance(case.body, dict) else {}
        chosen = body.get("world") if isinstance(body.get("world"), str) and is_world(body["world"]) else None
        # What drives an operation drives it in all worlds.
        is_of_all = case.operation.path.endswith("/drive") and body.get("operation") is not None
        for container, name in worlds_of(case):
            chosen = chosen or container[name]
            if is_of_all or not chosen.isascii():
                del container[name]
            else:
                container[name] = a_few(chosen)
        if isinstance(body.get("world"), str) and chosen == body["world"]:
            body["world"] = a_few(chosen)
    return case


def worlds_of(case):
    """Where a request names a world beside its body."""
    query, headers = case.query or {}, case.headers or {}
    in_query = [(query, "world")] if isinstance(query.get("world"), str) else []
    return in_query + [(headers, name) for name in headers if name.lower() == HEADER and isinstance(headers[name], str)]


calls = itertools.count()
LIVES = ["drive=once", "drive=step", "drive=query", "fail", "stuck=processing", "succeed", "state=dreaming", "after=2s"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Something to look at: every so often somebody makes a task, and nobody takes its callbacks."""
    count = next(calls)
    if not is_administrative(case) or count % 25:
        return
    mock, key = os.environ["VIDU_MOCK_URL"], {"Authorization": "Token schemathesis"}
    # Or it is this call that goes wrong on purpose.
    requests.delete(f"{mock}/__admin/faults", headers={"X-Vidu-Mock-Token": "schemathesis"}, timeout=30)
    body = {"model": "viduq1", "images": ["https://192.0.2.1/a.png"], "prompt": "a cat", "callback_url": "http://127.0.0.1:9/"}
    script = {"X-Vidu-Mock": LIVES[count // 25 % len(LIVES)]}
    requests.post(f"{mock}/ent/v2/img2video", json=body, headers={**key, **script}, timeout=30)


def unless(check, path, status):
    """The same check, but for a vendor that answers with a status of its own, as its pages or its program have it."""

    def wrapped(ctx, response, case):
        try:
            return check(ctx, response, case)
        except AssertionError as fault:
            # A failure about another answer than this has only its status with it.
            if case.operation.path.startswith(path) and status in f"{fault}{vars(fault)}":
                return None
            raise

    wrapped.__name__ = f"{check.__name__}_or_{status}"
    return schemathesis.check(wrapped)


# A missing key is 400 in the platform's table; a wrong method is no URL to the gateway's program.
unless(ignored_auth, "/v3/async/", "400")
unless(missing_required_header, "/v3/async/", "400")
unless(unsupported_method, "/vidu/ent/", "404")
