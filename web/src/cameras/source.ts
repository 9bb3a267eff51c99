// SPDX-License-Identifier: Apache-2.0
// The address of a linked camera in the parts that its manual names (RELAY-22 to 25).

import type { Vendor, VendorStream } from "../api/types";

export const kProtocols = ["http", "https", "rtsp", "rtsps", "file"] as const;
export type Protocol = (typeof kProtocols)[number];

export interface SourceParts {
  protocol: Protocol;
  address: string;
  /** As typed; empty: the protocol's own. */
  port: string;
  /** Without its leading slash, but with both where there are two; of a file, the whole path. */
  path: string;
}

export const kEmptySource: SourceParts = { protocol: "http", address: "", port: "", path: "" };

export function isProtocol(text: string): text is Protocol {
  return (kProtocols as readonly string[]).includes(text);
}

export function splitSource(source: string): SourceParts {
  const match = /^([a-z]+):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d*))?\/?(.*)$/i.exec(source);
  const protocol = match?.[1]?.toLowerCase() ?? "";
  if (match === null || !isProtocol(protocol) || protocol === "file") {
    return { protocol: "file", address: "", port: "", path: source.replace(/^file:(\/\/)?/i, "") };
  }
  return { protocol, address: match[2] ?? "", port: match[3] ?? "", path: shownPath(match[4] ?? "") };
}

/** A path behind its first slash, as people see it: some cameras want two slashes, and both are shown then. */
export function shownPath(path: string): string {
  return path.startsWith("/") ? `/${path}` : path;
}

/** RELAY-25: a leading slash that was typed all the same is left out; two mean something in RTSP. */
export function plainPath({ protocol, path }: Pick<SourceParts, "protocol" | "path">): string {
  const rtsp = protocol === "rtsp" || protocol === "rtsps";
  return rtsp && path.trim().startsWith("//") ? path.trim() : path.trim().replace(/^\/+/, "");
}

/** Whether a path gives each sensor of a camera its own picture. */
export function namesSensor(path: string): boolean {
  return /\{channel0?\}/.test(path);
}

export function joinSource(parts: SourceParts): string {
  const { protocol, address, port, path } = parts;
  if (protocol === "file") return `file://${path.trim()}`;
  const host = address.trim();
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const colon = port.trim() === "" ? "" : `:${port.trim()}`;
  return `${protocol}://${bracketed}${colon}/${plainPath(parts).replace(/^\//, "")}`;
}

/** A whole address pasted into the address field is taken apart. */
export function spread(parts: SourceParts, typed: string): SourceParts {
  return /^(https?|rtsps?):\/\//i.test(typed.trim()) ? splitSource(typed.trim()) : { ...parts, address: typed };
}

/** The id of the maker whose camera a path would be; empty where none is known, or several are. */
export function vendorOf(vendors: readonly Vendor[], path: string): string {
  const plain = (text: string) => (text.split("?")[0] ?? "").replace(/^\/+/, "");
  if (plain(path) === "") return "";
  const having = (same: (text: string) => boolean) => vendors.filter(({ streams }) => streams.some((one) => [one.path, one.sensor_path].some(same)));
  const whole = having((text) => text === path);
  const found = whole.length > 0 ? whole : having((text) => plain(text) === plain(path));
  return found.length === 1 ? (found[0]?.id ?? "") : "";
}

/** The parts with a stream of a maker put in: what is known of the camera's address stays. */
export function withStream(parts: SourceParts, stream: VendorStream, sensor: boolean): SourceParts {
  const secure = parts.protocol === "https" || parts.protocol === "rtsps";
  const rtsp = stream.kind === "rtsp";
  const protocol = rtsp ? (secure ? "rtsps" : "rtsp") : secure ? "https" : "http";
  const wasRtsp = parts.protocol === "rtsp" || parts.protocol === "rtsps";
  const kept = wasRtsp === rtsp ? parts.port : "";
  return { ...parts, protocol, port: stream.port === null ? kept : String(stream.port), path: shownPath(sensor ? stream.sensor_path : stream.path) };
}

/** "Front gate 2" as an id of the contract: [a-z0-9-]{1,40}. */
export function idFrom(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 40).replace(/-+$/, "");
}
