// SPDX-License-Identifier: Apache-2.0
import type { Messages } from "../translate";
import { cameras, devices, find, source } from "./cameras";
import { common, nav, session } from "./common";
import { alarms, system, users } from "./desk";
import { help } from "./help";
import { history } from "./history";
import { live, quality, zones } from "./live";
import { apps, form, occupancy, receiver, trial } from "./occupancy";
import { settings } from "./settings";

export const ja: Messages = {
  common, nav, session, live, quality, zones, occupancy, form, apps, receiver, trial, cameras, source, find, devices, alarms, users, system, history, settings, help,
};
