// What the types of the made-up vendor take and refuse.
import { checkAcmeImg2Video, type AcmeDubRequest, type AcmeImg2VideoRequest } from "./made-up.js";

function dub(request: AcmeDubRequest): void {
  void request;
}
function video(request: AcmeImg2VideoRequest): void {
  void request;
}

const frames = ["https://example.com/1.png", "https://example.com/2.png"] as const;

dub({ speech: "hello" });
dub({ audio_url: "https://example.com/a.mp3" });
// @ts-expect-error one of them
dub({});
// @ts-expect-error not both
dub({ speech: "hello", audio_url: "https://example.com/a.mp3" });

video({ job: { kind: "video", model: "a1", frames } });
video({ job: { kind: "video", model: "a2.5", frames, seconds: 12, size: "2K", tuning: { guidance: 1.5 } } });
video({ job: { kind: "video", model: "a1", frames }, subjects: [{ name: "Ann", images: ["https://example.com/3.png"] }] });
// @ts-expect-error 12 seconds are 2K only
video({ job: { kind: "video", model: "a2.5", frames, seconds: 12, size: "480p" } });
// @ts-expect-error 12 seconds are not the default
video({ job: { kind: "video", model: "a2.5", frames, seconds: 11 } });
// @ts-expect-error of another model
video({ job: { kind: "video", model: "a3-lite", frames, seconds: 12 } });
// @ts-expect-error two pictures
video({ job: { kind: "video", model: "a1", frames: [frames[0]] } });
// @ts-expect-error the constant
video({ job: { model: "a1", frames } });
// @ts-expect-error four tags
video({ job: { kind: "video", model: "a1", frames }, tags: ["a", "b", "c", "d"] });

export const problems = checkAcmeImg2Video({
  job: { kind: "video", model: "a1", frames, text: "x".repeat(21), tuning: { guidance: 2.5 } },
  seed: 1.5,
  tags: ["12345678901"],
  subjects: [{ name: "Annabella", images: ["https://example.com/3.png"] }],
}).map((problem) => `${problem.path}: ${problem.message}`);

const expected = [
  "job.text: 21 characters: there may be 0 to 20",
  "job.tuning.guidance: 2.5: there may be 0.5 to 2",
  "seed: 1.5 is no whole number",
  "tags[0]: 11 characters: there may be 0 to 10",
  "subjects[0].name: 9 characters: there may be 1 to 8",
];
for (const line of expected) {
  if (!problems.includes(line)) throw new Error(`${line} is not among ${problems.join("; ")}`);
}
if (problems.length !== expected.length) throw new Error(`there are more: ${problems.join("; ")}`);
