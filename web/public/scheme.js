// SPDX-License-Identifier: Apache-2.0
// Before the first paint, so that a light theme does not flash dark.
try {
  const scheme = localStorage.getItem("mantine-color-scheme-value");
  if (scheme === "light") document.documentElement.dataset.mantineColorScheme = "light";
} catch {
  // Storage may be closed to us; dark it is.
}
