"""What Schemathesis cannot know of these documents: addresses that can be fetched, and what vendors take beyond their pages."""

import json
import re

import jsonschema
import schemathesis
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)

NAME = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
PATH = st.from_regex(r"(/[A-Za-z0-9._~%-]{0,12}){0,4}", fullmatch=True).map(lambda path: path.replace("%", "%25"))
QUERY = st.from_regex(r"(\?[a-z]{1,8}=[A-Za-z0-9_-]{0,12})?", fullmatch=True)
PORT = st.one_of(st.just(""), st.integers(0, 65535).map(lambda port: f":{port}"))

# The documents say `uri`; what a vendor can fetch or call is one of http or https.
schemathesis.openapi.format(
    "uri",
    st.builds(
        lambda scheme, name, port, path, query: f"{scheme}://{name}.example.com{port}{path}{query}",
        st.sampled_from(["http", "https", "HTTPS"]),
        NAME,
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


def is_fine(case, response):
    """Whether the body that was sent is one that the page allows, leniently read."""
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
    """As `positive_data_acceptance`, but that a task is done, or not there, is nothing that its request could know."""
    try:
        return positive_data_acceptance(ctx, response, case)
    except AssertionError:
        if response.status_code == 400 and any(words in response.text for words in NOT_OF_THE_REQUEST):
            return None
        # To JSON Schema 4.0 is an integer, and no schema can say that it is none to a vendor.
        if response.status_code == 400 and re.search(r"a number [-0-9.e+]+ is given, a whole number", response.text):
            return None
        raise


# Some vendors answer these with 400 where others have 404 and 409; and a world is named by a vendor and a key.
NOT_OF_THE_REQUEST = ["can not cancel", "there is no task", "a world is a vendor and a key"]


@schemathesis.hook
def map_query(context, query):
    """A world that there can be, so that what is asked of it is tried too."""
    if query and isinstance(query.get("world"), str):
        return {**query, "world": f"vidu/{len(query['world'])}"}
    return query


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
