// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal, liveCamera } from "./world.ts";

describe("the wall", () => {
  const { open, mock, url } = theatre();

  it("shows a picture of each camera that has one, with its age", async () => {
    const page = await open("/?layout=4");
    const camera = await liveCamera(page, url());
    const tile = page.locator(`[data-camera="${camera.id}"]`);
    await tile.locator("canvas").waitFor();
    await expect.poll(() => tile.innerText()).toContain(camera.name);
    await expect.poll(() => tile.innerText()).toMatch(/\d.* s old/);
  });

  it("keeps the layout in the address and in the number of tiles", async () => {
    const page = await open("/?layout=4");
    await page.locator("[data-layout='4']").waitFor();
    await page.locator("label").filter({ hasText: /^1$/ }).click();
    await page.locator("[data-layout='1']").waitFor();
    expect(page.url()).toContain("layout=1");
    await expect.poll(() => page.locator("[data-camera]").count()).toBe(1);
  });

  it.skipIf(kReal)("says why a camera has no picture and what to do", async () => {
    const page = await open("/?layout=4");
    const tile = page.locator('[data-camera="gate"]');
    await tile.getByText("the camera refuses the user name or password").waitFor();
    await expect.poll(() => tile.innerText()).toMatch(/then press Test/);
  });

  it.skipIf(kReal)("frames a camera in alarm", async () => {
    const page = await open("/?layout=4");
    await page.locator('[data-camera="hall"][data-alarm="true"]').waitFor({ timeout: 15_000 });
    await expect.poll(() => page.locator('[data-camera="hall"]').innerText()).toContain("Alarm!");
    await expect.poll(() => page.locator('[data-camera="yard"]').getAttribute("data-alarm")).toBe("false");
  });

  it.skipIf(kReal)("comes back by itself after the connection broke", async () => {
    const page = await open("/?layout=1");
    const canvas = page.locator("canvas").first();
    await canvas.waitFor();
    const before = Number(await canvas.getAttribute("data-sequence"));
    mock().stage.dropAll();
    await page.getByText("Connection to Ocellus lost").first().waitFor();
    await page.getByText("Connection to Ocellus lost").first().waitFor({ state: "hidden" });
    await page.waitForFunction(
      (sequence) => Number(document.querySelector("canvas")?.dataset["sequence"]) > sequence + 2,
      before,
    );
  });
});

describe("a camera's page", () => {
  const { open, url } = theatre();

  it("draws boxes from the very message that the picture came in", async () => {
    const page = await open("/");
    const camera = await liveCamera(page, url());
    await page.goto(`${url()}/cameras/${camera.id}`);
    await page.locator("canvas").waitFor();
    for (let look = 0; look < 10; ++look) {
      const [picture, boxes] = await page.evaluate(() => [
        document.querySelector("canvas")?.dataset["sequence"],
        document.querySelector<SVGElement>("svg[data-overlay]")?.dataset["overlay"],
      ]);
      expect(boxes).toBe(picture);
      await page.waitForTimeout(70);
    }
  });

  it("has a picture that is not black", async () => {
    const page = await open("/");
    const camera = await liveCamera(page, url());
    await page.goto(`${url()}/cameras/${camera.id}`);
    await page.locator("canvas").waitFor();
    const spread = await page.evaluate(() => {
      const canvas = document.querySelector("canvas");
      const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const values = Array.from({ length: 500 }, (_, i) => pixels[(Math.floor((i * pixels.length) / 500) & ~3) + 1] ?? 0);
      return Math.max(...values) - Math.min(...values);
    });
    expect(spread).toBeGreaterThan(30);
  });

  it.skipIf(kReal)("colours boxes by zone and alarm, dashes what is off (OCC-10, OCC-11)", async () => {
    const page = await open("/cameras/hall");
    await page.locator('[data-zone="0"][data-alarm="true"]').waitFor({ timeout: 15_000 });
    const strokes = await page.locator("[data-track] rect").evaluateAll((boxes) => boxes.map((box) => box.getAttribute("stroke")));
    expect(strokes).toHaveLength(7);
    expect(new Set(strokes)).toContain("#ff3336");
    expect(new Set(strokes)).toContain("#9ad8ff");
    await expect.poll(() => page.locator('[data-zone="2"] polygon').getAttribute("stroke-dasharray")).not.toBeNull();
    await expect.poll(() => page.locator('[data-zone="0"] polygon').getAttribute("stroke-dasharray")).toBeNull();
    const panel = page.getByRole("complementary", { name: "Areas" });
    await expect.poll(() => panel.innerText()).toMatch(/Till\s+Alarm!\s+[3-7] \/ 3/);
  });
});
