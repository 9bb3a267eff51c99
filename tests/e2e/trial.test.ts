// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { faintTexts, namelessControls } from "./audit.ts";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

describe.skipIf(kReal)("settings tried on a clip", () => {
  const { open, mock } = theatre();

  it("show the alarms of today and of the changes side by side", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByTestId("zone-0").getByRole("textbox", { name: "Count threshold" }).fill("9");
    await page.getByRole("tab", { name: "Try" }).click();
    await page.getByText(/There is no clip yet/).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Run" }).isDisabled()).toBe(true);
    const buffer = Buffer.alloc(700_000, 7);
    await page.locator("input[type=file]").setInputFiles({ name: "door 1.avi", mimeType: "video/x-msvideo", buffer });
    await page.getByRole("combobox", { name: "Clip" }).locator("option", { hasText: "door-1.avi" }).waitFor({ state: "attached" });
    expect(mock().state.clips).toEqual([{ name: "door-1.avi", bytes: 700_000 }]);
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/s of the clip, \d+ pictures so far/).waitFor();
    await page.getByText("Done: 80 s of the clip").waitFor();
    const today = page.getByRole("region", { name: "Today" });
    await today.getByText("Alarms: 1").waitFor();
    await today.getByText("3 / 3").waitFor();
    await page.getByRole("region", { name: "With the changes" }).getByText("Alarms: 0").waitFor();
    expect(await namelessControls(page)).toEqual([]);
    expect(await faintTexts(page)).toEqual([]);
    await page.getByText("Changes not set yet: 1").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
  });

  it("lead to the field that is refused", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByTestId("zone-0").getByRole("textbox", { name: "Count threshold" }).fill("77");
    await page.getByRole("tab", { name: "Try" }).click();
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/77 is out of range/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
  });
});
