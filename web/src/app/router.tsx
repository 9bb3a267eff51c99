// SPDX-License-Identifier: Apache-2.0
import { createBrowserRouter } from "react-router";
import { Loading } from "../ui/Loading";
import { Broken } from "./Broken";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

/** Each place is a chunk of its own, fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    path: "/cameras/:id/demo",
    ErrorBoundary: Broken,
    HydrateFallback: Loading,
    lazy: async () => ({ Component: (await import("../occupancy/DemoScreen")).DemoScreen }),
  },
  {
    path: "/",
    Component: Shell,
    ErrorBoundary: Broken,
    HydrateFallback: Loading,
    children: [
      {
        // What fails in one place leaves the way to the others open.
        ErrorBoundary: Broken,
        children: [
          { index: true, lazy: async () => ({ Component: (await import("../live/WallPage")).WallPage }) },
          { path: "alarms", lazy: async () => ({ Component: (await import("../events/AlarmsPage")).AlarmsPage }) },
          { path: "cameras", lazy: async () => ({ Component: (await import("../cameras/CamerasPage")).CamerasPage }) },
          { path: "cameras/new", lazy: async () => ({ Component: (await import("../cameras/NewCameraPage")).NewCameraPage }) },
          {
            path: "cameras/:id/:tab?",
            lazy: async () => ({ Component: (await import("../cameras/CameraPage")).CameraPage }),
          },
          {
            path: "cameras/:id/apps/occupancy",
            lazy: async () => ({ Component: (await import("../occupancy/OccupancyPage")).OccupancyPage }),
          },
          { path: "users", lazy: async () => ({ Component: (await import("../users/UsersPage")).UsersPage }) },
          { path: "system", lazy: async () => ({ Component: (await import("../system/SystemPage")).SystemPage }) },
          { path: "system/broker", lazy: async () => ({ Component: (await import("../system/BrokerPage")).BrokerPage }) },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
]);
