"""Holds an export against the validator's verdicts: `judge.py pydantic|jsonschema|openapi FOLDER`."""

import importlib.util
import json
import multiprocessing
import pathlib
import sys

TOOL, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])


def pydantic_judge(name):
    from pydantic import TypeAdapter, ValidationError

    spec = importlib.util.spec_from_file_location("contract", FOLDER / "contract.py")
    contract = importlib.util.module_from_spec(spec)
    sys.modules["contract"] = contract
    spec.loader.exec_module(contract)
    adapter = TypeAdapter(getattr(contract, name))

    def passes(body):
        try:
            adapter.validate_python(body)
            return True
        except ValidationError:
            return False

    return passes


def schema_judge(name):
    from jsonschema import Draft202012Validator

    file, place = {"jsonschema": ("schema.json", ["$defs"]), "openapi": ("openapi.json", ["components", "schemas"])}[TOOL]
    document = json.loads((FOLDER / file).read_text())
    for key in place:
        document = document[key]
    Draft202012Validator.check_schema(document[name])
    return Draft202012Validator(document[name]).is_valid


def differences(part):
    path, nth, of = part
    judge = (pydantic_judge if TOOL == "pydantic" else schema_judge)(path.stem)
    found, many = [], 0
    with path.open() as lines:
        for at, line in enumerate(lines):
            if at % of != nth:
                continue
            many += 1
            if judge(json.loads(line[1:])) != (line[0] == "1"):
                found.append(f"{path.stem}: the validator says {line[:300]}")
    return many, found[:5]


if __name__ == "__main__":
    files = sorted(FOLDER.glob("*.cases"))
    assert files, "there are cases"
    with multiprocessing.get_context("fork").Pool(2) as pool:
        results = pool.map(differences, [(path, nth, 2) for path in files for nth in range(2)], chunksize=1)
    found = [line for _, lines in results for line in lines]
    print("\n".join(found))
    print(sum(many for many, _ in results), "cases")
    sys.exit(1 if found else 0)
