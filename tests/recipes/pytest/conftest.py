"""One mock for all tests, and for each test a key of its own: tests with different keys never meet."""

import json
import os
import subprocess
import urllib.error
import urllib.request
import uuid

import pytest


class Mock:
    """A running mock, seen with one API key."""

    def __init__(self, url: str, key: str):
        self.url, self.key = url, key

    def ask(self, method: str, path: str, body=None, headers=None):
        """Status and JSON of an answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Token {self.key}", "Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())

    def fault(self, **fault):
        """Lets something go wrong for this key only, and no longer than a minute."""
        status, answer = self.ask("POST", "/__admin/faults", {"lasts": 60, **fault, "key": self.key})
        assert status == 201, answer

    def charges(self, task: str):
        """What was billed for a task."""
        _, ledger = self.ask("GET", "/__admin/ledger")
        return [charge for charge in ledger["charges"] if charge["task"] == task]


@pytest.fixture(scope="session")
def mock_url():
    # Each query moves its task on, and the third finds it done: no test waits.
    command = [os.environ.get("VIDU_MOCK", "vidu-mock"), "--port", "0", "--polls", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()


@pytest.fixture
def mock(mock_url):
    return Mock(mock_url, uuid.uuid4().hex)
