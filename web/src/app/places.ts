// SPDX-License-Identifier: Apache-2.0
import type { Role } from "../api/types";
import type { IconName } from "../ui/Icon";

export interface Place {
  path: string;
  label: "nav.live" | "nav.alarms" | "nav.cameras" | "nav.users" | "nav.system";
  icon: IconName;
  least: Role;
}

export const kPlaces: readonly Place[] = [
  { path: "/", label: "nav.live", icon: "live", least: "viewer" },
  { path: "/alarms", label: "nav.alarms", icon: "bell", least: "viewer" },
  { path: "/cameras", label: "nav.cameras", icon: "camera", least: "operator" },
  { path: "/users", label: "nav.users", icon: "users", least: "admin" },
  { path: "/system", label: "nav.system", icon: "system", least: "operator" },
];
