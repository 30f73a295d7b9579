"""What a program does with the API, and what it should survive."""

import urllib.request

REQUEST = {"model": "viduq1", "images": ["https://cdn.example.com/cat.png"], "duration": 5}


def submit(mock, **headers):
    return mock.ask("POST", "/ent/v2/img2video", REQUEST, headers)


def poll(mock, task):
    """Asks until the task has ended, and takes a failed query for what it is."""
    for _ in range(20):
        status, answer = mock.ask("GET", f"/ent/v2/tasks/{task}/creations")
        if status == 200 and answer["state"] in ("success", "failed"):
            return answer
    raise AssertionError("the task does not end")


def test_a_video_is_made_and_paid_for_once(mock):
    status, made = submit(mock)
    assert status == 200
    done = poll(mock, made["task_id"])
    assert done["state"] == "success"
    with urllib.request.urlopen(done["creations"][0]["url"], timeout=10) as video:
        assert video.headers["x-vidu-mock"], "this went to the real service"
        assert video.read()[4:8] == b"ftyp"
    assert len(mock.charges(made["task_id"])) == 1


def test_a_task_fails_on_purpose(mock):
    _, made = submit(mock, **{"X-Vidu-Mock": "fail=CreationPolicyViolation"})
    done = poll(mock, made["task_id"])
    assert (done["state"], done["err_code"]) == ("failed", "CreationPolicyViolation")


def test_polling_survives_an_overloaded_vendor(mock):
    _, made = submit(mock)
    mock.fault(fault="server_error", status=503, operation="query", times=2)
    assert poll(mock, made["task_id"])["state"] == "success"


def test_a_refusal_says_why(mock):
    status, refused = mock.ask("POST", "/ent/v2/img2video", {**REQUEST, "duration": 8})
    assert status == 400 and "duration" in refused["message"]
