// SPDX-License-Identifier: Apache-2.0
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Mock } from "../../web/mock/server.ts";
import { kDesktop, launch, visit } from "./browser.ts";
import { enter, openWorld, type World } from "./world.ts";

interface Visitor {
  viewport?: { width: number; height: number };
  locale?: string;
  /** Who is logged in; null: nobody. */
  as?: string | null;
}

export interface Theatre {
  url: () => string;
  /** Only where the tests do not run against a daemon. */
  mock: () => Mock;
  open: (path: string, visitor?: Visitor) => Promise<Page>;
}

/** A browser and a server for the tests of one file. A page that complains in its console fails its test. */
export function theatre(empty = false): Theatre {
  let world: World | null = null;
  let browser: Browser | null = null;
  const contexts: BrowserContext[] = [];
  const complaints: string[][] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(empty), launch()]);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints.splice(0).flat()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const url = () => world?.url ?? "";
  return {
    url,
    mock: () => {
      if (world?.mock == null) throw new Error("this test needs the mock server");
      return world.mock;
    },
    open: async (path, { viewport = kDesktop, locale = "en", as = "admin" } = {}) => {
      if (browser === null) throw new Error("no browser");
      const opened = await visit(browser, as === null ? url() + path : "about:blank", viewport, locale);
      contexts.push(opened.context);
      complaints.push(opened.complaints);
      if (as !== null) await enter(opened.page, url(), path, as);
      return opened.page;
    },
  };
}
