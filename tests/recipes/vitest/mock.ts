// One mock for the tests of a file, and for each test a key of its own: tests with different keys never meet.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";

export class Mock {
  constructor(readonly url: string, readonly key: string, private readonly process?: ChildProcess) {}

  static async start(): Promise<Mock> {
    // Each query moves its task on, and the third finds it done: no test waits.
    const program = process.env.VIDU_MOCK ?? "vidu-mock";
    const child = spawn(program, ["--port", "0", "--polls", "3"], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      return new Mock(JSON.parse(line).url, randomUUID(), child);
    }
    throw new Error("the mock does not start");
  }

  /** The same server with another key, and so without any of the other's tasks and faults. */
  fresh(): Mock {
    return new Mock(this.url, randomUUID());
  }

  stop(): void {
    this.process?.kill();
  }

  ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const sent = { Authorization: `Token ${this.key}`, "Content-Type": "application/json", ...headers };
    return fetch(this.url + path, { method, headers: sent, body: body && JSON.stringify(body) });
  }

  /** Lets something go wrong for this key only, and no longer than a minute. */
  async fault(fault: Record<string, unknown>): Promise<void> {
    const answer = await this.ask("POST", "/__admin/faults", { lasts: 60, ...fault, key: this.key });
    if (answer.status !== 201) throw new Error(await answer.text());
  }

  /** What was billed for a task. */
  async charges(task: string): Promise<unknown[]> {
    const { charges } = await (await this.ask("GET", "/__admin/ledger")).json();
    return charges.filter((charge: { task: string }) => charge.task === task);
  }
}
