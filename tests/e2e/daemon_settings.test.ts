// SPDX-License-Identifier: Apache-2.0
// What the settings pages send is what the real daemon takes, and what it keeps is what they show.
import type { APIRequestContext, Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CameraSettings, Session, SystemState } from "../../web/src/api/types.ts";
import type { JsonObject } from "../../web/src/forms/schema.ts";
import { launch, visit } from "./browser.ts";
import { type Daemon, knows, startDaemon } from "./daemon.ts";
import { kPassword } from "./world.ts";

describe.skipIf(!knows("run"))("settings on the daemon", { timeout: 180_000 }, () => {
  let daemon: Daemon;
  let browser: Browser;
  let page: Page;
  let api: APIRequestContext;
  let complaints: string[] = [];
  let headers: Record<string, string> = {};
  const root = () => `${daemon.url}/api/v1`;
  const kept = async () => (await (await api.get(`${root()}/cameras/one/apps/occupancy`)).json()) as JsonObject;
  const set = async () => {
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
  };

  beforeAll(async () => {
    [daemon, browser] = await Promise.all([startDaemon(), launch()]);
    ({ page, complaints } = await visit(browser, daemon.url));
    page.setDefaultTimeout(45_000);
    api = page.request;
    const account = { secret: daemon.secret, name: "admin", password: kPassword, language: "en" };
    const session = (await (await api.post(`${root()}/setup`, { data: account })).json()) as Session;
    headers = { "X-Ocellus-Token": session.token ?? "" };
    const zones = ["A", "B", "C"].map((name) => ({ name, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]], threshold: 1 }));
    for (const [id, name, settings] of [["one", "First", { zones, mqtt: { counts: true } }], ["two", "Second", { mqtt: { counts: true } }]] as const) {
      const camera = { id, name, source: daemon.camera, username: "demo", password: daemon.cameraPassword };
      expect((await api.post(`${root()}/cameras`, { data: camera, headers })).ok()).toBe(true);
      expect((await api.put(`${root()}/cameras/${id}/apps/occupancy`, { data: settings, headers })).ok()).toBe(true);
    }
  });
  afterAll(async () => {
    await browser.close();
    await daemon.stop();
  });

  it("keep the places of the areas when one is removed (OCC-59)", async () => {
    await page.goto(`${daemon.url}/cameras/one/apps/occupancy`);
    await page.getByRole("button", { name: "Remove B" }).click();
    await set();
    await page.reload();
    await page.getByText("Area 2: not set").waitFor();
    await page.getByText("Nothing changed").waitFor();
    expect((await kept())["zones"]).toMatchObject([{ name: "A" }, { name: "Area 2", enabled: false }, { name: "C", enabled: true }]);
  });

  it("say that another camera has the topic, as the system's findings do", async () => {
    expect((await api.put(`${root()}/broker`, { data: { url: "mqtt://127.0.0.1:9" }, headers })).ok()).toBe(true);
    const shared = async () => {
      const { findings } = (await (await api.get(`${root()}/system`)).json()) as SystemState;
      return findings.filter(({ message }) => message.includes("same MQTT topic")).map(({ level, message }) => [level, message]);
    };
    await expect.poll(shared).toEqual([["warning", expect.stringMatching(/^one, two publish/)]]);
    await page.getByRole("tab", { name: "MQTT" }).click();
    await page.getByText("Second publishes to this topic too").waitFor();
    await page.getByRole("button", { name: "Insert {camera}" }).click();
    await page.getByText("Second publishes to this topic too").waitFor({ state: "detached" });
    await set();
    await expect.poll(shared).toEqual([]);
  });

  it("try thresholds on what the detector sees, then keep them (OCC-81)", async () => {
    await page.getByRole("tab", { name: "Demo" }).click();
    await page.locator("[data-track]").first().waitFor();
    for (const name of ["Head", "Body"]) await page.getByRole("slider", { name }).press("End");
    await expect.poll(() => page.locator("[data-track]").count(), { timeout: 30_000 }).toBe(0);
    await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
    await page.locator("[data-track] text").first().waitFor();
    await set();
    await expect.poll(() => kept()).toMatchObject({ thresholds: { head: 99, body: 99 }, mqtt: { counts: true } });
  });

  it("go back to the defaults all at once (OCC-21)", async () => {
    await page.getByRole("tab", { name: "Detail" }).click();
    await page.getByRole("button", { name: "Reset everything" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Reset everything" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await set();
    await expect.poll(() => kept()).toMatchObject({ thresholds: { head: 30, body: 25 }, mqtt: { counts: false }, zones: [{ name: "Area 1", enabled: true }] });
  });

  it("make and remove device accounts, and keep the MAC address", async () => {
    await page.goto(`${daemon.url}/cameras/one/about`);
    await page.getByRole("textbox", { name: "Name of the recorder" }).fill("nvr");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("nvr can log in").waitFor();
    await page.getByRole("button", { name: "Remove nvr" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("None yet.").waitFor();

    await page.goto(`${daemon.url}/cameras/one/source`);
    await page.getByRole("button", { name: "More settings" }).click();
    const mac = page.getByRole("textbox", { name: "MAC address" });
    await mac.fill("xx");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText(/is not a MAC address/).waitFor();
    await mac.fill("AA:bb:cc:dd:ee:01");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    const settings = async () => ((await (await api.get(`${root()}/cameras/one`)).json()) as { settings: CameraSettings }).settings;
    await expect.poll(async () => (await settings()).mac).toBe("aabbccddee01");
    expect(complaints).toEqual([]);
  });
});
