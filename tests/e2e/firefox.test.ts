// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../web/mock/server.ts";
import { Firefox, kHasFirefox } from "./firefox.ts";
import { kPassword, kReal } from "./world.ts";

// The other browser: enough of each kind of thing that it could do in its own way.
describe.skipIf(!kHasFirefox || kReal)("Firefox", () => {
  let mock: Mock;
  let firefox: Firefox;

  beforeAll(async () => {
    [mock, firefox] = await Promise.all([startMock(), Firefox.launch()]);
  });
  afterAll(async () => {
    await firefox.close();
    await mock.close();
  });

  it("logs in", async () => {
    await firefox.open(mock.url);
    await firefox.click("input[name=username]");
    await firefox.type("admin");
    await firefox.click("input[name=password]");
    await firefox.type(kPassword);
    await firefox.click("button[type=submit]");
    await firefox.until(`document.querySelector("nav a[href='/cameras']")`);
  });

  it("shows live pictures that go on", async () => {
    await firefox.until(`document.querySelector("canvas[data-sequence]")`);
    const sequence = () => firefox.evaluate<string>(`document.querySelector("canvas[data-sequence]").dataset.sequence`);
    const first = await sequence();
    await firefox.until(`document.querySelector("canvas[data-sequence]").dataset.sequence !== ${JSON.stringify(first)}`);
    const drawn = `(() => { const canvas = document.querySelector("canvas[data-sequence]");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, index) => index % 4 !== 3 && value > 40); })()`;
    expect(await firefox.evaluate<boolean>(drawn)).toBe(true);
  });

  it("draws an area of a camera's picture and sets it", async () => {
    await firefox.open(`${mock.url}/cameras/yard/ignore`);
    const button = (text: string) => `[...document.querySelectorAll("button")].find((one) => one.textContent.includes(${JSON.stringify(text)}))`;
    await firefox.until(button("Add an area"));
    await firefox.evaluate(`${button("Add an area")}.click()`);
    const editor = `document.querySelector("[role=application]")`;
    await firefox.until(`${editor} && ${editor}.getBoundingClientRect().width > 100`);
    const at = (axis: "x" | "y", side: "width" | "height", share: number) =>
      firefox.evaluate<number>(`(() => { const box = ${editor}.getBoundingClientRect(); return Math.round(box.${axis} + box.${side} * ${share}); })()`);
    const corners = [[0.3, 0.3], [0.6, 0.3], [0.6, 0.6], [0.3, 0.6]] as const;
    const places = [];
    for (const [x, y] of corners) places.push({ x: await at("x", "width", x), y: await at("y", "height", y) });
    for (const place of places) await firefox.pointer([place]);
    await firefox.type("\uE007"); // Enter closes the area
    await firefox.until(`${button("Set")} && !${button("Set")}.disabled`);
    await firefox.evaluate(`${button("Set")}.click()`);
    await expect.poll(() => mock.state.cameras.get("yard")?.camera.settings.ignore[0]?.length).toBe(4);
  });

  it("met no complaint in its console", () => {
    expect(firefox.complaints).toEqual([]);
  });
});
