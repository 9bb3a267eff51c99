// SPDX-License-Identifier: Apache-2.0
import type { Search, Vendor } from "../src/api/types.ts";
import { Refusal } from "./http.ts";
import type { Call } from "./routes.ts";

const kSensorNote = "this maker's path for a sensor is not known: put the channel into each path";

/** A few of the makers that the daemon knows. */
export const vendorList: Vendor[] = [
  {
    id: "i-pro",
    name: "i-PRO / Panasonic",
    advice: "on the camera, Image/Audio > Image: JPEG refresh interval 5 fps, and JPEG(1) capture size 1920x1080 or 1280x720",
    streams: [
      { kind: "mjpeg", path: "cgi-bin/mjpeg?stream=1&frame=5", sensor_path: "cgi-bin/mjpeg?stream=1&frame=5", sensor_note: kSensorNote, port: null },
      { kind: "jpeg", path: "cgi-bin/camera?stream=1", sensor_path: "cgi-bin/camera?stream=1", sensor_note: kSensorNote, port: null },
      { kind: "rtsp", path: "MediaInput/h264", sensor_path: "MediaInput/stream_1/ch_{channel}", sensor_note: "", port: null },
    ],
  },
  {
    id: "hikvision",
    name: "Hikvision",
    advice: "on the camera, Configuration > Video/Audio > Video: the sub-stream to MJPEG, 5 fps, and its image quality",
    streams: [
      {
        kind: "mjpeg",
        path: "ISAPI/Streaming/channels/102/httpPreview",
        sensor_path: "ISAPI/Streaming/channels/{channel}02/httpPreview",
        sensor_note: "",
        port: null,
      },
    ],
  },
  {
    id: "motion",
    name: "motion, motionEye",
    advice: "in motion.conf: width, height, framerate, stream_maxrate 5 and stream_quality; in motionEye: Video Streaming",
    streams: [{ kind: "mjpeg", path: "", sensor_path: "", sensor_note: kSensorNote, port: 8081 }],
  },
];

const kRounds = 3;
const looks = new Map<string, { round: number; address: string; several: boolean }>();

function progress(id: string): Search {
  const look = looks.get(id);
  if (look === undefined) throw new Refusal(404, "there is no such search", "begin one");
  const { round, address, several } = look;
  const at = (path: string) => `http://${address}/${path}`;
  const missing = { vendor: "hikvision", url: at("ISAPI/Streaming/channels/102/httpPreview"), answer: "has no such stream (404)", picture: false };
  const found = { vendor: "i-pro", url: at("cgi-bin/mjpeg?stream=1&frame=5"), answer: "a picture of 960x540", picture: true };
  const dead = address === "10.0.0.9";
  const done = round >= kRounds;
  return {
    id,
    done,
    number: Math.min(round, kRounds),
    of: 39,
    steps: [missing, ...(done && !dead ? [found] : [])],
    found: done && !dead ? { source: found.url, mode: "mjpeg", vendor: "i-pro", sensor_note: several ? kSensorNote : "" } : null,
    reason: done && dead ? { message: `${address} gives no picture under any known address`, remedy: "look the address up in its manual" } : null,
  };
}

export function startFind({ body }: Call): Search {
  const id = `search-${looks.size + 1}`;
  looks.set(id, { round: 0, address: String(body["address"]), several: body["multi_sensor"] === true });
  return progress(id);
}

export function lookAtFind({ parts }: Call): Search {
  const id = parts[0] ?? "";
  const look = looks.get(id);
  if (look !== undefined) ++look.round;
  return progress(id);
}
