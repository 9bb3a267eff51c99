// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

const kBase = { sequence: 1, camera: "hall", app: "occupancy", area: 1, name: "Till" };

describe.skipIf(kReal)("the list of alarms", () => {
  const { open, mock, url } = theatre();

  it("gets a new one by itself, with its picture, without a reload", async () => {
    const page = await open("/alarms?camera=yard");
    await page.getByText("Nothing like this").waitFor();
    await page.waitForTimeout(300);
    const time = new Date().toISOString();
    const alarm = { ...kBase, camera: "yard", type: "alarm", state: "start", count: 6, threshold: 5 };
    mock().stage.announce({ ...alarm, id: "fresh", time, picture: true });
    const row = page.locator('[data-event="fresh"]');
    await row.waitFor();
    await expect.poll(() => row.innerText()).toMatch(/Alarm\s+Yard · Till\s+6 \/ 5/);
    await row.getByRole("button", { name: /Enlarge/ }).click();
    const picture = page.getByRole("dialog").getByRole("img", { name: /Picture of the alarm/ });
    await picture.waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>("figure img")?.naturalWidth === 960);
    await page.keyboard.press("Escape");
    await picture.waitFor({ state: "hidden" });
  });

  it("says how long an alarm lasted once it is over", async () => {
    const page = await open("/alarms?type=all&camera=lobby");
    await page.getByText("Nothing like this").waitFor();
    await page.waitForTimeout(300);
    const [start, end] = [new Date(Date.now() - 65_000), new Date()].map((time) => time.toISOString());
    mock().stage.announce({ ...kBase, camera: "lobby", id: "begun", time: start ?? "", type: "alarm", state: "start" });
    mock().stage.announce({ ...kBase, camera: "lobby", id: "ended", time: end ?? "", type: "alarm_end" });
    await page.locator('[data-event="begun"]').getByText("lasted 1 min 5 s").waitFor();
    await page.locator('[data-event="ended"]').getByText("Alarm over").waitFor();
  });

  it("keeps its filters in the address", async () => {
    const page = await open("/alarms");
    await page.getByRole("combobox", { name: "Camera" }).selectOption("yard");
    await page.waitForURL(/camera=yard/);
    await page.getByRole("combobox", { name: "Kind" }).selectOption("all");
    await page.waitForURL(/type=all/);
    await page.goBack();
    await expect.poll(() => page.getByRole("combobox", { name: "Kind" }).inputValue()).toBe("alarm");
    await page.goto(`${url()}/alarms?camera=hall&type=alarm_end`);
    await expect.poll(() => page.getByRole("combobox", { name: "Kind" }).inputValue()).toBe("alarm_end");
  });

  it("fetches older ones when asked", async () => {
    for (let i = 0; i < 60; ++i) {
      const time = new Date(Date.parse("2026-01-01T00:00:00Z") - i * 1000).toISOString();
      mock().state.events.push({ ...kBase, camera: "gate", id: `old-${i}`, time, type: "alarm", state: "start" });
    }
    const page = await open("/alarms?camera=gate");
    await page.locator('[data-event="old-49"]').waitFor();
    await expect.poll(() => page.locator("[data-event]").count()).toBe(50);
    await page.getByRole("button", { name: "Older ones" }).click();
    await page.locator('[data-event="old-59"]').waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Older ones" }).count()).toBe(0);
  });
});
