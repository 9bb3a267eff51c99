// SPDX-License-Identifier: Apache-2.0
import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import type { Language } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { kLanguages } from "../i18n/translate";
import { useSession } from "../session/useSession";
import { Icon } from "../ui/Icon";
import styles from "./Shell.module.css";

export function AccountMenu() {
  const { t, language, setLanguage } = useI18n();
  const { api, user, refresh } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  const choose = (next: Language) => {
    setLanguage(next);
    // The page already speaks it; the server only remembers it for the next login.
    void api.send("PUT", "/session/language", { language: next }).catch(() => undefined);
  };

  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.link ?? ""} w="100%" aria-label={t("nav.account", { name: user.name })}>
          <Icon name="user" />
          <span>{user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(`users.${user.role}`)}</Menu.Label>
        <Menu.Item
          leftSection={<Icon name={colorScheme === "dark" ? "sun" : "moon"} size={16} />}
          onClick={() => setColorScheme(colorScheme === "dark" ? "light" : "dark")}
        >
          {colorScheme === "dark" ? t("nav.light") : t("nav.dark")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("nav.language")}</Menu.Label>
        {(Object.keys(kLanguages) as Language[]).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            aria-current={code === language}
            leftSection={<Icon name={code === language ? "check" : "none"} size={16} />}
            onClick={() => choose(code)}
          >
            {kLanguages[code]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="leave" size={16} />}
          onClick={() => void api.send("DELETE", "/session").finally(refresh)}
        >
          {t("nav.logOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
