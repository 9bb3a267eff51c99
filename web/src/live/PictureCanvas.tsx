// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect, useRef } from "react";
import type { LiveFrame } from "./feed";
import type { Size } from "./Stage";
import styles from "./PictureCanvas.module.css";

/** Draws in the layout effect: the picture and the boxes of the same render reach the screen together. */
export function PictureCanvas({ frame, size, label }: { frame: LiveFrame; size: Size; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const density = Math.min(globalThis.devicePixelRatio, 2);
  const width = Math.min(frame.header.width, Math.round(size.width * density));
  const height = Math.min(frame.header.height, Math.round(size.height * density));

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d", { alpha: false });
    // A bitmap that a newer one has replaced is closed and has no width.
    if (context == null || frame.bitmap.width === 0) return;
    context.imageSmoothingQuality = "high";
    context.drawImage(frame.bitmap, 0, 0, width, height);
  }, [frame, width, height]);

  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      data-sequence={frame.header.sequence}
    />
  );
}
