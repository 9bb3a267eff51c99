// SPDX-License-Identifier: Apache-2.0
import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "./Mark";

/** Nothing here yet: says so, and what to do about it. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Stack align="center" justify="center" mih="55vh" gap="sm" ta="center" px="md">
      <Mark size={44} />
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {text}
      </Text>
      <Group mt="xs">{children}</Group>
    </Stack>
  );
}
