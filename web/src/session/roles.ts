// SPDX-License-Identifier: Apache-2.0
import type { Role } from "../api/types";

const kRank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Whether `role` may do what `least` may. */
export function mayAct(role: Role, least: Role): boolean {
  return kRank[role] >= kRank[least];
}
