// SPDX-License-Identifier: Apache-2.0
// npm run mock [-- --empty]: the page with a mock server, without the daemon.
import { startMock } from "./server.ts";
import { kSecret } from "./state.ts";

const empty = process.argv.includes("--empty");
const mock = await startMock({ port: Number(process.env["PORT"] ?? 9801), empty });
console.log(mock.url, empty ? `secret: ${kSecret}` : "admin / correct horse");
