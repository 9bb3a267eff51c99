// SPDX-License-Identifier: Apache-2.0
import type { Translator } from "../i18n/translate";
import type { Path } from "./path";
import { humanized } from "./schema";

/** The key of a setting's name: list indices left out. */
function keyOf(schema: string, path: Path): string {
  return [schema, ...path.filter((step) => !/^\d+$/.test(step))].join(".");
}

export function labelOf({ maybe }: Translator, schema: string, path: Path): string {
  return maybe(`settings.${keyOf(schema, path)}`) ?? humanized(path.at(-1) ?? "");
}

export function choiceLabel({ maybe }: Translator, schema: string, path: Path, choice: string | number): string {
  return maybe(`settings.${keyOf(schema, path)}:${choice}`) ?? (typeof choice === "number" ? String(choice) : humanized(choice));
}

/** In the server's words, unless the page's language has its own. */
export function helpOf({ maybe }: Translator, schema: string, path: Path, description: string | undefined): string | null {
  return maybe(`help.${keyOf(schema, path)}`) ?? description ?? null;
}
