#!/usr/bin/env python3
"""Runs Schemathesis, all checks on, against a running mock: each vendor's OpenAPI document, and the mock's own.

    cargo build -p vidu-mock -p vidu-codegen
    tests/schemathesis/run.py --cases 50000
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
# The header with which each vendor is asked; the mock's own endpoints want none on this machine.
KEYS = {
    "vidu": "Authorization: Token schemathesis",
    "novita": "Authorization: Bearer schemathesis",
    "octopusx": "Authorization: Bearer schemathesis",
    "umodelverse": "Authorization: schemathesis",
}
# Checks that hooks.py has in its own words.
OUR_OWN = [
    "negative_data_rejection",
    "positive_data_acceptance",
    "ignored_auth",
    "missing_required_header",
    "unsupported_method",
]
# The end of the server, and an answer that has no end.
NOT_ASKED = ["--exclude-path", "/__admin/shutdown", "--exclude-path", "/__admin/events"]


class Mock:
    """A mock on a port of its own, ended with the `with`."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--port", "0", "--drive", "once", "--key", "schemathesis"], stdout=subprocess.PIPE)
        self.url = json.loads(self.process.stdout.readline())["url"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


class Served:
    """A mock that somebody else has started, and ends."""

    def __init__(self, url):
        self.url = url

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def document(name, url, codegen, folder):
    """Where the document stands: what code generation exports, or what the mock says of itself."""
    path = Path(folder) / f"{name}.json"
    if path.exists():
        return path
    if name == "admin":
        path.write_bytes(urllib.request.urlopen(f"{url}/__admin/openapi.json", timeout=30).read())
    else:
        command = [codegen, "export", "openapi", "--vendor", name, "--out", str(path)]
        subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    return path


def run(name, seed, asked, folder):
    """How many cases a run made, and whether all was well."""
    with Served(asked.url) if asked.url else Mock(asked.mock) as server:
        path = document(name, server.url, asked.codegen, folder)
        command = ["schemathesis", "run", str(path), "--url", server.url, "--seed", str(seed)]
        command += ["--max-examples", str(asked.examples), "--continue-on-failure", "--no-color", "--warnings", "off"]
        command += ["--checks", "all", "--exclude-checks", ",".join(OUR_OWN)]
        command += ["--generation-database", "none", "--suppress-health-check", "all", "--no-shrink"]
        command += NOT_ASKED if name == "admin" else ["--header", KEYS[name]]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        found = re.search(r"(\d+) generated", ran.stdout)
        # What it said, whole, when something was wrong or nothing was tried.
        if ran.returncode != 0 or not found:
            print(ran.stdout, ran.stderr)
        return int(found.group(1)) if found else 0, ran.returncode == 0 and bool(found)


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--cases", type=int, default=50_000, help="how many cases in all, at least")
    words.add_argument("--seed", type=int, default=1, help="the first seed; each further round takes the next")
    words.add_argument("--examples", type=int, default=100, help="how many examples for each operation in a round")
    words.add_argument("--only", action="append", choices=[*KEYS, "admin"], help="only this document")
    words.add_argument("--mock", default=str(PROJECT / "target/debug/vidu-mock"))
    words.add_argument("--codegen", default=str(PROJECT / "target/debug/vidu-codegen"))
    words.add_argument("--url", help="a mock that runs already, with the key `schemathesis` alone")
    words.add_argument("--documents", help="a folder with documents that are written already, NAME.json")
    asked = words.parse_args()
    if shutil.which("schemathesis") is None:
        print("schemathesis is not installed: nothing was tried")
        return 0
    total, seed, is_well = 0, asked.seed, True
    with tempfile.TemporaryDirectory() as made:
        folder = asked.documents or made
        while total < asked.cases and is_well:
            for name in asked.only or [*KEYS, "admin"]:
                cases, is_fine = run(name, seed, asked, folder)
                total, is_well = total + cases, is_well and is_fine
                print(f"{name}: seed {seed}, {cases} cases, {'well' if is_fine else 'not well'}", flush=True)
            seed += 1
    print(f"{total} cases, seeds {asked.seed} to {seed - 1}: {'all is well' if is_well else 'see above'}")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
