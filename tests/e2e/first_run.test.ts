// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { kSecret } from "../../web/mock/state.ts";
import { theatre } from "./stage.ts";
import { kPassword, kReal } from "./world.ts";

// The order matters: the last test makes the account.
describe.skipIf(kReal)("the first visit", () => {
  const { open } = theatre(true);

  it("refuses a wrong secret with the reason", async () => {
    const page = await open("/", { as: null });
    await page.getByLabel("One-time secret").fill("guess");
    await page.getByLabel("New password").fill(kPassword);
    await page.getByLabel("The same password again").fill(kPassword);
    await page.getByRole("button", { name: "Make the account" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/not the secret/);
  });

  it("says that two passwords differ before anything is sent", async () => {
    const page = await open("/", { as: null });
    await page.getByLabel("New password").fill(kPassword);
    await page.getByLabel("The same password again").fill("another");
    await page.getByText("The two passwords differ.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Make the account" }).isDisabled()).toBe(true);
  });

  it("makes the account in the chosen language and leads to the first camera", async () => {
    const page = await open(`/#secret=${kSecret}`, { as: null });
    await page.getByRole("combobox", { name: "Language" }).selectOption("es");
    await page.getByRole("heading", { name: "Bienvenido" }).waitFor();
    await expect.poll(() => page.getByLabel("Secreto de un solo uso").inputValue()).toBe(kSecret);
    await page.getByLabel("Contraseña nueva").fill(kPassword);
    await page.getByLabel("La misma contraseña otra vez").fill(kPassword);
    await page.getByRole("button", { name: "Crear la cuenta" }).click();
    await page.getByRole("heading", { name: "Todavía no hay cámaras" }).waitFor();
    expect(page.url()).not.toContain("secret");
    await page.getByRole("link", { name: "Añadir cámara" }).click();
    await page.getByRole("heading", { name: "Añadir una cámara" }).waitFor();
  });
});
