// SPDX-License-Identifier: Apache-2.0

/** The sign of the project: a small simple eye. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <path
        d="M6 32C15 17 23 12 32 12s17 5 26 20C49 47 41 52 32 52S15 47 6 32Z"
        fill="none"
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth="5"
        strokeLinejoin="round"
      />
      <circle cx="32" cy="32" r="10" fill="var(--mantine-primary-color-filled)" />
    </svg>
  );
}
