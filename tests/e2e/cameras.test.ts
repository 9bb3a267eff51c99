// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { kFingerprint } from "../../web/mock/testCamera.ts";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

describe.skipIf(kReal)("cameras", () => {
  const { open, mock, url } = theatre();

  it("are listed with their state in words", async () => {
    const page = await open("/cameras");
    const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
    await expect.poll(() => row("Market hall").innerText()).toMatch(/Running[\s\S]*960 × 540[\s\S]*5.0 per second/);
    await expect.poll(() => row("Front gate").innerText()).toMatch(/No picture[\s\S]*refuses the user name or password/);
    await expect.poll(() => row("Lobby").innerText()).toMatch(/from ocellus.yaml/);
    await expect.poll(() => row("Lobby").getByRole("button").count()).toBe(0);
  });

  it("are added: a wrong password, the verdict, the right one, the picture (RELAY-20 to 33)", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Side door");
    await expect.poll(() => field(page, "Identifier").inputValue()).toBe("side-door");
    await field(page, "Address").fill("http://10.0.0.8:8080/cgi-bin/mjpeg?stream=1");
    await expect.poll(() => field(page, "Address").inputValue()).toBe("10.0.0.8");
    await expect.poll(() => field(page, "Port").inputValue()).toBe("8080");
    await expect.poll(() => field(page, "Stream path").inputValue()).toBe("cgi-bin/mjpeg?stream=1");
    await field(page, "Camera user name").fill("admin");
    await page.getByLabel("Camera password").fill("wrong");
    await page.getByRole("button", { name: "Test" }).click();
    const result = page.getByRole("region", { name: "What the camera answered" });
    await result.getByText("the camera refuses the user name or password").waitFor();
    await result.getByText("No image").waitFor();

    await page.getByLabel("Camera password").fill("right");
    await page.getByRole("button", { name: "Test" }).click();
    await result.getByRole("img", { name: "Picture received from the camera" }).waitFor();
    await result.getByText("960 × 540").waitFor();
    await result.getByRole("img", { name: /Within the recommended/ }).waitFor();
    await expect.poll(() => page.getByText("right", { exact: true }).count()).toBe(0);

    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByRole("heading", { name: "Side door" }).waitFor();
    await page.locator("canvas").waitFor();
    const added = mock().state.cameras.get("side-door");
    expect(added?.camera.settings.source).toBe("http://10.0.0.8:8080/cgi-bin/mjpeg?stream=1");
    expect(added?.password).toBe("right");
  });

  it("are found by their maker's addresses, and each answer is shown (RELAY-80 to 84)", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Back door");
    await page.getByRole("combobox", { name: "Maker" }).selectOption("Hikvision");
    await page.getByText("Configuration > Video/Audio > Video: the sub-stream to MJPEG").waitFor();
    await page.getByRole("button", { name: /ISAPI/ }).click();
    await expect.poll(() => field(page, "Stream path").inputValue()).toBe("ISAPI/Streaming/channels/102/httpPreview");
    await expect.poll(() => page.getByRole("button", { name: "Find" }).isDisabled()).toBe(true);
    await field(page, "Address").fill("10.0.0.9");
    await page.getByRole("button", { name: "Find" }).click();
    const answers = page.getByRole("region", { name: "What answered what" });
    await answers.getByText("no picture under any known address").waitFor();

    await field(page, "Address").fill("10.0.0.8");
    await page.getByRole("button", { name: "Find" }).click();
    await answers.getByRole("progressbar").waitFor();
    await answers.getByText("this is an address of i-PRO / Panasonic").waitFor();
    await expect.poll(() => answers.innerText()).toMatch(/a picture of 960x540[\s\S]*no such stream/);
    await expect.poll(() => page.getByRole("combobox", { name: "Maker" }).inputValue()).toBe("i-pro");
    await expect.poll(() => field(page, "Stream path").inputValue()).toBe("cgi-bin/mjpeg?stream=1&frame=5");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByRole("region", { name: "What the camera answered" }).getByText("960 × 540").waitFor();
  });

  it("of several sensors become channels of one (X-10)", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Hall");
    await field(page, "Identifier").fill("dome");
    await field(page, "Address").fill("10.0.0.7");
    await page.getByRole("button", { name: "More settings" }).click();
    await expect.poll(() => page.getByRole("combobox", { name: "Channel" }).inputValue()).toBe("1");
    await page.getByRole("combobox", { name: "Sensors" }).selectOption("2");
    await expect.poll(() => page.getByRole("combobox", { name: "Channel" }).isDisabled()).toBe(true);
    await page.getByRole("combobox", { name: "Maker" }).selectOption("Hikvision");
    await page.getByRole("button", { name: /\{channel\}/ }).click();
    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByRole("heading", { name: "Hall 2" }).waitFor();
    const channels = ["dome-1", "dome-2"].map((id) => mock().state.cameras.get(id)?.camera.settings);
    expect(channels.map((one) => [one?.unit, one?.channel, one?.source])).toEqual([
      ["dome", 1, "http://10.0.0.7/ISAPI/Streaming/channels/{channel}02/httpPreview"],
      ["dome", 2, "http://10.0.0.7/ISAPI/Streaming/channels/{channel}02/httpPreview"],
    ]);
    await page.getByRole("link", { name: "Cameras" }).click();
    await page.getByRole("row", { name: /channel 2 of dome/ }).waitFor();
    await page.goto(`${url()}/cameras/dome-2/source`);
    await page.getByRole("button", { name: "More settings" }).click();
    await expect.poll(() => field(page, "Multi-sensor camera").inputValue()).toBe("dome");
    await field(page, "Multi-sensor camera").fill("");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await expect.poll(() => mock().state.cameras.get("dome-2")?.camera.settings.unit).toBe("");
  });

  it("of several sensors say when all would show the same picture (X-10)", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Yard");
    await field(page, "Address").fill("10.0.0.8");
    await page.getByRole("button", { name: "More settings" }).click();
    await page.getByRole("combobox", { name: "Sensors" }).selectOption("4");
    await page.getByRole("combobox", { name: "Maker" }).selectOption("i-PRO / Panasonic");
    await page.getByRole("button", { name: /cgi-bin\/mjpeg/ }).click();
    const same = page.getByTestId("same-picture");
    await same.getByText("All sensors would show the same picture: write {channel}").waitFor();
    await page.getByTestId("sensor-note").getByText("put the channel into each path").waitFor();
    await page.getByRole("button", { name: /ch_\{channel\}/ }).click();
    await same.waitFor({ state: "detached" });
    await expect.poll(() => page.getByTestId("sensor-note").count()).toBe(0);
    await page.getByRole("button", { name: "Find" }).click();
    const answers = page.getByRole("region", { name: "What answered what" });
    await answers.getByText("The path is the same for every sensor.").waitFor();
    await same.waitFor();
    await field(page, "Stream path").fill("cgi-bin/mjpeg?stream={channel}");
    await same.waitFor({ state: "detached" });
  });

  it("show what they give now, their picture once a second (RELAY-31)", async () => {
    const page = await open("/cameras/hall/source");
    const result = page.getByRole("region", { name: "What the camera answered" });
    await result.locator("canvas").waitFor();
    await expect.poll(() => result.innerText()).toMatch(/5.0 per second[\s\S]*Reconnects\s+3/);
    const sequence = async () => Number(await result.locator("canvas").getAttribute("data-sequence"));
    const first = await sequence();
    await expect.poll(sequence).toBeGreaterThan(first);
  });

  it("are tied to the certificate that was seen", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Roof");
    await field(page, "Address").fill("https://10.0.0.6/cgi-bin/mjpeg");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByRole("button", { name: "Trust this one and no other" }).click();
    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByRole("heading", { name: "Roof" }).waitFor();
    expect(mock().state.cameras.get("roof")?.camera.settings).toMatchObject({ tls: "pin", tls_pin: kFingerprint });
  });

  it("take their path with a leading slash too, and their own port (RELAY-25)", async () => {
    const page = await open("/cameras/yard/source");
    await field(page, "Stream path").fill("//cgi-bin/mjpeg?stream=2");
    await field(page, "Address").focus();
    await expect.poll(() => field(page, "Stream path").inputValue()).toBe("cgi-bin/mjpeg?stream=2");
    await page.getByRole("button", { name: "More settings" }).click();
    await field(page, "Own port for recorders").fill("0.0.0.0:8081");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await expect.poll(() => mock().state.cameras.get("yard")?.camera.settings.listen).toBe("0.0.0.0:8081");
    expect(mock().state.cameras.get("yard")?.camera.settings.source).toBe("http://192.168.0.199/cgi-bin/mjpeg?stream=2");
  });

  it("that cannot be added say why at the field", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("X");
    await field(page, "Identifier").fill("Not An Id");
    await field(page, "Address").fill("10.0.0.8");
    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByText(/is no identifier — small letters, digits and hyphens are taken/).waitFor();
  });

  it("are switched to one-shot mode and back; the password stays (RELAY-90)", async () => {
    const page = await open("/cameras/yard/source");
    await page.getByRole("button", { name: "More settings" }).click();
    for (const mode of ["jpeg", "mjpeg"]) {
      await page.getByLabel("Way of fetching").selectOption(mode);
      await page.getByRole("button", { name: "Set", exact: true }).click();
      await page.getByRole("region", { name: "What the camera answered" }).waitFor();
      expect(mock().state.cameras.get("yard")?.camera.settings.mode).toBe(mode);
    }
    expect(mock().state.cameras.get("yard")?.password).toBe("camera");
  });

  it("say where recorders can take them from, and that they cannot where RTSP is off", async () => {
    const page = await open("/cameras/yard/about");
    const section = page.getByRole("region", { name: "For recorders (RTSP)" });
    const host = new URL(page.url()).hostname;
    await section.getByText(`rtsp://${host}:8554/yard`, { exact: true }).waitFor();
    await section.getByText(`rtsp://${host}:8554/yard/mjpeg`, { exact: true }).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: (text: string) => ((document.title = text), Promise.resolve()) } });
    });
    await section.getByRole("button", { name: "Copy H.264" }).click();
    await section.getByText("Copied").waitFor();
    await expect.poll(() => page.title()).toBe(`rtsp://${host}:8554/yard`);
    const yard = mock().state.cameras.get("yard");
    if (yard !== undefined) yard.camera.rtsp = null;
    await page.getByText(/ocellus.yaml names no server.rtsp/).waitFor();
  });

  it("have device accounts: the password is shown once, and they are removed after a question", async () => {
    const page = await open("/cameras/yard/about");
    const section = page.getByRole("region", { name: "Device accounts" });
    await section.getByText("None yet.").waitFor();
    await field(page, "Name of the recorder").fill("no blanks");
    await section.getByRole("button", { name: "Add" }).click();
    await section.getByText(/is not right — take 1 to 40 letters/).waitFor();
    await field(page, "Name of the recorder").fill("nvr-1");
    await section.getByRole("button", { name: "Add" }).click();
    const made = section.getByRole("status").filter({ hasText: "nvr-1 can log in" });
    await made.waitFor();
    const password = await made.locator("code").innerText();
    expect(password).toHaveLength(20);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: (text: string) => ((document.title = text), Promise.resolve()) } });
    });
    await made.getByRole("button", { name: "Copy Password" }).click();
    await made.getByText("Copied").waitFor();
    await expect.poll(() => page.title()).toBe(password);
    expect(mock().state.devices).toMatchObject([{ name: "nvr-1", camera: "yard" }]);

    await field(page, "Name of the recorder").fill("nvr-1");
    await section.getByRole("button", { name: "Add" }).click();
    await section.getByText(/the device account "nvr-1" is taken/).waitFor();
    await page.reload();
    await section.getByRole("row", { name: /nvr-1/ }).waitFor();
    await expect.poll(() => page.getByText(password).count()).toBe(0);
    await section.getByRole("button", { name: "Remove nvr-1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(mock().state.devices).toHaveLength(1);
    await section.getByRole("button", { name: "Remove nvr-1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await section.getByText("None yet.").waitFor();
    expect(mock().state.devices).toEqual([]);
  });

  it("of a unit have device accounts for all their sensors", async () => {
    const hall = mock().state.cameras.get("hall")?.camera.settings;
    if (hall !== undefined) hall.unit = "dome-9";
    const page = await open("/cameras/hall/about");
    const section = page.getByRole("region", { name: "Device accounts" });
    await section.getByRole("combobox", { name: "Opens" }).selectOption("All sensors of dome-9");
    await field(page, "Name of the recorder").fill("nvr-2");
    await section.getByRole("button", { name: "Add" }).click();
    await section.getByRole("row", { name: /nvr-2 All sensors of dome-9/ }).waitFor();
    expect(mock().state.devices).toMatchObject([{ name: "nvr-2", camera: "dome-9" }]);
    if (hall !== undefined) hall.unit = "";
  });

  it("show their device accounts to admins only", async () => {
    const page = await open("/cameras/hall/about", { as: "olga" });
    await page.getByRole("region", { name: "For recorders (RTSP)" }).waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Device accounts" }).count()).toBe(0);
  });

  it("have the MAC address of the manuals' messages, refused at its field", async () => {
    const page = await open("/cameras/yard/source");
    await page.getByRole("button", { name: "More settings" }).click();
    await field(page, "MAC address").fill("aa:bb:cc");
    await page.getByRole("button", { name: "Fewer settings" }).click();
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page.getByText(/"aa:bb:cc" is not a MAC address — write 12 hex digits/).waitFor();
    await field(page, "MAC address").fill("00:80:45:aa:bb:cc");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await expect.poll(() => mock().state.cameras.get("yard")?.camera.settings.mac).toBe("00:80:45:aa:bb:cc");
  });

  it("are removed after a question", async () => {
    const page = await open("/cameras");
    await page.getByRole("button", { name: "Remove Front gate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(mock().state.cameras.has("gate")).toBe(true);
    await page.getByRole("button", { name: "Remove Front gate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("row", { name: /Front gate/ }).waitFor({ state: "detached" });
    expect(mock().state.cameras.has("gate")).toBe(false);
  });
});
