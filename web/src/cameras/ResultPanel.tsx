// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { TestResult } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { formatBytes, formatNumber } from "../i18n/format";
import { Finding } from "../ui/Finding";
import { Facts } from "../ui/Facts";
import styles from "./ResultPanel.module.css";

interface Properties {
  result: TestResult;
  /** The picture as it comes, where it does; else the one of the result. */
  picture?: ReactNode;
  /** Ties the camera to the certificate that it showed. */
  onTrust?: ((certificate: string) => void) | undefined;
}

/** What a camera answered: its picture, its figures and a verdict in words (RELAY-30 to 33). */
export function ResultPanel({ result, picture, onTrust }: Properties) {
  const { t, language } = useI18n();
  const unknown = t("source.unknown");
  const rate = `${formatNumber(result.rate, language)} ${t("source.perSecond")}`;
  return (
    <Paper withBorder p="md" className={styles.panel ?? ""} aria-label={t("source.result")} role="region">
      <Stack gap="sm">
        <div className={styles.picture}>
          {picture ??
            (result.picture === null ? (
              <Text c="inherit">{t("source.noImage")}</Text>
            ) : (
              <img src={`data:image/jpeg;base64,${result.picture}`} alt={t("source.received")} />
            ))}
        </div>
        {result.verdict.map((one) => (
          <Finding key={one.message} level={one.level} message={one.message} remedy={one.remedy} />
        ))}
        <Facts
          rows={[
            [t("source.url"), <code key="url">{result.url}</code>],
            ...(result.ok
              ? ([
                  [t("source.resolution"), `${result.width} × ${result.height}`],
                  [
                    t("source.rate"),
                    <Group key="rate" gap={8}>
                      <span>{rate}</span>
                      <RateBand rate={result.rate} ok={result.rate_ok} />
                    </Group>,
                  ],
                  [t("source.bitRate"), `${formatBytes(result.bytes_per_second, language)}/s`],
                  [t("source.pictureSize"), result.bytes === 0 ? unknown : formatBytes(result.bytes, language)],
                  [t("source.quality"), result.quality == null ? unknown : String(Math.round(result.quality))],
                  [
                    t("source.latency"),
                    result.latency == null ? unknown : `${formatNumber(result.latency * 1000, language, 0)} ms`,
                  ],
                  [t("cameras.reconnects"), result.reconnects.toLocaleString(language)],
                ] as [string, ReactNode][])
              : []),
            ...(result.certificate === ""
              ? []
              : ([
                  [
                    t("source.certificate"),
                    <div key="certificate">
                      <code className={styles.certificate}>{result.certificate}</code>
                      {onTrust !== undefined && (
                        <Button size="compact-xs" variant="default" onClick={() => onTrust(result.certificate)}>
                          {t("source.trust")}
                        </Button>
                      )}
                    </div>,
                  ],
                ] as [string, ReactNode][])),
          ]}
        />
      </Stack>
    </Paper>
  );
}

/** Pictures per second on a scale of 0 to 15; 4 to 6 is where they should lie. */
function RateBand({ rate, ok }: { rate: number; ok: boolean }) {
  const { t } = useI18n();
  const place = (value: number) => Math.min(1, Math.max(0, value / 15)) * 80;
  return (
    <svg width="80" height="12" role="img" aria-label={t(ok ? "source.rateOk" : "source.rateOff")}>
      <rect y="4" width="80" height="4" rx="2" fill="var(--oc-line)" />
      <rect x={place(4)} y="4" width={place(6) - place(4)} height="4" fill="var(--oc-good)" />
      <circle cx={place(rate)} cy="6" r="4" fill={ok ? "var(--oc-good)" : "var(--oc-warn)"} />
    </svg>
  );
}
