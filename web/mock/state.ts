// SPDX-License-Identifier: Apache-2.0
import type { BrokerState, Camera, CameraSettings, Clip, Device, EventEnvelope, Language, Reason, Role, Trial } from "../src/api/types.ts";
import type { JsonObject } from "../src/forms/schema.ts";

export interface Account {
  name: string;
  password: string;
  role: Role;
  language: Language;
  cameras: string[] | null;
}

export interface MockCamera {
  camera: Camera;
  password: string;
  apps: Record<string, JsonObject>;
  /** Which room its pictures show, and how far it is ahead. */
  room: number;
  phase: number;
  /** Whether its pictures are said to have no colour. */
  colourless: boolean;
}

export interface State {
  secret: string;
  accounts: Account[];
  cameras: Map<string, MockCamera>;
  events: EventEnvelope[];
  failures: number;
  broker: BrokerState;
  clips: Clip[];
  trial: Trial | null;
  devices: Device[];
}

export const kSecret = "grey-otter-4711";

const kWrongPassword: Reason = {
  message: "the camera refuses the user name or password",
  remedy: "check both on the camera's own page, then press Test",
};

function settings(source: string, part: Partial<CameraSettings> = {}): CameraSettings {
  return {
    source,
    mode: "mjpeg",
    channel: 1,
    unit: "",
    username: "admin",
    password: "***",
    tls: "verify",
    tls_pin: "",
    listen: null,
    analysis_fps: 5,
    motion_gate: true,
    mac: "",
    ignore: [],
    ...part,
  };
}

export function makeCamera(id: string, name: string, source: string, room: number, down = false): MockCamera {
  return {
    camera: {
      id,
      name,
      declared: false,
      state: down ? "down" : "up",
      reason: down ? kWrongPassword : null,
      settings: settings(source),
      apps: [],
      picture: down ? null : { width: 960, height: 540, rate: 5, bytes: 61_000, age: 0.2 },
      rtsp: { port: 8554, h264: `/${id}`, mjpeg: `/${id}/mjpeg`, readers: down ? 0 : 1, note: null },
      counters: { received: 1200, analysed: 1196, inferred: 804, skipped: 4, reconnects: down ? 12 : 0 },
    },
    password: "camera",
    apps: {},
    room,
    phase: id.length * 13,
    colourless: false,
  };
}

function firstBroker(): BrokerState {
  return {
    declared: false,
    settings: {
      url: "mqtt://127.0.0.1:1883",
      username: "",
      password: "",
      client_id: "",
      keep_alive: 60,
      home_assistant: false,
      home_assistant_prefix: "homeassistant",
      onvif: false,
      tls: { ca: "", certificate: "", key: "" },
    },
    state: "up",
    reason: null,
  };
}

export const kHallZones: JsonObject[] = [
  {
    name: "Till",
    enabled: true,
    polygon: [[0.6, 0.62], [0.92, 0.62], [0.97, 0.95], [0.58, 0.95]],
    threshold: 3,
    time: 6,
    under_occupancy: null,
  },
  {
    name: "Entrance",
    enabled: true,
    polygon: [[0.05, 0.4], [0.36, 0.4], [0.36, 0.62], [0.05, 0.66]],
    threshold: 4,
    time: 10,
    under_occupancy: null,
  },
  {
    name: "Queue",
    enabled: false,
    polygon: [[0.4, 0.66], [0.55, 0.64], [0.56, 0.9], [0.38, 0.9]],
    threshold: 5,
    time: 10,
    under_occupancy: null,
  },
];

export function firstState(empty: boolean): State {
  const cameras = new Map<string, MockCamera>();
  if (!empty) {
    const hall = makeCamera("hall", "Market hall", "http://192.168.0.198/cgi-bin/mjpeg?stream=1&frame=5", 0);
    hall.camera.apps = ["occupancy"];
    hall.apps["occupancy"] = { object: "human", reference_point: "bottom", zones: kHallZones };
    const yard = makeCamera("yard", "Yard", "http://192.168.0.199/cgi-bin/mjpeg?stream=1&frame=5", 1);
    const gate = makeCamera("gate", "Front gate", "http://192.168.0.200/cgi-bin/mjpeg?stream=1&frame=5", 0, true);
    const lobby = makeCamera("lobby", "Lobby", "file:///srv/clips/lobby.mp4", 1);
    lobby.camera.declared = true;
    for (const one of [hall, yard, gate, lobby]) cameras.set(one.camera.id, one);
  }
  const accounts: Account[] = empty
    ? []
    : [
        { name: "admin", password: "correct horse", role: "admin", language: "en", cameras: null },
        { name: "olga", password: "correct horse", role: "operator", language: "en", cameras: null },
        { name: "vera", password: "correct horse", role: "viewer", language: "en", cameras: ["hall"] },
      ];
  return { secret: kSecret, accounts, cameras, events: [], failures: 0, broker: firstBroker(), clips: [], trial: null, devices: [] };
}
