// SPDX-License-Identifier: Apache-2.0
// Debian's Firefox by WebDriver BiDi, which it speaks by itself: Playwright drives only a Firefox of its own making.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

export const kFirefox = process.env["FIREFOX"] ?? "/usr/bin/firefox-esr";
export const kHasFirefox = existsSync(kFirefox);

const kStart = 60_000; // ms; a first start makes its profile
const kPatience = 20_000;

interface Answer {
  id?: number;
  type: string;
  result?: unknown;
  error?: string;
  message?: string;
  method?: string;
  params?: { level?: string; text?: string | null };
}

interface Remote {
  type: string;
  value?: unknown;
}

/** One tab of one Firefox with a profile of its own. */
export class Firefox {
  /** What the page logged as an error. */
  readonly complaints: string[] = [];
  private readonly waiting = new Map<number, { done: (result: unknown) => void; failed: (reason: Error) => void }>();
  private count = 0;
  private context = "";
  private readonly program: ChildProcess;
  private readonly profile: string;
  private readonly socket: WebSocket;

  private constructor(program: ChildProcess, profile: string, socket: WebSocket) {
    this.program = program;
    this.profile = profile;
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.hear(JSON.parse(data.toString()) as Answer));
  }

  static async launch(): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), "ocellus-firefox-"));
    // Nothing is fetched from outside, and nothing asks to be made the default.
    writeFileSync(
      join(profile, "user.js"),
      ["app.update.enabled", "browser.shell.checkDefaultBrowser", "datareporting.policy.dataSubmissionEnabled", "browser.safebrowsing.malware.enabled"]
        .map((name) => `user_pref("${name}", false);`)
        .join("\n"),
    );
    const parts = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
    const program = spawn(kFirefox, parts, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile } });
    const address = await new Promise<string>((found, failed) => {
      let text = "";
      const stop = setTimeout(() => failed(new Error(`Firefox did not start:\n${text}`)), kStart);
      program.stderr.on("data", (data: Buffer) => {
        text += data.toString();
        const match = /WebDriver BiDi listening on (ws:\S+)/.exec(text);
        if (match === null) return;
        clearTimeout(stop);
        found(match[1] ?? "");
      });
      program.on("exit", () => failed(new Error(`Firefox ended:\n${text}`)));
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise<void>((opened, failed) => {
      socket.on("open", () => opened());
      socket.on("error", failed);
    });
    const firefox = new Firefox(program, profile, socket);
    await firefox.send("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    await firefox.send("session.subscribe", { events: ["log.entryAdded"] });
    const tree = (await firefox.send("browsingContext.getTree", {})) as { contexts: { context: string }[] };
    firefox.context = tree.contexts[0]?.context ?? "";
    await firefox.send("browsingContext.setViewport", { context: firefox.context, viewport: { width: 1440, height: 900 } });
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  /** The value of an expression in the page: a text, a number, a truth value or null. */
  async evaluate<T extends string | number | boolean | null>(expression: string): Promise<T> {
    const target = { context: this.context };
    const answer = (await this.send("script.evaluate", { expression, target, awaitPromise: true })) as { type: string; result?: Remote; exceptionDetails?: { text: string } };
    if (answer.type !== "success") throw new Error(`${expression}: ${answer.exceptionDetails?.text ?? "failed"}`);
    return (answer.result?.value ?? null) as T;
  }

  /** Waits until an expression is true. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + kPatience;
    while (!(await this.evaluate<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) throw new Error(`never came: ${expression}\n${await this.evaluate<string>("document.body.innerText")}`);
      await new Promise((go) => setTimeout(go, 50));
    }
  }

  /** Clicks as a user does: with the pointer, in the middle of what the selector names. */
  async click(selector: string): Promise<void> {
    const quoted = JSON.stringify(selector);
    await this.until(`document.querySelector(${quoted})`);
    const place = (axis: "x" | "y", side: "width" | "height") =>
      this.evaluate<number>(
        `(() => { const element = document.querySelector(${quoted}); element.scrollIntoView({ block: "center" });` +
          ` const box = element.getBoundingClientRect(); return Math.round(box.${axis} + box.${side} / 2); })()`,
      );
    await this.pointer([{ x: await place("x", "width"), y: await place("y", "height") }]);
  }

  /** Presses the pointer's button at each of these places of the window. */
  async pointer(places: readonly { x: number; y: number }[]): Promise<void> {
    const actions = places.flatMap(({ x, y }) => [
      { type: "pointerMove", x, y },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ]);
    await this.send("input.performActions", { context: this.context, actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  async type(text: string): Promise<void> {
    const actions = Array.from(text).flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.send("input.performActions", { context: this.context, actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.program.once("exit", done));
    this.socket.close();
    this.program.kill("SIGTERM");
    await ended;
    rmSync(this.profile, { recursive: true, force: true });
  }

  private send(method: string, params: Record<string, unknown>): Promise<unknown> {
    const id = ++this.count;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private hear(answer: Answer): void {
    if (answer.method === "log.entryAdded" && answer.params?.level === "error") this.complaints.push(answer.params.text ?? "");
    const call = this.waiting.get(answer.id ?? 0);
    if (call === undefined) return;
    this.waiting.delete(answer.id ?? 0);
    if (answer.type === "success") call.done(answer.result);
    else call.failed(new Error(`${answer.error ?? "error"}: ${answer.message ?? ""}`));
  }
}
