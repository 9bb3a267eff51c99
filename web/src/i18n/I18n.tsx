// SPDX-License-Identifier: Apache-2.0
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Language } from "../api/types";
import { en } from "./en";
import { browserLanguage, makeTranslator, type Messages, type Translator } from "./translate";

const kStorageKey = "ocellus-language";

interface I18n extends Translator {
  setLanguage: (language: Language) => void;
}

const I18nContext = createContext<I18n>({ ...makeTranslator("en", en), setLanguage: () => undefined });

async function load(language: Language): Promise<Messages> {
  if (language === "es") return (await import("./es")).es;
  if (language === "ja") return (await import("./ja")).ja;
  return en;
}

function remembered(): Language {
  const stored = localStorage.getItem(kStorageKey);
  return browserLanguage(stored === null ? navigator.languages : [stored]);
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(remembered);
  const [loaded, setLoaded] = useState<{ language: Language; messages: Messages } | null>(
    wanted === "en" ? { language: "en", messages: en } : null,
  );

  useEffect(() => {
    let current = true;
    void load(wanted).then((messages) => {
      if (!current) return;
      setLoaded({ language: wanted, messages });
      document.documentElement.lang = wanted;
    });
    return () => {
      current = false;
    };
  }, [wanted]);

  const setLanguage = useCallback((language: Language) => {
    localStorage.setItem(kStorageKey, language);
    setWanted(language);
  }, []);

  const value = useMemo(
    () => (loaded === null ? null : { ...makeTranslator(loaded.language, loaded.messages), setLanguage }),
    [loaded, setLanguage],
  );
  return value === null ? null : <I18nContext value={value}>{children}</I18nContext>;
}

export function useI18n(): I18n {
  return useContext(I18nContext);
}
