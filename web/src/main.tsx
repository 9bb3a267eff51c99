// SPDX-License-Identifier: Apache-2.0
import "@mantine/core/styles.css";
import "./app/app.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { cssVariables, theme } from "./app/theme";
import { I18nProvider } from "./i18n/I18n";

/** Words that change their shape while one reads them are worse than words a moment later. */
const kFontPatience = 300;

async function start(root: HTMLElement): Promise<void> {
  const font = document.fonts.load('1em "Inter Variable"').catch(() => undefined);
  await Promise.race([font, new Promise((go) => setTimeout(go, kFontPatience))]);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="dark" cssVariablesResolver={cssVariables}>
        <I18nProvider>
          <App />
        </I18nProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root !== null) void start(root);
