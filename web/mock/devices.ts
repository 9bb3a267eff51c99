// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import type { NewDevice } from "../src/api/types.ts";
import { Refusal } from "./http.ts";
import type { Call } from "./routes.ts";

/** Device accounts, as api.md has them: the password is answered once and kept nowhere. */
export function addDevice({ body, state }: Call): NewDevice {
  const [name, camera] = [String(body["name"]), String(body["camera"])];
  if (!/^[A-Za-z0-9._@-]{1,40}$/.test(name)) {
    const fields = [{ path: "name", message: "the name of the user is not right", remedy: "take 1 to 40 letters A to Z, digits and . _ @ -" }];
    throw new Refusal(400, "the name of the user is not right", "take another", fields);
  }
  const known = [...state.cameras.values()].some((mock) => mock.camera.id === camera || mock.camera.settings.unit === camera);
  if (!known) throw new Refusal(404, `there is no camera "${camera}"`, "choose one of the list of cameras");
  if (state.devices.some((device) => device.name === name)) {
    throw new Refusal(409, `the device account "${name}" is taken`, "choose another name");
  }
  state.devices.push({ name, camera, created: new Date().toISOString() });
  return { name, camera, password: randomBytes(15).toString("base64url") };
}

export function removeDevice({ parts, state }: Call): void {
  const [name = ""] = parts;
  const left = state.devices.filter((device) => device.name !== name);
  if (left.length === state.devices.length) throw new Refusal(404, `there is no device account "${name}"`, "look at the list");
  state.devices = left;
}
