"""Generates a client with openapi-python-client and makes a video with it: `client.py OPENAPI FOLDER ADDRESS`."""

import subprocess
import sys

document, folder, address = sys.argv[1:]
subprocess.run(
    [sys.executable, "-m", "openapi_python_client", "generate", "--path", document, "--output-path", f"{folder}/made",
     "--meta", "none", "--fail-on-warning"],
    check=True,
)
sys.path.insert(0, folder)

from made import AuthenticatedClient  # noqa: E402
from made.api.vidu import vidu_credits, vidu_img_2_video, vidu_query  # noqa: E402
from made.models import ViduImg2VideoRequest, ViduServiceError  # noqa: E402
from made.models.vidu_img_2_video_request_duration import ViduImg2VideoRequestDuration as Duration  # noqa: E402
from made.models.vidu_img_2_video_request_model import ViduImg2VideoRequestModel as Model  # noqa: E402

client = AuthenticatedClient(base_url=address, token="secret", prefix="Token")
request = ViduImg2VideoRequest(model=Model.VIDUQ1, images=["https://cdn.example.com/cat.png"])
made = vidu_img_2_video.sync(client=client, body=request)
assert made.duration == 5 and made.resolution == "1080p", made

for _ in range(10):
    task = vidu_query.sync(id=made.task_id, client=client)
    if task.creations:
        break
assert task.creations[0].url.startswith("http"), task
assert vidu_credits.sync(client=client).remains, "an account"

request.duration = Duration.VALUE_8  # viduq1 makes videos of 5 seconds only
refused = vidu_img_2_video.sync(client=client, body=request)
assert isinstance(refused, ViduServiceError) and "duration" in refused.message, refused
print(task.state)
