// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { kReal } from "./world.ts";

describe.skipIf(kReal)("users", () => {
  const { open, mock } = theatre();

  it("are added for some cameras, changed and removed", async () => {
    const page = await open("/users");
    await page.getByRole("button", { name: "Add user" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "User name" }).fill("paula");
    await dialog.getByRole("textbox", { name: "Password" }).fill("correct horse");
    await dialog.getByLabel("Role").selectOption("operator");
    await dialog.getByRole("switch", { name: "All cameras" }).uncheck({ force: true });
    await dialog.getByRole("checkbox", { name: "Yard" }).check();
    await dialog.getByRole("button", { name: "Add user" }).click();
    const row = page.getByRole("row", { name: /paula/ });
    await expect.poll(() => row.innerText()).toMatch(/Operator[\s\S]*Yard/);

    await page.getByRole("button", { name: "Change paula" }).click();
    await dialog.getByLabel("Role").selectOption("viewer");
    await dialog.getByRole("button", { name: "Set" }).click();
    await row.getByText("Viewer").waitFor();
    expect(mock().state.accounts.find((one) => one.name === "paula")?.password).toBe("correct horse");

    await page.getByRole("button", { name: "Remove paula" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await row.waitFor({ state: "detached" });
  });

  it("cannot remove themselves, nor take a name twice", async () => {
    const page = await open("/users");
    await expect.poll(() => page.getByRole("button", { name: "Remove admin" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Add user" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "User name" }).fill("vera");
    await dialog.getByRole("textbox", { name: "Password" }).fill("correct horse");
    await dialog.getByRole("button", { name: "Add user" }).click();
    await dialog.getByText('there is a user "vera" already').waitFor();
  });
});

describe("the system page", () => {
  const { open } = theatre();

  it("says how the machine is", async () => {
    const page = await open("/system");
    for (const section of ["Health", "Detector", "Storage", "MQTT broker", "Listening at", "Waiting to be sent"]) {
      await page.getByRole("region", { name: section }).waitFor();
    }
    if (kReal) return;
    await page.getByText("connection refused — start the receiver; what waits is sent then").waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Health" }).innerText()).toMatch(/Look at this[\s\S]*Check both/);
  });
});

describe("an address that is none", () => {
  const { open } = theatre();

  it("leads back", async () => {
    const page = await open("/nowhere");
    await page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
    await page.getByRole("link", { name: "To the live view" }).click();
    await page.getByRole("heading", { name: "Live" }).waitFor();
  });
});
