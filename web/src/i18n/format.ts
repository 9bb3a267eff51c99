// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../api/types";

const kByteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

export function formatBytes(bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < kByteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${kByteUnits[unit] ?? ""}`;
}

export function formatNumber(value: number, language: Language, digits = 1): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** "3 d 4 h", "12 min", "0.4 s": the two largest units. */
export function formatDuration(seconds: number, language: Language): string {
  if (seconds < 60) return `${formatNumber(seconds, language, seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function formatTime(iso: string, language: Language): string {
  return new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

export function formatDay(iso: string, language: Language): string {
  return new Date(iso).toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}
