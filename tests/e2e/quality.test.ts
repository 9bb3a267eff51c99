// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { kPhone } from "./browser.ts";
import { faintTexts, namelessControls } from "./audit.ts";
import { theatre } from "./stage.ts";
import { liveCamera } from "./world.ts";

const kPlaces = ["/", "/alarms", "/cameras", "/cameras/new", "/users", "/system"];
const kTabs = ["", "/history", "/source", "/ignore", "/software", "/about", "/apps/occupancy"];

describe("every place", () => {
  const { open, url } = theatre();

  async function tour(page: Page, look: (place: string) => Promise<void>): Promise<void> {
    const camera = await liveCamera(page, url());
    for (const place of [...kPlaces, ...kTabs.map((tab) => `/cameras/${camera.id}${tab}`)]) {
      await page.goto(url() + place);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector("[role=status][aria-label=Loading]") === null);
      await look(place);
    }
  }

  it("fits a phone without scrolling sideways, with the places below", async () => {
    const page = await open("/", { viewport: kPhone });
    await tour(page, async (place) => {
      const [wide, seen] = await page.evaluate(() => {
        const main = document.querySelector("main");
        return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
      });
      expect(wide, place).toBeLessThanOrEqual(seen);
      const navigation = await page.getByRole("navigation").boundingBox();
      expect(navigation?.y, place).toBeGreaterThan(kPhone.height - 100);
    });
  });

  it("has a name for every control, for those who cannot see it", async () => {
    const page = await open("/");
    await tour(page, async (place) => expect(await namelessControls(page), place).toEqual([]));
  });

  it.each(["dark", "light"])("has text with enough contrast (AA) in %s colours", async (scheme) => {
    const page = await open("/");
    await page.evaluate((value) => localStorage.setItem("mantine-color-scheme-value", value), scheme);
    await tour(page, async (place) => expect(await faintTexts(page), place).toEqual([]));
  });

  it("has a title of its own", async () => {
    const page = await open("/");
    const titles = new Set<string>();
    for (const place of ["/", "/alarms", "/cameras", "/system"]) {
      await page.goto(url() + place);
      await page.getByRole("heading", { level: 1 }).waitFor();
      titles.add(await page.title());
    }
    expect(titles.size).toBe(4);
  });
});

describe("the keyboard", () => {
  const { open } = theatre();

  it("skips the places and shows where it is", async () => {
    const page = await open("/alarms");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await expect.poll(() => skip.evaluate((link) => link === document.activeElement)).toBe(true);
    expect(await skip.evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Tab");
    const width = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
    expect(width).toBe("2px");
  });
});

describe("the page", () => {
  const { open, url } = theatre();

  it("can be installed", async () => {
    const page = await open("/", { as: null });
    const address = await page.locator("link[rel=manifest]").getAttribute("href");
    const manifest = (await (await page.request.get(url() + (address ?? ""))).json()) as {
      start_url: string;
      display: string;
      icons: { src: string; sizes: string }[];
    };
    expect(manifest).toMatchObject({ start_url: "/", display: "standalone" });
    expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    for (const icon of manifest.icons) expect((await page.request.get(url() + icon.src)).ok()).toBe(true);
  });

  it("does not jump while it loads", async () => {
    const page = await open("/?layout=4");
    await page.locator("canvas").first().waitFor();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 500);
        }),
    );
    expect(shift).toBeLessThan(0.05);
  });
});
