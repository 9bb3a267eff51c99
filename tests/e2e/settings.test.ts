// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

describe.skipIf(kReal)("the occupancy settings", () => {
  const { open, mock, url } = theatre();
  const set = (page: Page) => page.getByRole("button", { name: "Set", exact: true });
  const zone = (page: Page, index: number) => page.getByTestId(`zone-${index}`);
  // Each field has a button beside it whose name holds the field's.
  const choice = (page: Page, name: string) => page.getByRole("combobox", { name });

  it("mark what was changed, and keep nothing until Set", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await zone(page, 0).getByRole("textbox", { name: "Count threshold" }).fill("4");
    await page.getByText("Changes not set yet: 1").waitFor();
    await expect.poll(() => zone(page, 0).getByText("Changed, not set yet").count()).toBe(1);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => zone(page, 0).getByRole("textbox", { name: "Count threshold" }).inputValue()).toBe("3");
  });

  it("show the server's words at the field that it refuses", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await zone(page, 1).getByRole("textbox", { name: "Count threshold" }).fill("77");
    await zone(page, 0).getByRole("textbox", { name: "Name" }).fill('Till "1"');
    await set(page).click();
    await zone(page, 1).getByText(/77 is out of range — 1 to 40 are taken/).waitFor();
    await zone(page, 0).getByText(/holds "/).waitFor();
    await expect.poll(() => zone(page, 1).getByRole("textbox", { name: "Count threshold" }).getAttribute("aria-invalid")).toBe("true");
    await zone(page, 1).getByRole("textbox", { name: "Count threshold" }).fill("7");
    await zone(page, 0).getByRole("textbox", { name: "Name" }).fill("Till");
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
  });

  it("ask before changes are left behind", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await zone(page, 0).getByRole("textbox", { name: "Name" }).fill("Checkout");
    await page.getByRole("link", { name: "Alarms" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave without setting?" });
    await dialog.getByRole("button", { name: "Stay" }).click();
    expect(page.url()).toContain("/apps/occupancy");
    await page.getByRole("link", { name: "Alarms" }).click();
    await dialog.getByRole("button", { name: "Leave" }).click();
    await page.getByRole("heading", { name: "Alarms" }).waitFor();
  });

  it("explain each setting and reset it to its default", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Detail" }).click();
    await page.getByRole("textbox", { name: "Pause limit" }).fill("30");
    await page.getByRole("button", { name: "About Pause limit" }).click();
    await page.getByText("0 to 600 s").waitFor();
    await page.getByText("Default: 5 s").waitFor();
    await page.getByRole("button", { name: "Reset to the default" }).click();
    await expect.poll(() => page.getByRole("textbox", { name: "Pause limit" }).inputValue()).toBe("5");
  });

  it("disable what another setting makes meaningless, with the reason", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Detail" }).click();
    await expect.poll(() => choice(page, "Repeat mode").isEnabled()).toBe(true);
    await page.getByRole("switch", { name: "Alarm notification" }).uncheck({ force: true });
    await expect.poll(() => choice(page, "Repeat mode").isDisabled()).toBe(true);
    await page.getByText("No effect while alarm notification is off.").first().waitFor();
  });

  it("send a receiver's password but never show it again (OCC-30 to 36)", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "HTTP" }).click();
    await page.getByRole("button", { name: /Add: Receiver/ }).click();
    await page.getByRole("textbox", { name: "Address" }).fill("10.0.0.9");
    await page.locator("#field-http-0-password").fill("secret");
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const stored = mock().state.cameras.get("hall")?.apps["occupancy"];
    expect(JSON.stringify(stored?.["http"])).toContain('"secret"');
    Object.assign(stored ?? {}, { http: [{ ...(stored?.["http"] as object[])[0], password: "***" }] });
    await page.reload();
    await page.getByRole("tab", { name: "HTTP" }).click();
    const field = page.locator("#field-http-0-password");
    await expect.poll(() => field.inputValue()).toBe("");
    await expect.poll(() => field.getAttribute("placeholder")).toMatch(/Kept/);
  });

  it("try a receiver before it is set, and say what it answered", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Alarm" }).click();
    await page.getByRole("button", { name: /Add: TCP receiver \(0 of 8\)/ }).click();
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/is missing — give the host name/).waitFor();
    await expect.poll(() => page.getByRole("textbox", { name: "Port" }).inputValue()).toBe("1818");
    await page.getByRole("textbox", { name: "Address" }).fill("10.0.0.9");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByRole("status").getByText("The receiver answered").waitFor();
    await page.getByText('{"ack":"test"}').waitFor();
    await page.getByRole("textbox", { name: "Address" }).fill("192.0.2.7");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/192.0.2.7 does not answer in time — check/).waitFor();
    const on = page.locator("#field-tcp_alarm-0-enabled");
    await on.uncheck({ force: true });
    await expect.poll(() => page.getByRole("textbox", { name: "Address" }).isDisabled()).toBe(true);
    await on.check({ force: true });
    await page.getByRole("button", { name: /Add: HTTP address \(0 of 8\)/ }).click();
    await page.getByText(/takes the test for an alarm/).waitFor();
    await page.getByRole("textbox", { name: "Address to ask for" }).fill("http://nvr/alarm?id=%alrmsrc2");
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const kept = mock().state.cameras.get("hall")?.apps["occupancy"];
    expect(kept?.["tcp_alarm"]).toEqual([{ enabled: true, address: "192.0.2.7", port: 1818, retries: 2 }]);
  });

  it("say that another camera has the topic, and tell them apart by {camera}", async () => {
    const yard = mock().state.cameras.get("yard");
    if (yard === undefined) throw new Error("no yard");
    yard.camera.apps = ["occupancy"];
    const topic = "i-PRO/NetworkCamera/App/AIOccupancyDetectionApp";
    yard.apps["occupancy"] = { zones: [], mqtt: { counts: true, alarms: false, topic } };
    try {
      const page = await open("/cameras/hall/apps/occupancy");
      await page.getByRole("tab", { name: "MQTT" }).click();
      const field = page.getByRole("textbox", { name: "Topic" });
      const note = page.getByText("Yard publishes to this topic too");
      await field.waitFor();
      await expect.poll(() => note.count()).toBe(0);
      await page.getByRole("switch", { name: "Send counts" }).check({ force: true });
      await note.waitFor();
      await page.getByRole("button", { name: "Insert {camera}" }).click();
      await expect.poll(() => field.inputValue()).toBe(`${topic}/{camera}`);
      await note.waitFor({ state: "detached" });
      await field.fill(`${topic.slice(0, -3)}App`);
      await note.waitFor();
      await page.getByRole("button", { name: "Discard" }).click();
    } finally {
      yard.camera.apps = [];
      yard.apps = {};
    }
  });

  it("are tried by admins only", async () => {
    const page = await open("/cameras/hall/apps/occupancy", { as: "olga" });
    await page.getByRole("tab", { name: "HTTP" }).click();
    await page.getByRole("button", { name: /Add: Receiver/ }).click();
    await expect.poll(() => page.getByRole("button", { name: "Test", exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Discard" }).click();
  });

  it("reset a tab, kept only by Set (OCC-21)", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("button", { name: "Reset this tab to the default" }).click();
    await expect.poll(() => page.getByTestId(/^zone-/).count()).toBe(1);
    await page.getByText(/Changes not set yet/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
  });

  it("are reset all at once after a question that says what is lost (OCC-21)", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Detail" }).click();
    await page.getByRole("textbox", { name: "Pause limit" }).fill("30");
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const before = mock().state.cameras.get("hall")?.apps["occupancy"];
    await page.getByRole("button", { name: "Reset everything" }).click();
    const dialog = page.getByRole("dialog", { name: "Reset everything?" });
    await dialog.getByText(/Till, Entrance, Queue.*HTTP receivers \(1\).*alarm receivers \(2\)/).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("textbox", { name: "Pause limit" }).inputValue()).toBe("30");
    await page.getByRole("button", { name: "Reset everything" }).click();
    await dialog.getByRole("button", { name: "Reset everything" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("textbox", { name: "Pause limit" }).inputValue()).toBe("5");
    expect(mock().state.cameras.get("hall")?.apps["occupancy"]).toBe(before);
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
    const kept = mock().state.cameras.get("hall")?.apps["occupancy"];
    expect(kept).toMatchObject({ pause_limit: 5, http: [], tcp_alarm: [], http_alarm: [], zones: [{ name: "Area 1", polygon: { length: 4 } }] });
    Object.assign(kept ?? {}, before);
  });

  it("of a camera from the file are shown but cannot be changed", async () => {
    const page = await open("/cameras/lobby/apps/occupancy");
    await page.getByText(/declared in ocellus.yaml/).waitFor();
    await expect.poll(() => set(page).count()).toBe(0);
    await expect.poll(() => choice(page, "Detection object").isDisabled()).toBe(true);
  });

  it("put occupancy on a camera that had none, and take it off", async () => {
    const page = await open("/cameras/yard");
    await page.getByRole("link", { name: "Count in this picture" }).click();
    await page.getByText(/This camera counts nothing yet/).waitFor();
    await set(page).click();
    await page.getByText("Set. It is in effect.").waitFor();
    await page.goto(`${url()}/cameras/yard/software`);
    await page.getByRole("button", { name: "Take off" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take off" }).click();
    await page.getByRole("link", { name: "Put on this camera" }).waitFor();
    expect(mock().state.cameras.get("yard")?.camera.apps).toEqual([]);
  });

  it("show scores on the demo screen, measured only while displayed (OCC-80, OCC-81)", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Demo" }).click();
    await expect.poll(() => page.getByRole("switch", { name: /^Measure score/ }).isDisabled()).toBe(true);
    await expect.poll(() => page.locator("[data-track] text").count()).toBe(0);
    await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
    await page.locator("[data-track] text").first().waitFor();
    await page.getByRole("switch", { name: /^Measure score/ }).check({ force: true });
    await page.getByRole("row", { name: /^Body/ }).getByText(/\d+/).first().waitFor();
    const address = await page.getByRole("link", { name: "In a window" }).getAttribute("href");
    await page.goto(url() + (address ?? ""));
    await page.locator("canvas").waitFor();
  });

  it("measure and show the scores of the chosen object alone (OCC-81)", async () => {
    const page = await open("/cameras/hall/demo");
    const measured = (name: RegExp) => page.getByRole("row", { name });
    await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
    await page.getByRole("switch", { name: /^Measure score/ }).check({ force: true });
    // The van scores 97, nobody more than 89.
    await measured(/^Body/).getByText("89", { exact: true }).waitFor();
    await expect.poll(() => page.locator('[data-track="90"]').count()).toBe(0);
    await expect.poll(() => page.getByRole("row", { name: /Vehicle/ }).count()).toBe(0);

    const settings = mock().state.cameras.get("hall")?.apps["occupancy"] ?? {};
    const thresholds = settings["thresholds"];
    try {
      Object.assign(settings, { object: "vehicle", thresholds: { head: 30, body: 25, vehicle: 98, bicycle: 25 } });
      await page.reload();
      await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
      await page.getByRole("switch", { name: /^Measure score/ }).check({ force: true });
      await measured(/^Vehicle/).getByText("97", { exact: true }).first().waitFor();
      await expect.poll(() => page.locator("[data-track]").count()).toBe(1);
      await expect.poll(() => page.locator('[data-track="90"] text').allTextContents()).toEqual(["**"]);
    } finally {
      Object.assign(settings, { object: "human", thresholds });
    }
  });
});

describe.skipIf(kReal)("the sliders of the demo screen (OCC-81)", () => {
  const { open, mock } = theatre();
  const slider = (page: Page, name: string) => page.getByRole("slider", { name, exact: true });
  const boxes = (page: Page) => page.locator("[data-track]");
  const kept = (key: string) => mock().state.cameras.get("hall")?.apps["occupancy"]?.[key];

  it("judge the picture while they are moved, and are kept by Set", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "Demo" }).click();
    await expect.poll(() => boxes(page).count()).toBe(7);
    await expect.poll(() => slider(page, "Vehicle").count()).toBe(0);
    // Scores of people: bodies 65, 69, 73, 77, 81, 85, 89; heads 33 to 80.
    await slider(page, "Body").press("End");
    await slider(page, "Head").press("End");
    await expect.poll(() => boxes(page).count()).toBe(0);
    await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
    await expect.poll(() => boxes(page).count()).toBe(7);
    expect(new Set(await page.locator("[data-track] text").allTextContents())).toEqual(new Set(["**"]));
    for (let step = 0; step < 10; ++step) await slider(page, "Body").press("ArrowLeft");
    await expect.poll(() => page.locator("[data-track] text").allTextContents()).toContain("89");
    await page.getByRole("switch", { name: /^Display score/ }).uncheck({ force: true });
    await expect.poll(() => boxes(page).count()).toBe(1);
    await page.getByText("Changes not set yet: 2").waitFor();
    expect(kept("thresholds")).toBeUndefined();
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("thresholds")).toMatchObject({ head: 99, body: 89 });
    await expect.poll(() => boxes(page).count()).toBe(1);
  });

  it("stand in the window too, and leave all else as it is now", async () => {
    const page = await open("/cameras/hall/demo");
    await slider(page, "Head").press("Home");
    await expect.poll(() => boxes(page).count()).toBe(7);
    Object.assign(mock().state.cameras.get("hall")?.apps["occupancy"] ?? {}, { pause_limit: 42 });
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("thresholds")).toMatchObject({ head: 1 });
    expect(kept("pause_limit")).toBe(42);
  });

  it("are the pair for black and white while the picture has no colour (OCC-63)", async () => {
    const hall = mock().state.cameras.get("hall");
    if (hall !== undefined) hall.colourless = true;
    const page = await open("/cameras/hall/demo");
    const group = page.getByRole("group", { name: /Black-and-white picture/ });
    await group.getByRole("slider", { name: "Body", exact: true }).press("End");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText("Set. It is in effect.").waitFor();
    expect(kept("black_and_white")).toMatchObject({ body: 99 });
    if (hall !== undefined) hall.colourless = false;
    await group.waitFor({ state: "detached" });
    await slider(page, "Body").waitFor();
  });

  it("are not for viewers", async () => {
    const page = await open("/cameras/hall/demo", { as: "vera" });
    await boxes(page).first().waitFor();
    await page.getByRole("switch", { name: /^Display score/ }).check({ force: true });
    await page.locator("[data-track] text").first().waitFor();
    await expect.poll(() => page.getByRole("slider").count()).toBe(0);
    await expect.poll(() => page.getByRole("button", { name: "Set", exact: true }).count()).toBe(0);
  });
});
