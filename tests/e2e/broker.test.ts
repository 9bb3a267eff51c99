// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { namelessControls } from "./audit.ts";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

describe.skipIf(kReal)("the broker of the host (OCC-42)", () => {
  const { open, mock } = theatre();

  it("is reached from the app and from the system page", async () => {
    const page = await open("/cameras/hall/apps/occupancy");
    await page.getByRole("tab", { name: "MQTT" }).click();
    await page.getByRole("link", { name: "To MQTT transmission setting" }).click();
    await page.getByRole("heading", { name: "MQTT broker" }).waitFor();
    await page.getByRole("status").getByText("Connected").first().waitFor();
    await page.getByRole("main").getByRole("link", { name: "System" }).click();
    await page.getByRole("link", { name: "Change" }).click();
    await page.getByRole("heading", { name: "MQTT broker" }).waitFor();
  });

  it("is set, and says how it fares", async () => {
    const page = await open("/system/broker");
    const address = page.locator("#field-url");
    const set = page.getByRole("button", { name: "Set", exact: true });
    await address.fill("192.168.0.9");
    await set.click();
    await page.getByText(/is not a broker's address — write mqtt/).waitFor();
    await address.fill("mqtts://192.0.2.7");
    await page.locator("#field-password").fill("secret");
    await page.getByRole("switch", { name: "Home Assistant discovery" }).check({ force: true });
    await page.getByRole("textbox", { name: "Authority" }).fill("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n");
    await set.click();
    await page.getByText("Set. It is in effect.").waitFor();
    await page.getByText("the broker 192.0.2.7:1883 does not answer").waitFor();
    expect(mock().state.broker.settings["home_assistant"]).toBe(true);
    expect(JSON.stringify(mock().state.broker.settings["tls"])).toContain("\\nabc\\n");
    await expect.poll(() => page.locator("#field-password").inputValue()).toBe("");
    expect(await namelessControls(page)).toEqual([]);
  });

  it("has settings that mean nothing without it", async () => {
    const page = await open("/system/broker");
    await page.getByRole("textbox", { name: "Address", exact: true }).fill("");
    await expect.poll(() => page.getByRole("textbox", { name: "Client ID" }).isDisabled()).toBe(true);
    await page.getByText("No effect without an address.").first().waitFor();
  });

  it("is for admins", async () => {
    const page = await open("/system", { as: "olga" });
    await page.getByRole("heading", { name: "MQTT broker" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Change" }).count()).toBe(0);
  });
});
