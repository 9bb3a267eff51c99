// SPDX-License-Identifier: Apache-2.0
// What the tests run against: a mock server, or the daemon at OCELLUS_URL (set up with OCELLUS_SECRET).
import type { Page } from "playwright-core";
import { type Mock, startMock } from "../../web/mock/server.ts";
import type { Camera, Session } from "../../web/src/api/types.ts";

export const kPassword = "correct horse";

export interface World {
  url: string;
  mock: Mock | null;
  close: () => Promise<void>;
}

export const kReal = process.env["OCELLUS_URL"] !== undefined;

export async function openWorld(empty = false): Promise<World> {
  const url = process.env["OCELLUS_URL"];
  if (url !== undefined) return { url: url.replace(/\/$/, ""), mock: null, close: () => Promise.resolve() };
  const mock = await startMock({ empty });
  return { url: mock.url, mock, close: () => mock.close() };
}

export async function fillLogin(page: Page, name: string, password: string): Promise<void> {
  await page.locator("input[name=username]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
}

/** Logs in by the API, so that a test begins where its subject is; makes the first account where there is none. */
export async function enter(page: Page, url: string, path: string, name = "admin"): Promise<void> {
  const root = `${url}/api/v1`;
  const session = (await (await page.request.get(`${root}/session`)).json()) as Session;
  const language = "en";
  const data = session.setup_required
    ? { secret: process.env["OCELLUS_SECRET"] ?? "", name, password: kPassword, language }
    : { name, password: kPassword };
  const answer = await page.request.post(`${root}${session.setup_required ? "/setup" : "/session"}`, { data });
  if (!answer.ok()) throw new Error(`could not log in: ${await answer.text()}`);
  await page.goto(url + path);
  await page.getByRole("main").waitFor();
}

/** A camera that has a picture; the one with occupancy if there is one. */
export async function liveCamera(page: Page, url: string): Promise<Camera> {
  const cameras = (await (await page.request.get(`${url}/api/v1/cameras`)).json()) as Camera[];
  const camera =
    cameras.find((one) => one.state !== "down" && one.apps.length > 0) ?? cameras.find((one) => one.state !== "down");
  if (camera === undefined) throw new Error("the tests need a camera with a picture");
  return camera;
}
