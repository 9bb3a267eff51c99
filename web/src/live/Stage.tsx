// SPDX-License-Identifier: Apache-2.0
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import styles from "./Stage.module.css";

export interface Size {
  width: number;
  height: number;
}

/** The largest size of `picture`'s shape that fits into `room`. */
export function fit(picture: Size, room: Size): Size {
  const scale = Math.min(room.width / picture.width, room.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

interface Properties {
  picture: Size;
  children: (size: Size) => ReactNode;
}

/** A room of fixed size with a picture as large as fits in its middle; its children lie exactly on the picture. */
export function Stage({ picture, children }: Properties) {
  const { ref, width, height } = useElementSize();
  const size = width > 0 && height > 0 ? fit(picture, { width, height }) : null;
  return (
    <div ref={ref} className={styles.room}>
      {size !== null && (
        <div className={styles.stage} style={size}>
          {children(size)}
        </div>
      )}
    </div>
  );
}
