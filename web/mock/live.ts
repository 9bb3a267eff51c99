// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { LiveHeader } from "../src/api/live.ts";
import type { EventEnvelope } from "../src/api/types.ts";
import { type Choice, kUsual, Rule, type ZoneSettings } from "./rule.ts";
import { kHeight, kPictures, kRate, kWidth } from "./scene.ts";
import type { MockCamera, State } from "./state.ts";

interface Viewer {
  socket: WebSocket;
  cameras: string[];
}

/** The object and the thresholds in force: those for black and white where the picture has no colour. */
function choiceOf({ apps, colourless }: MockCamera): Choice {
  const settings = apps["occupancy"] ?? {};
  const own = settings["thresholds"] as Partial<Choice["thresholds"]> | undefined;
  const pair = settings["black_and_white"] as { enabled: boolean; head: number; body: number } | undefined;
  const thresholds = { ...kUsual.thresholds, ...own };
  if (colourless && pair?.enabled === true) Object.assign(thresholds, { head: pair.head, body: pair.body });
  return { object: (settings["object"] as string | undefined) ?? kUsual.object, thresholds };
}

/** Plays the rooms: pictures to those who watch, events to those who listen. */
export class Stage {
  private readonly viewers = new Set<Viewer>();
  private readonly listeners = new Set<WebSocket>();
  private readonly rules = new Map<string, Rule>();
  private readonly pictures: Buffer[][];
  private readonly state: State;
  private readonly timer: ReturnType<typeof setInterval>;
  private tick = 0;

  constructor(state: State, pictures: Buffer[][]) {
    this.state = state;
    this.pictures = pictures;
    this.timer = setInterval(() => this.play(), 1000 / kRate);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  dropAll(): void {
    for (const { socket } of this.viewers) socket.terminate();
  }

  pictureOf({ room, phase }: MockCamera): Buffer {
    return this.pictures[room]?.[(this.tick + phase) % kPictures] ?? Buffer.alloc(0);
  }

  watch(socket: WebSocket, cameras: string[]): void {
    const viewer = { socket, cameras };
    this.viewers.add(viewer);
    socket.on("message", (data: Buffer) => {
      const wish = JSON.parse(data.toString()) as { cameras?: string[] };
      if (wish.cameras !== undefined) viewer.cameras = wish.cameras;
    });
    socket.on("close", () => this.viewers.delete(viewer));
  }

  listen(socket: WebSocket): void {
    this.listeners.add(socket);
    socket.on("close", () => this.listeners.delete(socket));
  }

  announce(event: EventEnvelope): void {
    this.state.events.unshift(event);
    for (const socket of this.listeners) socket.send(JSON.stringify(event));
  }

  private play(): void {
    this.tick += 1;
    for (const mock of this.state.cameras.values()) {
      const { id, state, reason } = mock.camera;
      if (state !== "up") {
        if (this.tick % kRate === 0) this.send(id, JSON.stringify({ camera: id, state: "down", reason }));
        continue;
      }
      const header = this.observe(mock);
      const json = Buffer.from(JSON.stringify(header));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(json.length);
      this.send(id, Buffer.concat([length, json, this.pictureOf(mock)]));
    }
  }

  private observe(mock: MockCamera): LiveHeader {
    const { id } = mock.camera;
    const rule = this.rules.get(id) ?? new Rule();
    this.rules.set(id, rule);
    const settings = mock.apps["occupancy"];
    const zones = (settings?.["zones"] ?? []) as unknown as ZoneSettings[];
    const { tracks, occupancy, changes } = rule.observe(this.tick + mock.phase, zones, choiceOf(mock));
    const time = new Date().toISOString();
    for (const { zone, kind } of changes) {
      const { name, count, threshold } = occupancy.zones[zone] ?? { name: "", count: 0, threshold: 0 };
      const fields = kind === "alarm" ? { state: "start", count: count ?? 0, threshold, picture: true } : {};
      this.announce({ id: randomUUID(), sequence: this.tick, time, camera: id, app: "occupancy", type: kind, area: zone + 1, name, ...fields });
    }
    const seen = settings === undefined ? { tracks: [], apps: {} } : { tracks, apps: { occupancy } };
    return { camera: id, sequence: this.tick, time, width: kWidth, height: kHeight, inferred: true, delay: 0.031, quality: mock.colourless ? ["monochrome"] : [], ...seen };
  }

  private send(camera: string, message: Buffer | string): void {
    for (const viewer of this.viewers) {
      if (viewer.cameras.includes(camera) && viewer.socket.bufferedAmount < 1e6) viewer.socket.send(message);
    }
  }
}
