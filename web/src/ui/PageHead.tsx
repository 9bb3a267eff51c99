// SPDX-License-Identifier: Apache-2.0
import { Group, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Ocellus`;
  }, [title]);
  return (
    <Group justify="space-between" mb="md" mih={36}>
      <Title order={1}>{title}</Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
