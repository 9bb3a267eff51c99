// SPDX-License-Identifier: Apache-2.0
import { cameras, devices, find, source } from "./cameras";
import { common, nav, session } from "./common";
import { alarms, system, users } from "./desk";
import { history } from "./history";
import { live, quality, zones } from "./live";
import { apps, form, occupancy, receiver, trial } from "./occupancy";
import { settings } from "./settings";

export const en = {
  common, nav, session, live, quality, zones, occupancy, form, apps, receiver, trial, cameras, source, find, devices, alarms, users, system, history, settings,
} as const;

export type English = typeof en;
