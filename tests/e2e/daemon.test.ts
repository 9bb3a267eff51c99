// SPDX-License-Identifier: Apache-2.0
// The way of a newcomer on the real daemon: secret, account, camera with a wrong password, the right one, picture,
// area, count, alarm. One page for all steps, because each begins where the one before ended.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, visit } from "./browser.ts";
import { type Daemon, knows, startDaemon } from "./daemon.ts";
import { fillLogin, kPassword } from "./world.ts";

const field = (page: Page, name: string): Locator => page.getByRole("textbox", { name, exact: true });

// Detection, a browser and the daemon share the machine with whatever else runs: patience, not speed, is tested.
describe.skipIf(!knows("run"))("a newcomer on the daemon", { timeout: 180_000 }, () => {
  let daemon: Daemon;
  let browser: Browser;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    [daemon, browser] = await Promise.all([startDaemon(), launch()]);
    ({ page, complaints } = await visit(browser, `${daemon.url}/#secret=${daemon.secret}`));
    page.setDefaultTimeout(45_000);
  });
  afterAll(async () => {
    await browser.close();
    await daemon.stop();
  });

  it("makes the first account with the secret that was printed", async () => {
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    await page.getByLabel("New password").fill("short");
    await page.getByLabel("The same password again").fill("short");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("New password").fill(kPassword);
    await page.getByLabel("The same password again").fill(kPassword);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("heading", { name: "No camera yet" }).waitFor();
  });

  it("tries a camera with a wrong password, reads why, and mends it", async () => {
    await page.getByRole("link", { name: "Add camera" }).click();
    await field(page, "Name").fill("The square");
    await field(page, "Address").fill(daemon.camera);
    await field(page, "Camera user name").fill("demo");
    await page.getByLabel("Camera password").fill("not it");
    await page.getByRole("button", { name: "Test" }).click();
    const result = page.getByRole("region", { name: "What the camera answered" });
    await result.getByText("No image").waitFor();
    await expect.poll(() => result.innerText()).toMatch(/password/i);
    await page.getByLabel("Camera password").fill(daemon.cameraPassword);
    await page.getByRole("button", { name: "Test" }).click();
    await result.getByRole("img", { name: "Picture received from the camera" }).waitFor();
    await expect.poll(() => result.innerText()).not.toContain(daemon.cameraPassword);
  });

  it("forgets the path and has it found among those of makers", async () => {
    await field(page, "Stream path").fill("somewhere/else");
    await page.getByRole("button", { name: "Find" }).click();
    const answers = page.getByRole("region", { name: "What answered what" });
    await answers.getByText("this is an address of i-PRO / Panasonic").waitFor();
    await expect.poll(() => answers.innerText()).toMatch(/a picture of \d+x\d+/);
    await expect.poll(() => field(page, "Stream path").inputValue()).toBe("cgi-bin/mjpeg?stream=1&frame=5");
  });

  it("adds it and sees its picture", async () => {
    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByRole("heading", { name: "The square" }).waitFor();
    await page.locator("canvas").waitFor();
  });

  it("switches it to one-shot and back, and its picture goes on", async () => {
    await page.getByRole("tab", { name: "Picture source" }).click();
    await page.getByRole("button", { name: "More settings" }).click();
    const result = page.getByRole("region", { name: "What the camera answered" });
    const ways = [["jpeg", "cgi-bin/camera?stream=1"], ["mjpeg", "cgi-bin/mjpeg?stream=1&frame=5"]] as const;
    for (const [mode, path] of ways) {
      await page.getByLabel("Way of fetching").selectOption(mode);
      await field(page, "Stream path").fill(path);
      await page.getByRole("button", { name: "Set", exact: true }).click();
      await result.locator("code").filter({ hasText: path }).waitFor();
      await result.getByRole("img", { name: /recommended 4 to 6/ }).waitFor();
      const drawn = async () => await result.locator("canvas").getAttribute("data-sequence");
      await result.locator("canvas").waitFor();
      const first = await drawn();
      await expect.poll(drawn, { timeout: 20_000 }).not.toBe(first);
    }
    await expect.poll(() => result.innerText()).not.toContain(daemon.cameraPassword);
    await page.getByRole("tab", { name: "Live" }).click();
  });

  it("puts occupancy on it, sees boxes, a count and an alarm", async () => {
    await page.getByRole("link", { name: "Count in this picture" }).click();
    const zone = page.getByTestId("zone-0");
    await zone.getByRole("textbox", { name: "Name" }).fill("Square");
    await zone.getByRole("textbox", { name: "Count threshold" }).fill("99");
    await zone.getByRole("textbox", { name: "Time" }).fill("1");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await zone.getByRole("alert").waitFor();
    await zone.getByRole("textbox", { name: "Count threshold" }).fill("1");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    await page.locator("[data-track]").first().waitFor();
    await page.getByRole("link", { name: "To the camera" }).click();
    await page.locator('[data-zone="0"][data-alarm="true"]').waitFor({ timeout: 60_000 });
    const count = await page.getByRole("complementary", { name: "Areas" }).innerText();
    expect(count).toMatch(/Square\s+Alarm!\s+\d+ \/ 1/);
  });

  it("finds the alarm with its picture in the list", async () => {
    await page.getByRole("link", { name: "Alarms" }).click();
    const row = page.locator('[data-event][data-type="alarm"]').first();
    await row.waitFor();
    await expect.poll(() => row.innerText()).toContain("The square · Square");
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>("[data-event] img")?.naturalWidth ?? 0) > 0);
  });

  it("reads how the machine is", async () => {
    await page.getByRole("link", { name: "System" }).click();
    for (const section of ["Health", "Detector", "Storage", "MQTT broker", "Listening at"]) {
      await page.getByRole("region", { name: section }).waitFor();
    }
    const listeners = await page.getByRole("region", { name: "Listening at" }).innerText();
    expect(listeners).toContain(new URL(daemon.url).host);
  });

  it("lets a colleague see only pictures and alarms", async () => {
    await page.getByRole("link", { name: "Users" }).click();
    await page.getByRole("button", { name: "Add user" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "User name" }).fill("vera");
    await dialog.getByRole("textbox", { name: "Password" }).fill("battery staple");
    await dialog.getByRole("button", { name: "Add user" }).click();
    await page.getByRole("row", { name: /vera/ }).waitFor();
    await page.getByRole("button", { name: "Account of admin" }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await fillLogin(page, "vera", "wrong word");
    await page.getByRole("alert").waitFor();
    await fillLogin(page, "vera", "battery staple");
    await page.getByRole("button", { name: "Account of vera" }).waitFor();
    await expect.poll(() => page.getByRole("navigation").getByRole("link").allInnerTexts()).toEqual(["Live", "Alarms"]);
  });

  it("never met a complaint in the browser's console", () => {
    expect(complaints).toEqual([]);
  });
});
