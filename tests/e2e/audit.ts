// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";

/** Controls that a screen reader would announce without a name. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, [role=button], [role=application], canvas");
    const nameOf = (element: HTMLElement): string => {
      const labelled = element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement ? [...(element.labels ?? [])] : [];
      return [
        element.getAttribute("aria-label"),
        ...(labelled ?? []),
        ...labels.map((label) => label.textContent),
        element.textContent,
        element.getAttribute("title"),
      ]
        .join(" ")
        .trim();
    };
    return [...controls]
      .filter((element) => element.closest("[aria-hidden=true]") === null && element.getAttribute("tabindex") !== "-1")
      .filter((element) => !(element instanceof HTMLInputElement && element.type === "hidden"))
      .filter((element) => nameOf(element) === "")
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** Texts whose contrast with what is behind them is under 4.5 (3 for large ones). Pictures are left out. */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Color = [number, number, number, number];
    const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (text: string): Color => {
      if (probe === null) return [0, 0, 0, 1];
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = text;
      probe.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Color, below: Color): Color => {
      const mix = (i: 0 | 1 | 2) => top[i] * top[3] + below[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const behind = (element: Element): Color => {
      const layers: Color[] = [];
      for (let here: Element | null = element; here !== null; here = here.parentElement) {
        const color = parse(getComputedStyle(here).backgroundColor);
        if (color[3] > 0) layers.push(color);
        if (color[3] === 1) break;
      }
      return layers.reduceRight<Color>((below, top) => over(top, below), parse(getComputedStyle(document.body).backgroundColor));
    };
    const luminance = ([red, green, blue]: Color): number => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faint = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (element === null || text === "" || element.closest("svg, script, style, :disabled, [data-disabled], [data-off=true], .only-for-readers") !== null) continue;
      if (!element.checkVisibility({ opacityProperty: true })) continue;
      const style = getComputedStyle(element);
      const background = behind(element);
      const [one, two] = [luminance(over(parse(style.color), background)), luminance(background)];
      const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (contrast < (large ? 3 : 4.5)) faint.add(`${text.slice(0, 40)} (${contrast.toFixed(2)})`);
    }
    return [...faint];
  });
}
