// SPDX-License-Identifier: Apache-2.0
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const daemon = process.env["OCELLUS_URL"] ?? "http://127.0.0.1:9801";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", sourcemap: false, reportCompressedSize: false },
  server: {
    host: "127.0.0.1",
    port: 9800,
    // The daemon refuses WebSocket upgrades of another Origin, so the proxy speaks in its name.
    proxy: { "/api": { target: daemon, ws: true, changeOrigin: true, secure: false, headers: { Origin: daemon } } },
  },
});
