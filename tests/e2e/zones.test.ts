// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Point } from "../../web/src/api/types.ts";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

async function clickAt(page: Page, canvas: Locator, ...points: Point[]): Promise<void> {
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("no canvas");
  for (const [x, y] of points) await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}

async function drag(page: Page, canvas: Locator, from: Point, to: Point): Promise<void> {
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("no canvas");
  await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 5 });
  await page.mouse.up();
}

describe.skipIf(kReal)("the zone editor (OCC-15)", () => {
  const { open, mock } = theatre();
  const canvasOf = (page: Page) => page.getByRole("application");
  const points = (page: Page) => page.getByTestId("points").innerText();
  const kept = (camera: string) =>
    (mock().state.cameras.get(camera)?.apps["occupancy"]?.["zones"] ?? []) as { name: string; polygon: Point[] }[];

  it("draws an area with the mouse and keeps it on Set", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    const canvas = canvasOf(page);
    await page.getByRole("button", { name: /Add an area/ }).click();
    await clickAt(page, canvas, [0.1, 0.7], [0.3, 0.7], [0.3, 0.9], [0.1, 0.9], [0.1, 0.7]);
    await expect.poll(() => points(page)).toBe("4 of 16 points");
    expect(kept("hall")).toHaveLength(3);
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const zone = kept("hall")[3];
    expect(zone?.name).toBe("Area 4");
    expect(zone?.polygon).toHaveLength(4);
    expect(zone?.polygon[0]?.[0]).toBeCloseTo(0.1, 2);
    expect(zone?.polygon[2]?.[1]).toBeCloseTo(0.9, 2);
    await page.reload();
    await page.getByTestId("zone-3").waitFor();
  });

  it("refuses an edge that would cross while it is drawn, and says so", async () => {
    const page = await open("/cameras/yard/apps/occupancy");
    const canvas = canvasOf(page);
    await page.locator("label").filter({ hasText: "Draw" }).click();
    await clickAt(page, canvas, [0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.4, 0.1]);
    await page.getByText("The edges would cross.").waitFor();
    await expect.poll(() => points(page)).toBe("3 of 16 points");
    await page.keyboard.press("Escape");
    await expect.poll(() => points(page)).toBe("2 of 16 points");
  });

  it("is used by the keyboard alone", async () => {
    const page = await open("/cameras/yard/apps/occupancy");
    const canvas = canvasOf(page);
    await page.locator("label").filter({ hasText: "Draw" }).click();
    await canvas.focus();
    const press = async (key: string, times = 1) => {
      for (let i = 0; i < times; ++i) await page.keyboard.press(key);
    };
    await press("Space");
    await press("Shift+ArrowRight", 4);
    await press("Space");
    await press("Shift+ArrowDown", 4);
    await press("ArrowDown", 2);
    await press("Space");
    await press("Enter");
    await expect.poll(() => points(page)).toBe("3 of 16 points");

    await page.getByRole("button", { name: /^Point 3 of 3/ }).focus();
    await press("ArrowLeft");
    await page.getByRole("button", { name: "Add a point after point 3" }).focus();
    await press("Enter");
    await expect.poll(() => points(page)).toBe("4 of 16 points");
    await page.getByRole("button", { name: /^Point 4 of 4/ }).focus();
    await press("Delete");
    await expect.poll(() => points(page)).toBe("3 of 16 points");

    await page.getByRole("button", { name: "Set", exact: true }).press("Enter");
    await page.getByText("Set. It is in effect.").waitFor();
    const [, , third] = kept("yard")[0]?.polygon ?? [];
    expect(third?.[0]).toBeCloseTo(0.7 - 1 / 960, 4);
    expect(third?.[1]).toBeCloseTo(0.7 + 2 / 540, 4);
  });

  it("drags a corner, the middle of an edge and the whole area", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    const canvas = canvasOf(page);
    await page.getByRole("button", { name: "Edit Entrance" }).click();
    await drag(page, canvas, [0.05, 0.4], [0.1, 0.45]);
    await drag(page, canvas, [0.36, 0.51], [0.4, 0.51]);
    await expect.poll(() => points(page)).toBe("5 of 16 points");
    await drag(page, canvas, [0.25, 0.55], [0.3, 0.6]);
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const polygon = kept("hall")[1]?.polygon ?? [];
    expect(polygon[0]?.[0]).toBeCloseTo(0.15, 2);
    expect(polygon[0]?.[1]).toBeCloseTo(0.5, 2);
    expect(polygon[2]?.[0]).toBeCloseTo(0.45, 2);
  });

  it("moves the area by one pixel of the picture with an arrow key", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    const before = kept("hall")[0]?.polygon[0]?.[0] ?? 0;
    await page.getByRole("button", { name: /^Area Till/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("hall")[0]?.polygon[0]?.[0]).toBeCloseTo(before + 1 / 960, 4);
  });

  it("leaves the other areas in their places when one is removed (OCC-59)", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    const colour = () => page.locator('polygon[data-shape="2"]').getAttribute("stroke");
    const before = await colour();
    const places = kept("hall").length;
    await page.getByRole("button", { name: "Remove Entrance" }).click();
    await page.getByText("Area 2: not set").waitFor();
    await page.getByText(`Add an area (${places - 1} of 4)`).waitFor();
    await expect.poll(() => page.getByTestId("zone-2").getByRole("textbox", { name: "Name" }).inputValue()).toBe("Queue");
    await expect.poll(() => colour()).toBe(before);
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("hall")).toHaveLength(places);
    expect(kept("hall")[1]).toMatchObject({ name: "Area 2", enabled: false });
    expect(kept("hall")[2]).toMatchObject({ name: "Queue" });
    await page.reload();
    await page.getByText("Area 2: not set").waitFor();
    await page.getByText("Nothing changed").waitFor();
    await page.getByRole("link", { name: "To the camera" }).click();
    await page.locator('[data-zone="2"]').waitFor();
    await expect.poll(() => page.locator('[data-zone="1"]').count()).toBe(0);

    await page.goBack();
    await page.getByRole("button", { name: "Set up area 2" }).click();
    await clickAt(page, canvasOf(page), [0.4, 0.1], [0.6, 0.1], [0.6, 0.3], [0.4, 0.1]);
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("hall")[1]?.polygon).toHaveLength(3);
    expect(kept("hall")[2]).toMatchObject({ name: "Queue" });
  });

  it("does not send an area that was never drawn", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("button", { name: "Remove Queue" }).click();
    await page.getByRole("button", { name: /Add an area/ }).click();
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText(/Area \d is not drawn/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("Nothing changed").waitFor();
  });

  it("draws areas to be ignored for the whole camera", async () => {
    const page = await open("/cameras/yard/ignore");
    await page.getByRole("button", { name: /Add an area \(0 of 8\)/ }).click();
    await clickAt(page, canvasOf(page), [0.1, 0.1], [0.4, 0.1], [0.4, 0.3], [0.1, 0.1]);
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const settings = mock().state.cameras.get("yard")?.camera.settings;
    expect(settings?.ignore).toHaveLength(1);
    expect(settings?.ignore[0]).toHaveLength(3);
    expect(settings?.source).toContain("192.168.0.199");
  });
});
