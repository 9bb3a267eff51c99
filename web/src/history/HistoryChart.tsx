// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useI18n } from "../i18n/I18n";
import styles from "./HistoryChart.module.css";
import { makeChart } from "./makeChart";
import type { HistorySeries, ZoneSeries } from "./types";
import { useZoneName } from "./useZoneName";

/** Means as steps, one line an area; of a single area also the band between minimum and maximum. */
export function HistoryChart({ data, shown }: { data: HistorySeries; shown: readonly ZoneSeries[] }) {
  const { t, language } = useI18n();
  const zoneName = useZoneName();
  const scheme = useComputedColorScheme("dark");
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const words = { time: t("history.time"), minimum: t("history.minimum"), maximum: t("history.maximum"), zoneName };
    const { options, values } = makeChart({ data, shown, language, words, style: getComputedStyle(element), light: scheme === "light" });
    const chart = new uPlot({ ...options, width: element.clientWidth, height: 320 }, values, element);
    chart.ctx.canvas.setAttribute("role", "img");
    chart.ctx.canvas.setAttribute("aria-label", t("history.chartOf", { areas: shown.map(zoneName).join(", ") }));
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: 320 }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
    // The words change with the language alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, shown.map((zone) => zone.area).join(), language, scheme]);

  return <div ref={place} className={styles.chart} />;
}
