// SPDX-License-Identifier: Apache-2.0
import type { LiveHeader } from "../api/live";
import type { Reason } from "../api/types";
import { parseAwayMessage, parseLiveMessage } from "./message";
import { PersistentSocket, type SocketState } from "./socket";

/** A picture and what was seen in it, ready to be drawn together. */
export interface LiveFrame {
  header: LiveHeader;
  bitmap: ImageBitmap;
  /** performance.now() at arrival. */
  arrived: number;
}

export interface CameraFeed {
  frame: LiveFrame | null;
  /** Why there is no picture; null while there is one or it is on its way. */
  away: Reason | null;
}

const kNothing: CameraFeed = { frame: null, away: null };

interface Decoder {
  busy: boolean;
  next: { header: LiveHeader; jpeg: Uint8Array<ArrayBuffer> } | null;
}

/** The live pictures of some cameras over one WebSocket. While a picture is decoded only the newest waits. */
export class LiveFeeds {
  private socket: PersistentSocket | null = null;
  private readonly feeds = new Map<string, CameraFeed>();
  private readonly decoders = new Map<string, Decoder>();
  private readonly listeners = new Set<() => void>();
  private state: SocketState = "connecting";
  private cameras: readonly string[] = [];
  private rate = 1;
  private paused = false;

  open(address: string): void {
    const onState = (state: SocketState) => {
      this.state = state;
      this.tell();
    };
    const onMessage = (data: ArrayBuffer | string) => this.take(data);
    // A camera that has shown a picture and is not known to be away must go on sending.
    const expectsMessages = () =>
      !this.paused && this.cameras.some((id) => this.camera(id).frame !== null && this.camera(id).away === null);
    this.socket = new PersistentSocket(address, { onState, onMessage, greeting: () => this.wish(), expectsMessages });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  connection = (): SocketState => this.state;

  camera(id: string): CameraFeed {
    return this.feeds.get(id) ?? kNothing;
  }

  watch(cameras: readonly string[], rate: number): void {
    this.cameras = cameras;
    this.rate = rate;
    this.socket?.send(this.wish());
  }

  /** Nobody looks: the server need not send. */
  pause(paused: boolean): void {
    this.paused = paused;
    this.socket?.send(this.wish());
  }

  close(): void {
    this.socket?.close();
    this.socket = null;
    this.feeds.forEach((feed) => feed.frame?.bitmap.close());
    this.feeds.clear();
  }

  private wish(): string {
    return JSON.stringify({ cameras: this.paused ? [] : this.cameras, rate: this.rate });
  }

  private take(data: ArrayBuffer | string): void {
    if (typeof data === "string") {
      const away = parseAwayMessage(data);
      if (away === null) return;
      this.publish(away.camera, { frame: this.camera(away.camera).frame, away: away.reason });
      return;
    }
    const message = parseLiveMessage(data);
    if (message === null) return;
    const decoder = this.decoders.get(message.header.camera) ?? { busy: false, next: null };
    this.decoders.set(message.header.camera, decoder);
    decoder.next = message;
    if (!decoder.busy) void this.decode(decoder);
  }

  private async decode(decoder: Decoder): Promise<void> {
    decoder.busy = true;
    for (let message = decoder.next; message !== null; message = decoder.next) {
      decoder.next = null;
      const arrived = performance.now();
      try {
        const bitmap = await createImageBitmap(new Blob([message.jpeg], { type: "image/jpeg" }));
        this.publish(message.header.camera, { frame: { header: message.header, bitmap, arrived }, away: null });
      } catch {
        // A broken picture: the next one comes soon, and the age of the last one is on the screen.
      }
    }
    decoder.busy = false;
  }

  private publish(camera: string, feed: CameraFeed): void {
    const before = this.feeds.get(camera)?.frame;
    if (before != null && before !== feed.frame) before.bitmap.close();
    this.feeds.set(camera, feed);
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
