// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { ja } from "../src/i18n/ja";
import { browserLanguage, makeTranslator, type Messages } from "../src/i18n/translate";

const kOthers: [string, Messages][] = [["es", es], ["ja", ja]];

function flat(messages: Messages): Map<string, string> {
  const rooms = Object.entries(messages).filter(([room]) => room !== "help");
  return new Map(
    rooms.flatMap(([room, texts]) =>
      Object.entries(texts as Record<string, string>).map(([key, text]) => [`${room}.${key}`, text] as const),
    ),
  );
}

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();

describe.each(kOthers)("%s", (_, messages) => {
  const english = flat(en);
  const other = flat(messages);

  it("has every text of English and none besides", () => {
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("has something in each, with the same blanks to fill", () => {
    for (const [key, text] of other) {
      expect(text.trim(), key).not.toBe("");
      expect(blanks(text), key).toEqual(blanks(english.get(key) ?? ""));
    }
  });

  it("explains the same settings as the other language", () => {
    expect(Object.keys(messages.help ?? {}).sort()).toEqual(Object.keys(es.help ?? {}).sort());
  });
});

describe("the translator", () => {
  const { t, maybe } = makeTranslator("es", es);

  it("fills blanks, numbers in the language's way", () => {
    expect(t("occupancy.title", { camera: "Puerta" })).toBe("Ocupación · Puerta");
    expect(t("form.changes", { count: 12345 })).toContain("12.345");
  });

  it("has no words of its own for what only the server knows", () => {
    expect(maybe("settings.occupancy.unheard_of")).toBeNull();
    expect(maybe("settings.occupancy.repeat:once")).toBe("Una vez");
  });

  it("takes the first language of the browser that there is", () => {
    expect(browserLanguage(["fr-FR", "ja-JP", "en"])).toBe("ja");
    expect(browserLanguage(["fr"])).toBe("en");
  });
});
