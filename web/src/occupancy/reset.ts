// SPDX-License-Identifier: Apache-2.0
import { defaultOf } from "../forms/schema";
import type { SettingsForm } from "../forms/useSettingsForm";
import { draftOf } from "./zonesDraft";

/** Back to the defaults in the draft; like any change, kept only by Set (OCC-21). */
export function reset(form: SettingsForm, keys: readonly string[]): void {
  for (const key of keys) {
    const schema = form.schema.properties?.[key];
    if (schema === undefined) continue;
    const standard = defaultOf(schema);
    form.set([key], key === "zones" ? (draftOf({ zones: standard }, form.schema)["zones"] ?? []) : standard);
  }
}
