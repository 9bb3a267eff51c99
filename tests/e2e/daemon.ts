// SPDX-License-Identifier: Apache-2.0
// The real thing for the tests: a simulated camera and a daemon of its own in a folder of its own.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const kProgram = process.env["OCELLUS_PROGRAM"] ?? join(root, "build/ocellus");
const kClip = process.env["OCELLUS_DEMO_CLIP"] ?? join(root, "run/media/vtest.avi");

/** Why it cannot run here; null if it can. */
export const kNoDaemon: string | null = !existsSync(kProgram)
  ? "build/ocellus is not built"
  : !existsSync(kClip)
    ? "there is no clip: run scripts/fetch-clip"
    : null;

export interface Daemon {
  url: string;
  secret: string;
  /** The address of the simulated camera, with user demo and this password. */
  camera: string;
  cameraPassword: string;
  log: () => string;
  stop: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Waits for `pattern` in what a program prints. */
function said(program: ChildProcess, lines: string[], pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    const stop = setTimeout(() => failed(new Error(`${String(pattern)} never came:\n${lines.join("")}`)), 40_000);
    const look = (data: Buffer | null) => {
      if (data !== null) lines.push(data.toString());
      const match = pattern.exec(lines.join(""));
      if (match === null) return;
      clearTimeout(stop);
      found(match);
    };
    program.stdout?.on("data", look);
    program.stderr?.on("data", look);
    program.on("exit", (code) => failed(new Error(`ended with ${code ?? "a signal"}:\n${lines.join("")}`)));
  });
}

export async function startDaemon(): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), "ocellus-e2e-"));
  const [cameraPort, port] = [await freePort(), await freePort()];
  const cameraPassword = "simulated";
  const lines: string[] = [];
  const run = (...parts: string[]) => spawn(kProgram, parts, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });

  const camera = run("simulate", kClip, "--port", String(cameraPort), "--auth", "digest", "--user", "demo", "--password", cameraPassword);
  await said(camera, [], /simulated camera/);
  const configuration = join(folder, "ocellus.yaml");
  writeFileSync(configuration, `server: {http: "127.0.0.1:${port}"}\nstorage: {path: ./data}\n`);
  const daemon = run("run", "--config", configuration);
  const [, secret = ""] = await said(daemon, lines, /one-time secret[^\n]*:\s+(\S+)/);

  return {
    url: `http://127.0.0.1:${port}`,
    secret,
    camera: `http://127.0.0.1:${cameraPort}/cgi-bin/mjpeg?stream=1&frame=5`,
    cameraPassword,
    log: () => lines.join(""),
    stop: async () => {
      await Promise.all(
        [daemon, camera].map((program) => {
          const ended = new Promise((done) => program.once("exit", done));
          program.kill("SIGTERM");
          return ended;
        }),
      );
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the program knows a command at all: a branch of the road may not be built yet. */
export function knows(command: string): boolean {
  return kNoDaemon === null && spawnSync(kProgram, [command, "--help"]).status === 0;
}
