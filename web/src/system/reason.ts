// SPDX-License-Identifier: Apache-2.0
import type { Reason } from "../api/types";

export function reasonText(reason: Reason | string | null): string {
  if (reason === null) return "";
  return typeof reason === "string" ? reason : [reason.message, reason.remedy].filter(Boolean).join(" — ");
}
