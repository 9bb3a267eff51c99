// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { FieldError } from "../api/error";
import { differences, getAt, type Path, same, setAt } from "./path";
import { asObject, defaultOf, type Json, type JsonObject, type Schema } from "./schema";

export interface SettingsForm {
  /** Whose names the labels are looked up under: "occupancy", "camera". */
  name: string;
  schema: Schema;
  draft: JsonObject;
  readOnly: boolean;
  changes: number;
  get: (path: Path) => Json | undefined;
  set: (path: Path, value: Json) => void;
  isChanged: (path: Path) => boolean;
  errorAt: (path: Path) => FieldError | null;
  discard: () => void;
  /** What the server keeps from now on. */
  accept: (saved: JsonObject) => void;
  refuse: (errors: readonly FieldError[]) => void;
  /** Why a setting does nothing just now; null if it does. */
  idleReason: (path: Path) => string | null;
}

interface Options {
  name: string;
  schema: Schema;
  /** Null: nothing is kept yet, so everything counts as changed. */
  saved: JsonObject | null;
  start?: JsonObject;
  readOnly?: boolean;
  idleReason?: (path: Path, draft: JsonObject) => string | null;
}

/** A draft of settings beside what the server keeps; nothing is sent from here. */
export function useSettingsForm({ name, schema, saved, start, readOnly = false, idleReason }: Options): SettingsForm {
  const [kept, setKept] = useState<JsonObject | null>(saved);
  const [draft, setDraft] = useState<JsonObject>(() => saved ?? start ?? asObject(defaultOf(schema)));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);

  const set = (path: Path, value: Json) => {
    setDraft((before) => asObject(setAt(before, path, value)));
    const at = path.join("/");
    setErrors((before) => before.filter((error) => !error.path.endsWith(at)));
  };

  return {
    name,
    schema,
    draft,
    readOnly,
    changes: kept === null ? 1 : differences(kept, draft).length,
    get: (path) => getAt(draft, path),
    set,
    isChanged: (path) => kept !== null && !same(getAt(kept, path), getAt(draft, path)),
    errorAt: (path) => {
      const at = path.join("/");
      return errors.find((error) => error.path === at || error.path.endsWith(`/${at}`)) ?? null;
    },
    discard: () => {
      setDraft(kept ?? start ?? asObject(defaultOf(schema)));
      setErrors([]);
    },
    accept: (next) => {
      setKept(next);
      setDraft(next);
      setErrors([]);
    },
    refuse: setErrors,
    idleReason: (path) => idleReason?.(path, draft) ?? null,
  };
}
