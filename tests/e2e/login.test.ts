// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { theatre } from "./stage.ts";
import { fillLogin, kPassword, kReal } from "./world.ts";

describe("logging in", () => {
  const { open } = theatre();

  it("says in the server's words that a password is wrong, and what to do", async () => {
    const page = await open("/", { as: null });
    await fillLogin(page, "admin", "not the password");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toMatch(/wrong/);
    expect((await alert.innerText()).trim().split("\n").length).toBeGreaterThan(1);
    await expect.poll(() => page.locator("input[name=username]").inputValue()).toBe("admin");
  });

  it("leads to the address that was asked for, and out again", async () => {
    const page = await open("/system", { as: null });
    await fillLogin(page, "admin", kPassword);
    await page.getByRole("heading", { name: "System" }).waitFor();
    await page.getByRole("button", { name: "Account of admin" }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await page.getByRole("button", { name: "Log in" }).waitFor();
    await page.goto(page.url());
    await page.getByRole("button", { name: "Log in" }).waitFor();
  });

  it.each([
    ["en", "Log in", "Cameras"],
    ["es", "Iniciar sesión", "Cámaras"],
    ["ja", "ログイン", "カメラ"],
  ])("greets a browser that wants %s in that language", async (locale, title) => {
    const page = await open("/", { as: null, locale });
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(locale);
  });

  it("changes the language at once and keeps it", async () => {
    const page = await open("/alarms");
    await page.getByRole("button", { name: "Account of admin" }).click();
    await page.getByRole("menuitem", { name: "日本語" }).click();
    await page.getByRole("heading", { name: "アラーム", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "アラーム", exact: true }).waitFor();
    await page.getByRole("button", { name: "admin" }).click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("heading", { name: "Alarms", exact: true }).waitFor();
  });
});

describe.skipIf(kReal)("roles", () => {
  const { open } = theatre();

  it.each([
    ["vera", ["Live", "Alarms"]],
    ["olga", ["Live", "Alarms", "Cameras", "System"]],
    ["admin", ["Live", "Alarms", "Cameras", "Users", "System"]],
  ])("%s sees only the places for that role", async (name, places) => {
    const page = await open("/", { as: name });
    const links = page.getByRole("navigation").getByRole("link");
    await expect.poll(() => links.allInnerTexts()).toEqual(places);
  });

  it("shows what the server says to somebody who comes by address", async () => {
    const page = await open("/users", { as: "vera" });
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/may not do this/);
  });
});
