// What a program does with the API, and what it should survive.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Mock } from "./mock";

const request = { model: "viduq1", images: ["https://cdn.example.com/cat.png"], duration: 5 };
let server: Mock;

beforeAll(async () => {
  server = await Mock.start();
});
afterAll(() => server.stop());

async function submit(mock: Mock, headers = {}) {
  return (await mock.ask("POST", "/ent/v2/img2video", request, headers)).json();
}

/** Asks until the task has ended, and takes a failed query for what it is. */
async function poll(mock: Mock, task: string) {
  for (let count = 0; count < 20; count++) {
    const answer = await mock.ask("GET", `/ent/v2/tasks/${task}/creations`).catch(() => undefined);
    const told = answer?.ok ? await answer.json() : undefined;
    if (told && ["success", "failed"].includes(told.state)) return told;
  }
  throw new Error("the task does not end");
}

test("a video is made and paid for once", async () => {
  const mock = server.fresh();
  const made = await submit(mock);
  const done = await poll(mock, made.task_id);
  expect(done.state).toBe("success");
  const video = await fetch(done.creations[0].url);
  expect(video.headers.get("x-vidu-mock")).toBeTruthy();
  expect(video.headers.get("content-type")).toBe("video/mp4");
  expect(await mock.charges(made.task_id)).toHaveLength(1);
});

test("a task fails on purpose", async () => {
  const mock = server.fresh();
  const made = await submit(mock, { "X-Vidu-Mock": "fail=CreationPolicyViolation" });
  expect(await poll(mock, made.task_id)).toMatchObject({ state: "failed", err_code: "CreationPolicyViolation" });
});

test("polling survives a broken connection", async () => {
  const mock = server.fresh();
  const made = await submit(mock);
  await mock.fault({ fault: "reset_before", operation: "query", times: 2 });
  expect((await poll(mock, made.task_id)).state).toBe("success");
});
