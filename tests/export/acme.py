"""What the models of the made-up vendor take, refuse and fill in: `acme.py FOLDER`."""

import sys

from pydantic import ValidationError

sys.path.insert(0, sys.argv[1])
import acme  # noqa: E402

PICTURES = ["https://example.com/1.png", "https://example.com/2.png"]


def video(**job):
    beside = {key: job.pop(key) for key in ("tags", "subjects") if key in job}
    return {"job": {"kind": "video", "frames": PICTURES, **job}, **beside}


def taken(adapter, body, **effect):
    request = adapter.validate_python(body)
    assert request.body() == body, request.body()
    for name, value in effect.items():
        assert getattr(request.job, name) == value, (name, request)


def refused(adapter, body, says):
    try:
        adapter.validate_python(body)
    except ValidationError as error:
        assert says in str(error), error
    else:
        raise AssertionError(f"taken: {body}")


VIDEO = acme.AcmeImg2VideoRequestAdapter
taken(VIDEO, video(model="a1"), seconds=3, size="480p")
taken(VIDEO, video(model="a2.5"), seconds=5, size="480p")
taken(VIDEO, video(model="a2.5", seconds=12), size="2K")
taken(VIDEO, video(model="a2.5", seconds=7, size="2K"))
taken(VIDEO, video(model="a3-lite", tuning={"guidance": 1.5}))
refused(VIDEO, video(model="a2.5", seconds=12, size="480p"), "job.size: '480p' is not offered with job.model 'a2.5', job.seconds 12, there is '2K'")
refused(VIDEO, video(model="a3-lite", seconds=12), "Input should be 5, 3, 4, 6, 7, 8 or 9")
refused(VIDEO, video(model="a1", tuning={"guidance": 2.5}), "job.tuning.guidance: 2.5 is not offered, there is 1.0, 0.5 to 2.0")
refused(VIDEO, video(model="a1", tuning={"loop": 1}), "Input should be a valid boolean")
refused(VIDEO, video(model="a1", seconds=3.0), "3.0 is no int")
refused(VIDEO, video(model="a9"), "'a1', 'a2.5', 'a3-lite'")
refused(VIDEO, video(model="a1", tags=["x"] * 4), "at most 3 items")
refused(VIDEO, video(model="a1", tags=["12345678901"]), "at most 10 characters")
refused(VIDEO, video(model="a1", subjects=[{"name": "Ann"}]), "images")
refused(VIDEO, {**video(model="a1"), "sede": 1}, "Extra inputs are not permitted")

adapter = acme.TypeAdapter(acme.AcmeDubRequest)
adapter.validate_python({"speech": "hello"})
refused(adapter, {"speech": "hello", "audio_url": "https://example.com/a.mp3"}, "there are 2, there may be 1 to 1")
refused(adapter, {}, "there are 0, there may be 1 to 1")

# Whoever builds requests by hand sends the constants without writing them.
made = acme.AcmeImg2VideoA1Request(job=acme.AcmeImg2VideoA1RequestJob(model="a1", frames=PICTURES))
assert made.body() == video(model="a1"), made.body()
