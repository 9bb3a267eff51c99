// SPDX-License-Identifier: Apache-2.0
import { ApiError } from "./error";

type Method = "POST" | "PUT" | "DELETE";

export const kApiRoot = "/api/v1";

/** Speaks to the daemon that served the page. One for the whole page. */
export class ApiClient {
  private token: string | null = null;
  private readonly signedOut = new Set<() => void>();

  useToken(token: string | null): void {
    this.token = token;
  }

  /** Calls `listener` whenever the server says that nobody is logged in. */
  onSignedOut(listener: () => void): () => void {
    this.signedOut.add(listener);
    return () => this.signedOut.delete(listener);
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.call(path, { signal: signal ?? null })) as T;
  }

  async send<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (this.token !== null) headers["X-Ocellus-Token"] = this.token;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return (await this.call(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })) as T;
  }

  private async call(path: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(kApiRoot + path, { credentials: "same-origin", ...init });
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
      throw ApiError.unreachable();
    }
    if (!response.ok) {
      const error = await ApiError.of(response);
      if (response.status === 401 && path !== "/session") this.signedOut.forEach((listener) => listener());
      throw error;
    }
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  }
}

/** The address of a WebSocket on the host that served the page. */
export function socketAddress(path: string): string {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}${kApiRoot}${path}`;
}
