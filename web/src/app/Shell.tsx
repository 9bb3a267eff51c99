// SPDX-License-Identifier: Apache-2.0
import { Suspense } from "react";
import { NavLink, Outlet, useNavigation } from "react-router";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { Mark } from "../ui/Mark";
import { AccountMenu } from "./AccountMenu";
import { kPlaces } from "./places";
import styles from "./Shell.module.css";

export function Shell() {
  const { t } = useI18n();
  const { user } = useSession();
  const busy = useNavigation().state !== "idle";
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t("nav.skip")}
      </a>
      <nav className={styles.nav} aria-label={t("nav.name")}>
        <div className={styles.brand}>
          <Mark size={26} />
          <span>Ocellus</span>
        </div>
        {kPlaces
          .filter((place) => mayAct(user.role, place.least))
          .map((place) => (
            <NavLink key={place.path} to={place.path} end={place.path === "/"} className={styles.link ?? ""}>
              <Icon name={place.icon} />
              <span>{t(place.label)}</span>
            </NavLink>
          ))}
        <div className={styles.account}>
          <AccountMenu />
        </div>
      </nav>
      <main id="content" className={styles.main} tabIndex={-1} aria-busy={busy}>
        {busy && <div className={styles.progress} role="progressbar" aria-label={t("common.loading")} />}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
