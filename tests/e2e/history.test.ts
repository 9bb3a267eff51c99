// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

/** The days before today, so that no test has part of a day. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** The mock's cameras saw nothing on Sundays before noon. */
const sinceSunday = () => new Date().getUTCDay() || 7;

/** How many pixels of the chart have a colour like this. */
function painted(page: Page, [red, green, blue]: readonly [number, number, number]): Promise<number> {
  return page.locator(".uplot canvas").evaluate(
    (canvas, wanted) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height) ?? { data: [] };
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const near = wanted.every((value, k) => Math.abs((data[i + k] ?? 0) - value) < 12);
        if (near && (data[i + 3] ?? 0) > 200) count += 1;
      }
      return count;
    },
    [red, green, blue],
  );
}

describe.skipIf(kReal)("the history of a camera", () => {
  const { open, mock, url } = theatre();

  it("opens as a tab and shows a day, its areas and what they came to", async () => {
    const page = await open("/cameras/hall");
    await page.getByRole("tab", { name: "History" }).click();
    await page.waitForURL(/\/cameras\/hall\/history/);
    await page.getByRole("img", { name: "Chart of the counts of Whole picture, Till, Entrance" }).waitFor();
    await page.getByRole("textbox", { name: "Date" }).or(page.getByLabel("Date")).first().fill(daysAgo(3));
    await page.waitForURL(new RegExp(`at=${daysAgo(3)}`));
    await page.getByRole("row", { name: /Till/ }).first().waitFor();
    await expect.poll(() => painted(page, [0x5b, 0x9d, 0xff])).toBeGreaterThan(100);
  });

  it("fetches the charts only where they are wanted", async () => {
    const page = await open("/");
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    await page.goto(`${url()}/cameras/hall`);
    await page.getByRole("tab", { name: "History" }).waitFor();
    expect(fetched.filter((address) => /HistoryTab|uPlot/i.test(address))).toEqual([]);
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByRole("img", { name: /Chart of the counts/ }).waitFor();
    expect(fetched.filter((address) => /HistoryTab/.test(address))).not.toEqual([]);
  });

  it("asks for hours, days, weeks, months and years of the place, and keeps them in the address", async () => {
    const page = await open(`/cameras/hall/history?span=week&at=${daysAgo(14)}`);
    const asked: URL[] = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await page.getByRole("img", { name: /Chart of the counts/ }).waitFor();
    for (const [name, grain] of [["Hour", "minute"], ["Month", "hour"], ["Year", "day"], ["Day", "minute"]] as const) {
      await page.getByText(name, { exact: true }).click();
      await page.waitForURL(new RegExp(`span=${name.toLowerCase()}`));
      await expect.poll(() => asked.at(-1)?.searchParams.get("grain")).toBe(grain);
    }
    await page.getByRole("button", { name: "Earlier" }).click();
    await page.waitForURL(new RegExp(`at=${daysAgo(15)}`));
    await page.getByRole("button", { name: "Later" }).click();
    await page.waitForURL(new RegExp(`at=${daysAgo(14)}`));
    await page.goBack();
    await page.waitForURL(new RegExp(`at=${daysAgo(15)}`));
  });

  it("shows what nobody saw as a gap and not as nothing", async () => {
    const page = await open(`/cameras/hall/history?span=day&at=${daysAgo(sinceSunday())}`);
    await page.getByText("nobody looked for 12 h 0 min").waitFor();
    await page.getByRole("img", { name: /Chart of the counts/ }).waitFor();
    await page.goto(`${url()}/cameras/hall/history?span=day&at=${daysAgo(sinceSunday() + 1)}`);
    await page.getByText("Observed without a gap.").waitFor();
  });

  it("shows one area alone, with its extremes", async () => {
    const page = await open(`/cameras/hall/history?span=day&at=${daysAgo(3)}`);
    const chart = page.getByRole("region", { name: "Counts over time" });
    await chart.getByRole("combobox", { name: "Area" }).selectOption({ label: "Till" });
    await page.getByRole("img", { name: "Chart of the counts of Till", exact: true }).waitFor();
    await chart.getByText("Maximum").first().waitFor();
    await expect.poll(() => chart.getByRole("row").count()).toBeGreaterThan(1);
  });

  it("shows when it is full by weekday and hour", async () => {
    const page = await open("/cameras/hall/history");
    const map = page.getByRole("region", { name: "When it is full" });
    await map.getByRole("cell", { name: "no data" }).first().waitFor();
    await expect.poll(() => map.getByRole("cell", { name: "no data" }).count()).toBe(12);
    await expect.poll(() => map.getByRole("row").count()).toBe(8);
  });

  it("gives a file of the dates that were chosen", async () => {
    const page = await open("/cameras/hall/history");
    const form = page.getByRole("region", { name: "Export" });
    await form.getByLabel("From").fill(daysAgo(9));
    await form.getByLabel("To", { exact: true }).fill(daysAgo(12));
    await form.getByText("This is before the first date").waitFor();
    await expect.poll(() => form.getByRole("button", { name: "Download CSV" }).isDisabled()).toBe(true);
    await form.getByLabel("To", { exact: true }).fill(daysAgo(2));
    const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("link", { name: "Download CSV" }).click()]);
    expect(download.suggestedFilename()).toBe(`hall_${daysAgo(9)}_${daysAgo(2)}.csv`);
    expect(readFileSync(await download.path(), "utf8")).toMatch(/^time,camera,channel,area,name/);
  });

  it("says that nothing was counted, and where to set it up", async () => {
    const page = await open("/cameras/hall/history?span=day&at=2020-01-01");
    await page.getByRole("heading", { name: "Nothing was counted in this time" }).waitFor();
    await page.getByRole("link", { name: "Set up counting" }).click();
    await page.waitForURL(/apps\/occupancy/);
  });

  it("says what is wrong and tries again", async () => {
    const page = await open("/cameras/hall");
    await page.route(/history\?/, (route) =>
      route.fulfill({
        status: 503,
        json: { error: { kind: "storage", message: "the counts of day 20412 are damaged", remedy: "restore history.db from a backup" } },
      }),
    );
    await page.goto(`${url()}/cameras/hall/history`);
    await page.getByRole("alert").getByText("restore history.db from a backup").waitFor();
    await page.unroute(/history\?/);
    await page.getByRole("button", { name: /again/i }).first().click();
    await page.getByRole("img", { name: /Chart of the counts/ }).waitFor();
  });

  it("speaks Spanish and Japanese", async () => {
    for (const [language, title] of [["es", "Cuándo está lleno"], ["ja", "混雑する時間帯"]] as const) {
      const account = mock().state.accounts.find((one) => one.name === "admin");
      if (account !== undefined) account.language = language;
      const page = await open("/cameras/hall");
      await page.evaluate((value) => localStorage.setItem("ocellus-language", value), language);
      await page.goto(`${url()}/cameras/hall/history`);
      await page.getByRole("heading", { name: title }).waitFor();
      if (account !== undefined) account.language = "en";
    }
  });
});
