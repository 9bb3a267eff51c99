// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

describe.skipIf(kReal)("cameras", () => {
  const { open, mock } = theatre();

  it("are listed with their state in words", async () => {
    const page = await open("/cameras");
    const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
    expect(await row("Market hall").innerText()).toMatch(/Running[\s\S]*960 × 540[\s\S]*5.0 per second/);
    expect(await row("Front gate").innerText()).toMatch(/No picture[\s\S]*refuses the user name or password/);
    expect(await row("Lobby").innerText()).toMatch(/from ocellus.yaml/);
    expect(await row("Lobby").getByRole("button").count()).toBe(0);
  });

  it("are added: a wrong password, the verdict, the right one, the picture (RELAY-20 to 33)", async () => {
    const page = await open("/cameras/new");
    await field(page, "Name").fill("Side door");
    expect(await field(page, "Identifier").inputValue()).toBe("side-door");
    await field(page, "Address").fill("http://10.0.0.8:8080/cgi-bin/mjpeg?stream=1");
    expect(await field(page, "Address").inputValue()).toBe("10.0.0.8");
    expect(await field(page, "Port").inputValue()).toBe("8080");
    expect(await field(page, "Stream path").inputValue()).toBe("cgi-bin/mjpeg?stream=1");
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
    expect(await page.getByText("right", { exact: true }).count()).toBe(0);

    await page.getByRole("button", { name: "Add camera" }).click();
    await page.getByRole("heading", { name: "Side door" }).waitFor();
    await page.locator("canvas").waitFor();
    const added = mock().state.cameras.get("side-door");
    expect(added?.camera.settings.source).toBe("http://10.0.0.8:8080/cgi-bin/mjpeg?stream=1");
    expect(added?.password).toBe("right");
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
    expect(await page.title()).toBe(`rtsp://${host}:8554/yard`);
    const yard = mock().state.cameras.get("yard");
    if (yard !== undefined) yard.camera.rtsp = null;
    await page.getByText(/ocellus.yaml names no server.rtsp/).waitFor();
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
