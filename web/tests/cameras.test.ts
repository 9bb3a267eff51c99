// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { VendorStream } from "../src/api/types";
import { bodyOf, findBodyOf, kNewCamera, sensorsOf } from "../src/cameras/cameraDraft";
import { idFrom, joinSource, kEmptySource, namesSensor, plainPath, splitSource, spread, vendorOf, withStream } from "../src/cameras/source";

describe("the address of a camera (RELAY-22 to 25, RELAY-30)", () => {
  const sources = [
    "http://192.168.0.198/cgi-bin/mjpeg?stream=1&frame=5",
    "https://camera.example:8443/cgi-bin/camera?stream=1",
    "rtsp://[fe80::1]:554/MediaInput/stream_1",
    "http://10.0.0.1/",
    "rtsp://10.0.0.1//ONVIF/MediaInput",
    "file:///srv/clips/hall.mp4",
  ];
  it.each(sources)("%s survives being taken apart and joined", (source) => {
    expect(joinSource(splitSource(source))).toBe(source);
  });

  it("drops a leading slash of the path", () => {
    expect(joinSource({ protocol: "http", address: "10.0.0.1", port: "80", path: "/cgi-bin/mjpeg" })).toBe(
      "http://10.0.0.1:80/cgi-bin/mjpeg",
    );
  });

  it("keeps the two slashes that some cameras want", () => {
    expect(splitSource("rtsp://10.0.0.1//rtsp_tunnel").path).toBe("//rtsp_tunnel");
    const typed = (path: string) => plainPath({ protocol: "rtsp", path });
    expect([typed("/x"), typed("//x"), typed(" x ")]).toEqual(["x", "//x", "x"]);
    expect(plainPath({ protocol: "http", path: "//x" })).toBe("x");
  });

  it("never shows credentials that stand in an address", () => {
    expect(splitSource("http://admin:secret@10.0.0.1/x")).toEqual({ protocol: "http", address: "10.0.0.1", port: "", path: "x" });
  });

  it("takes apart a whole address typed into the address field", () => {
    expect(spread(kEmptySource, "rtsp://10.0.0.7:8554/live")).toEqual({ protocol: "rtsp", address: "10.0.0.7", port: "8554", path: "live" });
    expect(spread(kEmptySource, "10.0.0.7").address).toBe("10.0.0.7");
  });

  it("keeps a bare path as a file", () => {
    expect(splitSource("/srv/a.mp4")).toMatchObject({ protocol: "file", path: "/srv/a.mp4" });
  });
});

describe("the identifier made from a name", () => {
  it.each([
    ["Front gate 2", "front-gate-2"],
    ["  Tür / Süd ", "tu-r-su-d"],
    ["正門", ""],
    ["x".repeat(60), "x".repeat(40)],
  ])("%j", (name, id) => {
    expect(idFrom(name)).toBe(id);
  });
});

describe("a stream of a maker", () => {
  const parts = { protocol: "https", address: "10.0.0.8", port: "8443", path: "x" } as const;
  const path = "live";
  it("leaves the address and what encrypts as they are", () => {
    const mjpeg = { kind: "mjpeg", path, sensor_path: "live{channel}", sensor_note: "", port: null } as const;
    expect(withStream(parts, mjpeg, false)).toEqual({ ...parts, path: "live" });
    expect(withStream(parts, mjpeg, true).path).toBe("live{channel}");
  });
  it("tells the maker by its path", () => {
    const stream = { kind: "mjpeg", path: "a/1/b?x=1", sensor_path: "a/{channel}/b?x=1", sensor_note: "", port: null } as const;
    const made = (id: string, streams: VendorStream[]) => ({ id, name: "", advice: "", streams });
    const vendors = [made("none", [{ ...stream, path: "", sensor_path: "" }]), made("some", [stream])];
    expect(["a/1/b?x=2", "a/{channel}/b", "a/3/b", ""].map((path_) => vendorOf(vendors, path_))).toEqual(["some", "some", "", ""]);
    const shared = { ...stream, path: "video.mjpg", sensor_path: "video.mjpg" };
    const both = [made("one", [shared, { ...stream, path: "s?c=1", sensor_path: "s?c=1" }]), made("two", [shared, { ...stream, path: "s", sensor_path: "s" }])];
    expect(["video.mjpg", "s?c=1", "s", "s?x"].map((path_) => vendorOf(both, path_))).toEqual(["", "one", "two", ""]);
  });
  it("with two slashes shows both", () => {
    const tunnel = { kind: "rtsp", path: "/rtsp_tunnel", sensor_path: "/rtsp_tunnel?line={channel}", sensor_note: "", port: null } as const;
    expect(joinSource(withStream(parts, tunnel, false))).toBe("rtsps://10.0.0.8//rtsp_tunnel");
    expect(vendorOf([{ id: "bosch", name: "", advice: "", streams: [tunnel] }], "//rtsp_tunnel")).toBe("bosch");
  });
  it("names the sensor, or does not", () => {
    expect(["a/{channel}/b", "a{channel0}", "a/1", ""].map(namesSensor)).toEqual([true, true, false, false]);
  });
  it("brings its own port, or its protocol's", () => {
    expect(withStream(parts, { kind: "mjpeg", path, sensor_path: path, sensor_note: "", port: 8081 }, false).port).toBe("8081");
    const rtsp = withStream(parts, { kind: "rtsp", path, sensor_path: path, sensor_note: "", port: null }, false);
    expect(rtsp).toMatchObject({ protocol: "rtsps", port: "" });
  });
});

describe("a camera of several sensors (X-10)", () => {
  const draft = { ...kNewCamera, id: "dome", name: "Hall", sensors: 3 };
  it("becomes channels of one unit", () => {
    expect(sensorsOf(draft).map(({ id, name, unit, channel }) => [id, name, unit, channel])).toEqual([
      ["dome-1", "Hall 1", "dome", 1],
      ["dome-2", "Hall 2", "dome", 2],
      ["dome-3", "Hall 3", "dome", 3],
    ]);
    expect(bodyOf(draft)).not.toHaveProperty("sensors");
  });
  it("with one sensor is itself", () => {
    expect(sensorsOf(kNewCamera)).toEqual([kNewCamera]);
  });
  it("is searched for as such", () => {
    const source = { protocol: "rtsps", address: "[fe80::2]", port: "322", path: "x" } as const;
    const body = findBodyOf({ ...draft, source }, "axis", null);
    expect(body).toMatchObject({ address: "fe80::2", port: 0, protocol: "https", vendor: "axis", multi_sensor: true, camera: "" });
  });
});
