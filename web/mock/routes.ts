// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from "node:http";
import type { CameraSettings, Language, Role } from "../src/api/types.ts";
import type { JsonObject } from "../src/forms/schema.ts";
import { heatMapAnswer, historyAnswer, sendCsv } from "./history.ts";
import { Refusal, sendJpeg } from "./http.ts";
import { Sessions } from "./sessions.ts";
import { addDevice, removeDevice } from "./devices.ts";
import { brokerSchema, cameraSchema, occupancySchema } from "./schemas.ts";
import { type Account, makeCamera, type MockCamera, type State } from "./state.ts";
import { systemAnswer } from "./system.ts";
import { lookAtFind, startFind, vendorList } from "./finds.ts";
import { resultOf, testCamera } from "./testCamera.ts";
import { faults } from "./validate.ts";

export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** The parts of the path that the route leaves open. */
  parts: string[];
  state: State;
  sessions: Sessions;
  picture: (camera: MockCamera) => Buffer;
}

type Handler = (call: Call) => unknown;

function cameraOf({ state, parts }: Call): MockCamera {
  const camera = state.cameras.get(parts[0] ?? "");
  if (camera === undefined) throw new Refusal(404, `there is no camera "${parts[0] ?? ""}"`, "look at the list of cameras");
  return camera;
}

function changeable(call: Call): MockCamera {
  const camera = cameraOf(call);
  if (camera.camera.declared) throw new Refusal(409, "the camera is declared in ocellus.yaml", "change it there");
  return camera;
}

function visible({ state, request, sessions }: Call): MockCamera[] {
  const account = sessions.require(request, "viewer");
  return [...state.cameras.values()].filter(({ camera }) => account.cameras === null || account.cameras.includes(camera.id));
}

function keepSettings(mock: MockCamera, body: Record<string, unknown>): void {
  const { camera } = mock;
  if (typeof body["name"] === "string") camera.name = body["name"];
  for (const key of Object.keys(camera.settings) as (keyof CameraSettings)[]) {
    if (body[key] !== undefined && body[key] !== "***") Object.assign(camera.settings, { [key]: body[key] });
  }
  if (typeof body["password"] === "string" && body["password"] !== "***") mock.password = body["password"];
  camera.settings.password = mock.password === "" ? "" : "***";
}

function checkSettings({ mac }: Record<string, unknown>): void {
  const text = typeof mac === "string" ? mac : "";
  if (text === "" || /^[0-9a-f]{12}$/i.test(text.replaceAll(/[:-]/g, ""))) return;
  const fields = [{ path: "mac", message: `"${text}" is not a MAC address`, remedy: "write 12 hex digits: aabbccddeeff" }];
  throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
}

const setUp: Handler = ({ response, body, state, sessions }) => {
  if (state.accounts.length > 0) throw new Refusal(409, "the first account is made already", "log in");
  if (body["secret"] !== state.secret) throw new Refusal(401, "this is not the secret", "copy it from the terminal in which Ocellus runs");
  if (String(body["password"]).length < 8) {
    const fields = [{ path: "password", message: "has fewer than 8 characters", remedy: "take a longer one" }];
    throw new Refusal(400, "the password is too short", "take a longer one", fields);
  }
  const language = body["language"] as Language;
  const account: Account = { name: String(body["name"]), password: String(body["password"]), role: "admin", language, cameras: null };
  state.accounts.push(account);
  return sessions.answer(sessions.start(response, account));
};

const addCamera: Handler = ({ body, state }) => {
  const id = String(body["id"]);
  if (!/^[a-z0-9-]{1,40}$/.test(id)) {
    const fields = [{ path: "id", message: `"${id}" is no identifier`, remedy: "small letters, digits and hyphens are taken" }];
    throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  }
  if (state.cameras.has(id)) throw new Refusal(409, `there is a camera "${id}" already`, "choose another identifier");
  checkSettings(body);
  const mock = makeCamera(id, String(body["name"]), String(body["source"]), state.cameras.size % 2);
  keepSettings(mock, body);
  state.cameras.set(id, mock);
  return mock.camera;
};

const changeApp: Handler = (call) => {
  const mock = changeable(call);
  const settings = call.body as JsonObject;
  const fields = faults(settings, occupancySchema);
  if (fields.length > 0) throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  mock.apps["occupancy"] = settings;
  mock.camera.apps = ["occupancy"];
  return settings;
};

const testReceiver: Handler = (call) => {
  cameraOf(call);
  const { kind, number, destination } = call.body as { kind: string; number: number; destination: JsonObject };
  const given = destination[kind === "http_alarm" ? "url" : "address"];
  const address = typeof given === "string" ? given : "";
  if (address === "") {
    const path = `${kind}/${number - 1}/${kind === "http_alarm" ? "url" : "address"}`;
    const fields = [{ path, message: "is missing", remedy: "give the host name or IP address of the receiver" }];
    throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  }
  const reachable = !address.includes("192.0.2.");
  return reachable
    ? { ok: true, status: kind === "tcp_alarm" ? null : 204, seconds: 0.012, answer: kind === "tcp_alarm" ? '{"ack":"test"}' : "", message: "", remedy: "" }
    : {
        ok: false,
        status: null,
        seconds: 5.002,
        answer: "",
        message: `${address} does not answer in time`,
        remedy: "check that the device is on, and that no firewall lies between",
      };
};

const changeBroker: Handler = ({ body, state }) => {
  const url = String(body["url"]);
  if (url !== "" && !/^mqtts?:\/\/[^/@]+$/.test(url)) {
    const fields = [{ path: "url", message: `"${url}" is not a broker's address`, remedy: "write mqtt://host:1883" }];
    throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  }
  const settings = { ...state.broker.settings, ...(body as JsonObject) };
  const away = url.includes("192.0.2.");
  state.broker = {
    declared: false,
    settings: { ...settings, password: settings["password"] === "" ? "" : "***" },
    state: url === "" ? "off" : away ? "down" : "up",
    reason: away ? "the broker 192.0.2.7:1883 does not answer" : null,
  };
  return state.broker;
};

const startTrial: Handler = (call) => {
  const { camera } = cameraOf(call);
  const { clip, settings } = call.body as { clip: string; settings: JsonObject };
  const fields = faults(settings, occupancySchema);
  if (fields.length > 0) throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  const alarm = (time: number, state: string, count: number) =>
    ({ type: "alarm", time, state, area: 1, name: "Till", count, threshold: 3, notified: true });
  const end = { type: "alarm_end", time: 31.2, area: 1, name: "Till", notified: true };
  const today = { alarms: [alarm(12.4, "start", 3), alarm(18.4, "repeat", 4), end], not_listed: 0, counts: { Till: { lowest: 0, highest: 4 } } };
  const changed = { alarms: [], not_listed: 0, counts: { Till: { lowest: 0, highest: 4 } } };
  const variants = camera.apps.length > 0 ? { today, changed } : { changed };
  call.state.trial = { id: "t1", camera: camera.id, clip, state: "running", seconds: 0, pictures: 0, message: "", variants };
  return call.state.trial;
};

/** Each look brings it ahead. */
const lookAtTrial: Handler = ({ state }) => {
  const { trial } = state;
  if (trial === null) throw new Refusal(404, "there is no such trial", "start it again");
  const seconds = Math.min(79.5, trial.seconds + 40);
  state.trial = { ...trial, seconds, pictures: Math.round(seconds * 5), state: seconds < 79 ? "running" : "done" };
  return state.trial;
};

const addClipPiece: Handler = ({ body, state }) => {
  const { name, bytes, offset, data } = body as { name: string; bytes: number; offset: number; data: string };
  const received = offset + Buffer.from(data, "base64").length;
  if (received >= bytes) state.clips = [...state.clips.filter((clip) => clip.name !== name), { name, bytes }];
  return { name, received, complete: received >= bytes };
};

const listEvents: Handler = ({ state, query }) => {
  const limit = Number(query.get("limit") ?? 50);
  const wanted = state.events.filter(
    (event) =>
      (query.get("camera") === null || event.camera === query.get("camera")) &&
      (query.get("type") === null || event.type === query.get("type")) &&
      (query.get("before") === null || event.time < (query.get("before") ?? "")),
  );
  const events = wanted.slice(0, limit);
  return { events, next: wanted.length > limit ? (events.at(-1)?.time ?? null) : null };
};

const addUser: Handler = ({ body, state }) => {
  if (state.accounts.some((one) => one.name === body["name"])) {
    throw new Refusal(409, `there is a user "${String(body["name"])}" already`, "choose another name");
  }
  state.accounts.push({ language: "en", cameras: null, ...(body as object) } as Account);
};

const changeUser: Handler = ({ body, state, parts }) => {
  const account = state.accounts.find((one) => one.name === parts[0]);
  if (account === undefined) throw new Refusal(404, "there is no such user", "look at the list of users");
  Object.assign(account, body);
};

const removeUser: Handler = ({ state, parts }) => {
  state.accounts = state.accounts.filter((one) => one.name !== parts[0]);
};

export const kRoutes: readonly (readonly [string, RegExp, Role | null, Handler])[] = [
  ["GET", /^\/session$/, null, ({ request, sessions }) => sessions.answer(sessions.of(request))],
  ["POST", /^\/setup$/, null, setUp],
  ["POST", /^\/session$/, null, ({ response, body, sessions }) => sessions.answer(sessions.login(response, body["name"], body["password"]))],
  ["DELETE", /^\/session$/, "viewer", ({ request, sessions }) => sessions.end(request)],
  ["PUT", /^\/session\/language$/, "viewer", ({ request, body, sessions }) => {
    sessions.require(request, "viewer").language = body["language"] as Language;
  }],
  ["GET", /^\/users$/, "admin", ({ state }) => state.accounts.map(({ name, role, language, cameras }) => ({ name, role, language, cameras }))],
  ["POST", /^\/users$/, "admin", addUser],
  ["PUT", /^\/users\/([^/]+)$/, "admin", changeUser],
  ["DELETE", /^\/users\/([^/]+)$/, "admin", removeUser],
  ["GET", /^\/devices$/, "admin", ({ state }) => state.devices],
  ["POST", /^\/devices$/, "admin", (call) => addDevice(call)],
  ["DELETE", /^\/devices\/([^/]+)$/, "admin", (call) => removeDevice(call)],
  ["GET", /^\/cameras$/, "viewer", (call) => visible(call).map((mock) => mock.camera)],
  ["POST", /^\/cameras$/, "admin", addCamera],
  ["POST", /^\/cameras\/test$/, "admin", (call) => testCamera(call)],
  ["GET", /^\/cameras\/([^/]+)$/, "viewer", (call) => cameraOf(call).camera],
  ["PUT", /^\/cameras\/([^/]+)$/, "admin", (call) => {
    const mock = changeable(call);
    checkSettings(call.body);
    keepSettings(mock, call.body);
    return mock.camera;
  }],
  ["DELETE", /^\/cameras\/([^/]+)$/, "admin", (call) => {
    call.state.cameras.delete(changeable(call).camera.id);
  }],
  ["GET", /^\/cameras\/([^/]+)\/result$/, "viewer", (call) => resultOf(cameraOf(call))],
  ["GET", /^\/vendors$/, "viewer", () => vendorList],
  ["POST", /^\/finds$/, "admin", (call) => startFind(call)],
  ["GET", /^\/finds\/([^/]+)$/, "admin", (call) => lookAtFind(call)],
  ["DELETE", /^\/finds\/([^/]+)$/, "admin", () => undefined],
  ["GET", /^\/cameras\/([^/]+)\/snapshot$/, "viewer", (call) => sendJpeg(call.response, call.picture(cameraOf(call)))],
  ["GET", /^\/cameras\/([^/]+)\/apps\/occupancy$/, "viewer", (call) => {
    const settings = cameraOf(call).apps["occupancy"];
    if (settings === undefined) throw new Refusal(404, "the camera has no occupancy", "set it up first");
    return withDefaults(settings);
  }],
  ["PUT", /^\/cameras\/([^/]+)\/apps\/occupancy$/, "operator", changeApp],
  ["POST", /^\/cameras\/([^/]+)\/apps\/occupancy\/test$/, "admin", testReceiver],
  ["DELETE", /^\/cameras\/([^/]+)\/apps\/occupancy$/, "operator", (call) => {
    const mock = changeable(call);
    mock.camera.apps = [];
    mock.apps = {};
  }],
  ["GET", /^\/cameras\/([^/]+)\/history$/, "viewer", (call) => historyAnswer(cameraOf(call), call.query)],
  ["GET", /^\/cameras\/([^/]+)\/history\/heat-map$/, "viewer", (call) => heatMapAnswer(cameraOf(call))],
  ["GET", /^\/cameras\/([^/]+)\/history\.csv$/, "viewer", (call) => sendCsv(call.response, cameraOf(call), call.query)],
  ["GET", /^\/events$/, "viewer", listEvents],
  ["GET", /^\/events\/([^/]+)\/picture$/, "viewer", (call) => {
    const event = call.state.events.find((one) => one.id === call.parts[0]);
    const mock = call.state.cameras.get(event?.camera ?? "");
    if (mock === undefined) throw new Refusal(404, "the picture is gone", "pictures are kept for a limited time");
    sendJpeg(call.response, call.picture(mock));
  }],
  ["GET", /^\/schema\/occupancy$/, "viewer", () => occupancySchema],
  ["GET", /^\/clips$/, "operator", ({ state }) => state.clips],
  ["POST", /^\/clips$/, "operator", addClipPiece],
  ["POST", /^\/cameras\/([^/]+)\/trials$/, "operator", startTrial],
  ["GET", /^\/cameras\/([^/]+)\/trials\/[^/]+$/, "operator", lookAtTrial],
  ["DELETE", /^\/cameras\/([^/]+)\/trials\/[^/]+$/, "operator", ({ state }) => {
    state.trial = null;
  }],
  ["GET", /^\/schema\/broker$/, "viewer", () => brokerSchema],
  ["GET", /^\/broker$/, "admin", ({ state }) => state.broker],
  ["PUT", /^\/broker$/, "admin", changeBroker],
  ["GET", /^\/schema\/camera$/, "viewer", () => cameraSchema],
  ["GET", /^\/system$/, "viewer", () => systemAnswer()],
];

function withDefaults(settings: JsonObject): JsonObject {
  const members = Object.entries(occupancySchema.properties ?? {});
  const defaults = members.map(([key, schema]) => [key, schema.default ?? groupDefaults(schema.properties ?? {})] as const);
  return { ...Object.fromEntries(defaults), ...settings };
}

function groupDefaults(members: NonNullable<typeof occupancySchema.properties>): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([key, schema]) => [key, schema.default ?? null]));
}
