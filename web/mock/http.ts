// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import type { FieldError } from "../src/api/error.ts";

/** An answer that is an error of api.md. */
export class Refusal extends Error {
  readonly status: number;
  readonly remedy: string;
  readonly fields: FieldError[] | undefined;

  constructor(status: number, message: string, remedy: string, fields?: FieldError[]) {
    super(message);
    this.status = status;
    this.remedy = remedy;
    this.fields = fields;
  }
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

export function sendJpeg(response: ServerResponse, jpeg: Buffer): void {
  response.writeHead(200, { "Content-Type": "image/jpeg", "Cache-Control": "no-store" });
  response.end(jpeg);
}

export function sendRefusal(response: ServerResponse, reason: unknown): void {
  const refusal = reason instanceof Refusal ? reason : new Refusal(500, String(reason), "look into the mock server's terminal");
  if (refusal.status === 429) response.setHeader("Retry-After", "5");
  const { message, remedy, fields } = refusal;
  const body = { kind: "mock", message, remedy, ...(fields === undefined ? {} : { fields }) };
  sendJson(response, { error: body }, refusal.status);
}

const kTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** As strict as the daemon's, so that what it would refuse is refused here too. */
const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The built page; any address that is no file is one of its places. */
export function sendFile(response: ServerResponse, folder: string, path: string): void {
  const wanted = join(folder, normalize(path));
  const isFile = wanted.startsWith(folder) && existsSync(wanted) && statSync(wanted).isFile();
  const file = isFile ? wanted : join(folder, "index.html");
  if (!existsSync(file)) {
    sendRefusal(response, new Refusal(404, "the page is not built", "run scripts/build-web"));
    return;
  }
  response.writeHead(200, {
    "Content-Type": kTypes[extname(file)] ?? "application/octet-stream",
    "Content-Security-Policy": kPolicy,
  });
  createReadStream(file).pipe(response);
}
