// SPDX-License-Identifier: Apache-2.0
import type { Grain } from "./types";

/** What a chart shows at once. */
export const kSpans = ["hour", "day", "week", "month", "year"] as const;
export type Span = (typeof kSpans)[number];

/** Dates and times of the place where the cameras are: the server knows its daylight saving. */
export interface Range {
  from: string;
  to: string;
  grain: Grain;
}

const kDay = 86_400_000;

/** "2026-11-21T10": the hour now at a place. */
export function hourAt(zone: string, now: Date): string {
  let parts: Intl.DateTimeFormatPart[];
  const format = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23" } as const;
  try {
    parts = new Intl.DateTimeFormat("en", { ...format, timeZone: zone }).formatToParts(now);
  } catch {
    parts = new Intl.DateTimeFormat("en", { ...format, timeZone: "UTC" }).formatToParts(now);
  }
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}`;
}

/** Dates are reckoned as if at UTC, where every day has 24 hours. */
function read(at: string): Date {
  return new Date(`${at.slice(0, 10)}T${at.slice(11, 13) || "00"}:00:00Z`);
}

function write(date: Date): string {
  return date.toISOString().slice(0, 13);
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

export function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2})?$/.test(text) && !Number.isNaN(read(text).getTime());
}

export function rangeOf(span: Span, at: string): Range {
  const date = read(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (span) {
    case "hour":
      return { from: `${write(date)}:00`, to: `${write(new Date(date.getTime() + 3_600_000))}:00`, grain: "minute" };
    case "day":
      return { from: dayOf(date), to: dayOf(date), grain: "minute" };
    case "week": {
      const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * kDay;
      return { from: dayOf(new Date(monday)), to: dayOf(new Date(monday + 6 * kDay)), grain: "hour" };
    }
    case "month":
      return { from: dayOf(new Date(Date.UTC(year, month, 1))), to: dayOf(new Date(Date.UTC(year, month + 1, 0))), grain: "hour" };
    case "year":
      return { from: `${year}-01-01`, to: `${year}-12-31`, grain: "day" };
  }
}

/** The moment as many spans later; a day that a month lacks becomes its last. */
export function shift(span: Span, at: string, by: number): string {
  const date = read(at);
  if (span === "hour") return write(new Date(date.getTime() + by * 3_600_000));
  if (span === "day") return write(new Date(date.getTime() + by * kDay));
  if (span === "week") return write(new Date(date.getTime() + by * 7 * kDay));
  const months = span === "month" ? by : 12 * by;
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1, date.getUTCHours()));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return write(first);
}

/** So many days before a moment, as a date. */
export function daysBefore(at: string, days: number): string {
  return dayOf(new Date(read(at).getTime() - days * kDay));
}
