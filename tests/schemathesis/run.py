#!/usr/bin/env python3
"""Runs Schemathesis, all checks on, against a running mock: each vendor's OpenAPI document, and the mock's own, without and
with a token.

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
# The header with which each vendor is asked, without the key.
VENDORS = {
    "vidu": ("Authorization", "Token "),
    "novita": ("Authorization", "Bearer "),
    "octopusx": ("Authorization", "Bearer "),
    "umodelverse": ("Authorization", ""),
}
# The mock's own endpoints: without a token they want no header.
OWN = {"admin": None, "token": ("X-Vidu-Mock-Token", "")}
# Two who must not see each other's tasks.
KEYS = ["schemathesis", "somebody-else"]
# The end of the server, and an answer that has no end.
NOT_ASKED = ["--exclude-path", "/__admin/shutdown", "--exclude-path", "/__admin/events"]


class Mock:
    """A mock on a port of its own, ended with the `with`."""

    def __init__(self, program, token):
        command = [program, "--port", "0", "--drive", "once", "--callback-allow", "loopback"]
        command += [word for key in KEYS for word in ("--key", key)] + (["--admin-token", KEYS[0]] if token else [])
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
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
    if name in OWN:
        asked = urllib.request.Request(f"{url}/__admin/openapi.json", headers={"X-Vidu-Mock-Token": KEYS[0]})
        path.write_bytes(urllib.request.urlopen(asked, timeout=30).read())
    else:
        command = [codegen, "export", "openapi", "--vendor", name, "--out", str(path)]
        subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    return path


def configuration(name, folder):
    """Where the configuration stands, with who asks: at a vendor two, at the mock's own endpoints one or nobody."""
    words = (HERE / "schemathesis.toml").read_text()
    header = {**VENDORS, **OWN}[name]
    if header:
        keys = KEYS if name in VENDORS else KEYS[:1]
        headers = {key: [{"name": header[0], "value": header[1] + key}] for key in keys}
        people = {"auth": [{"name": key, "fixedHeaders": headers[key]} for key in keys]}
        (Path(folder) / f"{name}-people.json").write_text(json.dumps(people))
        words += f'\n[auth.wfc]\npath = "{name}-people.json"\n' + (f"peers = {json.dumps(keys)}\n" if len(keys) > 1 else "")
    path = Path(folder) / f"{name}.toml"
    path.write_text(words)
    return path


def run(name, seed, asked, folder):
    """How many cases a run made, and whether all was well."""
    with Served(asked.url) if asked.url else Mock(asked.mock, name == "token") as server:
        path = document(name, server.url, asked.codegen, folder)
        command = ["schemathesis", "--config-file", str(configuration(name, folder))]
        command += ["run", str(path), "--url", server.url, "--seed", str(seed)]
        command += ["--max-examples", str(asked.examples), "--continue-on-failure", "--no-color", "--warnings", "off"]
        command += ["--generation-database", "none", "--suppress-health-check", "all", "--no-shrink"]
        command += NOT_ASKED if name in OWN else []
        command += ["--phases", asked.phases] if asked.phases else []
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        environment["VIDU_MOCK_URL"] = server.url
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
    words.add_argument("--only", action="append", choices=[*VENDORS, *OWN], help="only this document")
    words.add_argument("--phases", help="only these of examples, coverage, fuzzing and stateful, with commas between")
    words.add_argument("--mock", default=str(PROJECT / "target/debug/vidu-mock"))
    words.add_argument("--codegen", default=str(PROJECT / "target/debug/vidu-codegen"))
    words.add_argument("--url", help=f"a mock that runs already, with the keys {' and '.join(KEYS)} alone")
    words.add_argument("--documents", help="a folder with documents that are written already, NAME.json")
    asked = words.parse_args()
    if shutil.which("schemathesis") is None:
        print("schemathesis is not installed: nothing was tried")
        return 0
    version = subprocess.run(["schemathesis", "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{version}, Python {sys.version.split()[0]}, the first seed {asked.seed}", flush=True)
    total, seed, is_well = 0, asked.seed, True
    with tempfile.TemporaryDirectory() as made:
        folder = asked.documents or made
        while total < asked.cases and is_well:
            for name in asked.only or [*VENDORS, *OWN]:
                cases, is_fine = run(name, seed, asked, folder)
                total, is_well = total + cases, is_well and is_fine
                print(f"{name}: seed {seed}, {cases} cases, {'well' if is_fine else 'not well'}", flush=True)
            seed += 1
    print(f"{total} cases, seeds {asked.seed} to {seed - 1}: {'all is well' if is_well else 'see above'}")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
