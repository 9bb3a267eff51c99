// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("../tests/e2e"),
  // The tests live beside those of the daemon, their tools here.
  resolve: {
    alias: {
      "playwright-core": here("node_modules/playwright-core/index.mjs"),
      ws: here("node_modules/ws/wrapper.mjs"),
    },
  },
  test: {
    include: ["**/*.test.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A page repaints when it can: what is expected of it is waited for, as a person would.
    expect: { poll: { timeout: 15_000 } },
  },
});
