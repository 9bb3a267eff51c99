// SPDX-License-Identifier: Apache-2.0

/** Outlines on a 24 by 24 grid. */
const kShapes = {
  none: "",
  live: "M3 5h8v6H3z M13 5h8v6h-8z M3 13h8v6H3z M13 13h8v6h-8z",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z M10 20.500h4",
  camera: "M3 7h12v10H3z M15 11l6-3v8l-6-3",
  users: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z M2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6 M16 4.500a3.500 3.500 0 0 1 0 6.500 M18 14.500c2 .8 3.200 2.700 3.500 5.500",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.500 20.500c.7-4 3.600-6 7.500-6s6.800 2 7.500 6",
  system: "M4 4h16v6H4z M4 14h16v6H4z M7.500 7h.01 M7.500 17h.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M12 2v2.500 M12 19.500V22 M2 12h2.500 M19.500 12H22 M5 5l1.700 1.700 M17.300 17.300L19 19 M5 19l1.700-1.700 M17.300 6.700L19 5",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  check: "M5 12.500l4.500 4.500L19 7.500",
  leave: "M10 4H5v16h5 M14 8l4 4-4 4 M18 12H9",
  plus: "M12 5v14 M5 12h14",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700 M12 17h.01",
  undo: "M9 7L4 12l5 5 M4 12h10a6 6 0 0 1 6 6",
  bin: "M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13",
  expand: "M9 4H4v5 M15 4h5v5 M9 20H4v-5 M15 20h5v-5",
  polygon: "M12 4l8 6-3 10H7L4 10z",
  pointer: "M6 3l12 9-5.500 1L15.500 19l-2.500 1.200-3-6L6 18z",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  warning: "M12 4l9 16H3z M12 10v4 M12 17h.01",
  window: "M13 5h6v6 M19 5l-8 8 M16 14v5H5V8h5",
  pencil: "M4 20l1-4L16 5l3 3L8 19z",
} as const;

export type IconName = keyof typeof kShapes;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.700"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: "none" }}
    >
      <path d={kShapes[name]} />
    </svg>
  );
}
