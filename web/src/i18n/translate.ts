// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../api/types";
import type { English } from "./en";

/** The same keys as English has, each a text: a missing one does not compile. */
export type Translation<Source> = { readonly [Key in keyof Source]: string };
export type Messages = { readonly [Room in keyof English]: Translation<English[Room]> } & {
  /** Help that the server gives in English, by path of the setting. */
  readonly help?: Readonly<Record<string, string>>;
};

export type MessageKey = {
  [Room in keyof English]: `${Room}.${keyof English[Room] & string}`;
}[keyof English];

type TextOf<Key extends MessageKey> = Key extends `${infer Room extends keyof English}.${infer Name}`
  ? Name extends keyof English[Room]
    ? English[Room][Name]
    : never
  : never;

type Blanks<Text> = Text extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never;

export type Fillings<Key extends MessageKey> = [Blanks<TextOf<Key>>] extends [never]
  ? []
  : [Record<Blanks<TextOf<Key>>, string | number>];

export type Translate = <Key extends MessageKey>(key: Key, ...fillings: Fillings<Key>) => string;

export const kLanguages: Record<Language, string> = { en: "English", es: "Español", ja: "日本語" };

function lookup(messages: Messages, key: string): string | undefined {
  const dot = key.indexOf(".");
  const rooms: Partial<Record<string, Readonly<Record<string, string>>>> = messages;
  const room = rooms[key.slice(0, dot)];
  return room?.[key.slice(dot + 1)];
}

function fill(text: string, values: Record<string, string | number>, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => {
    const value = values[name];
    if (value === undefined) return blank;
    return typeof value === "number" ? value.toLocaleString(language) : value;
  });
}

export interface Translator {
  language: Language;
  t: Translate;
  /** For words that come from the server (names of settings, choices): null where there is none. */
  maybe: (key: string) => string | null;
}

export function makeTranslator(language: Language, messages: Messages): Translator {
  return {
    language,
    t: (key, ...fillings) => fill(lookup(messages, key) ?? key, fillings[0] ?? {}, language),
    maybe: (key) => lookup(messages, key) ?? null,
  };
}

export function browserLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.slice(0, 2).toLowerCase();
    if (code === "en" || code === "es" || code === "ja") return code;
  }
  return "en";
}
