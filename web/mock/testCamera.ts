// SPDX-License-Identifier: Apache-2.0
import type { TestResult } from "../src/api/types.ts";
import { Refusal } from "./http.ts";
import type { Call } from "./routes.ts";
import { makeCamera, type MockCamera } from "./state.ts";

const kNothing: TestResult = {
  url: "",
  ok: false,
  width: 0,
  height: 0,
  rate: 0,
  rate_ok: false,
  bytes_per_second: 0,
  bytes: 0,
  quality: null,
  latency: null,
  reconnects: 0,
  certificate: "",
  verdict: [],
  picture: null,
};

export const kFingerprint = "5d41402abc4b2a76b9719d911017c592".repeat(2);

/** What a camera that runs gives: a little more often reconnected than one that is tried. */
export function resultOf({ camera }: MockCamera): TestResult {
  const url = camera.settings.source;
  if (camera.state === "down") {
    return { ...kNothing, url, reconnects: 12, verdict: camera.reason === null ? [] : [{ level: "bad", ...camera.reason }] };
  }
  return {
    ...kNothing,
    url,
    ok: true,
    width: 960,
    height: 540,
    rate: 5,
    rate_ok: true,
    bytes_per_second: 305_000,
    bytes: 61_000,
    quality: 80,
    latency: 0.031,
    reconnects: 3,
    verdict: [{ level: "good", message: "5.0 pictures a second come", remedy: "" }],
  };
}

/** "wrong" is no password of any camera here, and nothing listens on port 9. */
export async function testCamera({ body, picture }: Call): Promise<TestResult> {
  const url = String(body["source"]);
  await new Promise((go) => setTimeout(go, 300));
  if (/^[a-z]+:\/\/(\/|$)/.test(url)) {
    const fields = [{ path: "source", message: "the address is missing", remedy: "give the camera's IP address or host name" }];
    throw new Refusal(400, "the settings were refused", "mend the fields named", fields);
  }
  if (url.includes(":9/")) {
    const verdict = { level: "bad" as const, message: "nothing answers at this address and port", remedy: "check both; is the camera switched on?" };
    return { ...kNothing, url, verdict: [verdict] };
  }
  if (body["password"] === "wrong") {
    const verdict = { level: "bad" as const, message: "the camera refuses the user name or password", remedy: "check both on the camera's own page" };
    return { ...kNothing, url, verdict: [verdict] };
  }
  return {
    url,
    ok: true,
    width: 960,
    height: 540,
    rate: 5,
    rate_ok: true,
    bytes_per_second: 305_000,
    bytes: 61_000,
    quality: 80,
    latency: 0.031,
    reconnects: 0,
    certificate: url.startsWith("https") ? kFingerprint : "",
    verdict: [
      { level: "good", message: "the picture comes at 5.0 per second", remedy: "" },
      { level: "warning", message: "960x540 is less than the manual's 1280x720", remedy: "choose 1920x1080 or 1280x720 on the camera" },
    ],
    picture: picture(makeCamera("test", "test", url, 0)).toString("base64"),
  };
}
