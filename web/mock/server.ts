// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { readJson, Refusal, sendFile, sendJson, sendRefusal } from "./http.ts";
import { Stage } from "./live.ts";
import { paintPictures } from "./pictures.ts";
import { kRoutes } from "./routes.ts";
import { Sessions } from "./sessions.ts";
import { firstState, type State } from "./state.ts";

const kRoot = "/api/v1";
const kPage = fileURLToPath(new URL("../dist", import.meta.url));

export interface Mock {
  url: string;
  state: State;
  stage: Stage;
  close: () => Promise<void>;
}

interface Options {
  port?: number;
  /** As on the first start: no account, no camera. */
  empty?: boolean;
}

let painted: Promise<Buffer[][]> | null = null;

/** Speaks docs/reference/api.md with a painted scene instead of cameras. */
export async function startMock({ port = 0, empty = false }: Options = {}): Promise<Mock> {
  painted ??= paintPictures();
  const state = firstState(empty);
  const sessions = new Sessions(state);
  const stage = new Stage(state, await painted);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://mock");
    if (!url.pathname.startsWith(kRoot)) {
      sendFile(response, kPage, url.pathname);
      return;
    }
    const path = url.pathname.slice(kRoot.length);
    const route = kRoutes.find(([method, pattern]) => method === request.method && pattern.test(path));
    if (route === undefined) throw new Refusal(404, `there is no ${path}`, "see docs/reference/api.md");
    const [, pattern, role, handler] = route;
    if (role !== null) sessions.require(request, role);
    const parts = (pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const body = request.method === "GET" ? {} : await readJson(request);
    const picture = stage.pictureOf.bind(stage);
    const result: unknown = await handler({ request, response, query: url.searchParams, body, parts, state, sessions, picture });
    if (!response.headersSent) sendJson(response, result);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((reason: unknown) => sendRefusal(response, reason));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://mock");
    if (sessions.of(request) === null) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (url.pathname === `${kRoot}/live`) stage.watch(opened, url.searchParams.getAll("camera"));
      else stage.listen(opened);
    });
  });
  await new Promise<void>((go) => server.listen(port, "127.0.0.1", go));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    stage,
    close: async () => {
      stage.stop();
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
