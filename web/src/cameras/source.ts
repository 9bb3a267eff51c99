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
  /** Without its leading slash; of a file, the whole path. */
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
  return { protocol, address: match[2] ?? "", port: match[3] ?? "", path: match[4] ?? "" };
}

export function joinSource({ protocol, address, port, path }: SourceParts): string {
  if (protocol === "file") return `file://${path.trim()}`;
  const host = address.trim();
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const colon = port.trim() === "" ? "" : `:${port.trim()}`;
  return `${protocol}://${bracketed}${colon}/${path.trim().replace(/^\/+/, "")}`;
}

/** A whole address pasted into the address field is taken apart. */
export function spread(parts: SourceParts, typed: string): SourceParts {
  return /^(https?|rtsps?):\/\//i.test(typed.trim()) ? splitSource(typed.trim()) : { ...parts, address: typed };
}

/** The id of the maker whose camera a path would be; empty where none is known. */
export function vendorOf(vendors: readonly Vendor[], path: string): string {
  const plain = (text: string) => text.split("?")[0] ?? "";
  const found = vendors.find(({ streams }) => streams.some((one) => plain(path) !== "" && [one.path, one.sensor_path].map(plain).includes(plain(path))));
  return found?.id ?? "";
}

/** The parts with a stream of a maker put in: what is known of the camera's address stays. */
export function withStream(parts: SourceParts, stream: VendorStream, sensor: boolean): SourceParts {
  const secure = parts.protocol === "https" || parts.protocol === "rtsps";
  const rtsp = stream.kind === "rtsp";
  const protocol = rtsp ? (secure ? "rtsps" : "rtsp") : secure ? "https" : "http";
  const wasRtsp = parts.protocol === "rtsp" || parts.protocol === "rtsps";
  const kept = wasRtsp === rtsp ? parts.port : "";
  return { ...parts, protocol, port: stream.port === null ? kept : String(stream.port), path: sensor ? stream.sensor_path : stream.path };
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
