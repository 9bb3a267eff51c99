// SPDX-License-Identifier: Apache-2.0
// npm run screenshots: the pictures of docs/images, from the page as it is.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { describe, it } from "vitest";
import { kPhone } from "./browser.ts";
import { theatre } from "./stage.ts";
import { liveCamera } from "./world.ts";

const folder = process.env["SCREENSHOTS"];

describe.runIf(folder !== undefined)("screenshots", () => {
  const { open, url } = theatre();

  async function shoot(page: Page, name: string): Promise<void> {
    await page.waitForTimeout(1000);
    await page.screenshot({ path: resolve(folder ?? "", `${name}.png`) });
  }

  it("of the wall, a camera and its settings", { timeout: 120_000 }, async () => {
    mkdirSync(resolve(folder ?? ""), { recursive: true });
    await shoot(await open("/", { as: null }), "login");
    const page = await open("/?layout=4");
    const camera = await liveCamera(page, url());
    await page.waitForTimeout(7000);
    await shoot(page, "wall");
    await page.goto(`${url()}/cameras/${camera.id}`);
    await shoot(page, "camera-live");
    const sunday = new Date(Date.now() - (new Date().getUTCDay() || 7) * 86_400_000).toISOString().slice(0, 10);
    await page.goto(`${url()}/cameras/${camera.id}/history?span=week&at=${sunday}`);
    await page.getByRole("img", { name: /Chart of the counts/ }).waitFor();
    await shoot(page, "history");
    await page.goto(`${url()}/cameras/${camera.id}/apps/occupancy`);
    await shoot(page, "occupancy-basic");
    for (const tab of ["HTTP", "MQTT", "Alarm", "Detail", "Demo", "Try"]) {
      await page.getByRole("tab", { name: tab }).click();
      if (tab === "HTTP") await page.getByRole("button", { name: /Add: Receiver/ }).click();
      if (tab === "Demo") await page.getByRole("switch", { name: /^Display score/ }).check();
      await shoot(page, `occupancy-${tab.toLowerCase()}`);
    }
  });

  it("of the other places", { timeout: 120_000 }, async () => {
    const page = await open("/alarms");
    await shoot(page, "alarms");
    await page.goto(`${url()}/cameras/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Market hall");
    await page.getByRole("textbox", { name: "Address", exact: true }).fill("http://192.168.0.198/cgi-bin/mjpeg?stream=1&frame=5");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByRole("region", { name: "What the camera answered" }).waitFor();
    await shoot(page, "camera-test");
    await page.goto(`${url()}/cameras/new`);
    await page.getByRole("textbox", { name: "Address", exact: true }).fill("192.168.0.198");
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForTimeout(3000);
    await shoot(page, "camera-find");
    await page.goto(`${url()}/cameras/hall/source`);
    await page.getByRole("region", { name: "What the camera answered" }).locator("canvas").waitFor();
    await shoot(page, "camera-source");
    for (const place of ["cameras", "users", "system"]) {
      await page.goto(`${url()}/${place}`);
      await shoot(page, place);
    }
    await page.goto(`${url()}/cameras/${(await liveCamera(page, url())).id}/about`);
    await shoot(page, "camera-about");
  });

  it("in light colours, on a phone and in Japanese", { timeout: 120_000 }, async () => {
    const light = await open("/");
    const camera = await liveCamera(light, url());
    await light.evaluate(() => localStorage.setItem("mantine-color-scheme-value", "light"));
    await light.goto(`${url()}/cameras/${camera.id}/apps/occupancy`);
    await shoot(light, "light");
    const phone = await open("/", { viewport: kPhone });
    await shoot(phone, "phone-wall");
    await phone.goto(`${url()}/cameras/${camera.id}/apps/occupancy`);
    await shoot(phone, "phone-occupancy");
    const japanese = await open("/");
    await japanese.evaluate(() => localStorage.setItem("ocellus-language", "ja"));
    await japanese.route("**/api/v1/session", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('"language":"en"', '"language":"ja"') });
    });
    await japanese.goto(`${url()}/cameras/${camera.id}/apps/occupancy`);
    await shoot(japanese, "japanese");
  });
});
