// SPDX-License-Identifier: Apache-2.0
import { backoff } from "./backoff";

export type SocketState = "connecting" | "open" | "lost";

interface Listener {
  onState: (state: SocketState) => void;
  onMessage: (data: ArrayBuffer | string) => void;
  /** What is said first on every connection. */
  greeting?: () => string | null;
  /** Whether messages should be coming just now, so that silence means a dead connection. */
  expectsMessages?: () => boolean;
}

/** A server that vanished without a word is noticed after this many milliseconds without a message. */
const kSilence = 15_000;

/** A WebSocket that comes back by itself until it is closed. */
export class PersistentSocket {
  private readonly address: string;
  private readonly listener: Listener;
  private socket: WebSocket | null = null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string, listener: Listener) {
    this.address = address;
    this.listener = listener;
    this.open();
  }

  send(text: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  close(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private open(): void {
    this.listener.onState(this.tries === 0 ? "connecting" : "lost");
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      if (socket !== this.socket) return;
      this.listener.onState("open");
      const greeting = this.listener.greeting?.();
      if (greeting != null) socket.send(greeting);
      this.expectMessage(socket);
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      if (socket !== this.socket) return;
      this.tries = 0;
      this.expectMessage(socket);
      this.listener.onMessage(event.data);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.retry();
    };
  }

  private expectMessage(socket: WebSocket): void {
    if (this.listener.expectsMessages === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (socket !== this.socket) return;
      if (this.listener.expectsMessages?.() !== true) {
        this.expectMessage(socket);
        return;
      }
      socket.onclose = null;
      socket.close();
      this.retry();
    }, kSilence);
  }

  private retry(): void {
    clearTimeout(this.timer);
    this.socket = null;
    this.listener.onState("lost");
    const seconds = backoff(this.tries, Math.random());
    this.tries += 1;
    this.timer = setTimeout(() => this.open(), seconds * 1000);
  }
}
