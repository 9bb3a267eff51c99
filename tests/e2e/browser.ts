// SPDX-License-Identifier: Apache-2.0
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Debian's Chromium; nothing is downloaded. Its sandbox does not start for root. */
export function launch(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless",
      ...(asRoot ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export const kDesktop = { width: 1440, height: 900 };
export const kPhone = { width: 390, height: 844 };

interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the page threw or logged as an error. */
  complaints: string[];
}

export async function visit(browser: Browser, url: string, viewport = kDesktop, locale = "en"): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale, ignoreHTTPSErrors: true, hasTouch: viewport === kPhone });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Refused calls are part of what is tested; the browser reports each of them here.
    const network = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !network) complaints.push(message.text());
  });
  await page.goto(url);
  return { context, page, complaints };
}
