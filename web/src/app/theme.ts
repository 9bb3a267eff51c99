// SPDX-License-Identifier: Apache-2.0
import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const lagoon: MantineColorsTuple = [
  "#e7fbf8", "#d1f3ee", "#a5e4dc", "#77d5ca", "#56c6ba", "#46b8ad", "#2f9c92", "#1f7f77", "#12655f", "#064c48",
];

const slate: MantineColorsTuple = [
  "#e6ebf0", "#c3ccd6", "#a3afbc", "#8a97a6", "#5b6876", "#3a4652", "#2a333d", "#1e252d", "#171d23", "#12161b",
];

/** Mantine reckons the contrast of a filled button by the light scheme's shade; this one by the scheme shown. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== "filled" || (input.color ?? "lagoon") !== "lagoon") return colors;
  return { ...colors, color: "var(--mantine-primary-color-contrast)" };
};

export const theme = createTheme({
  primaryColor: "lagoon",
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  variantColorResolver: variantColors,
  luminanceThreshold: 0.36,
  colors: { lagoon, dark: slate },
  fontFamily: '"Inter Variable", system-ui, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontWeight: "620", sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.15rem" }, h3: { fontSize: "1rem" } } },
  defaultRadius: "md",
  focusRing: "auto",
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "sm" } },
    Paper: { defaultProps: { radius: "md" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

/** Red is kept for alarms, so what is wrong in a form is amber. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    "--mantine-color-body": "#12161b",
    "--mantine-color-error": "#ffb454",
    "--mantine-color-dimmed": "#9aa7b5",
    "--oc-surface": "#191f26",
    "--oc-raised": "#1e252d",
    "--oc-line": "#2a333d",
    "--oc-good": "#56c6ba",
    "--oc-warn": "#ffb454",
    "--oc-idle": "#8a97a6",
    "--oc-alarm": "#ff4d4f",
    "--oc-alarm-text": "#ff8a8b",
  },
  light: {
    "--mantine-color-body": "#f4f6f8",
    "--mantine-color-error": "#9a4d00",
    "--mantine-color-dimmed": "#53606d",
    "--oc-surface": "#ffffff",
    "--oc-raised": "#ffffff",
    "--oc-line": "#d5dce3",
    "--oc-good": "#1f7f77",
    "--oc-warn": "#9a4d00",
    "--oc-idle": "#66727f",
    "--oc-alarm": "#d92d2f",
    "--oc-alarm-text": "#b31d1f",
  },
});
