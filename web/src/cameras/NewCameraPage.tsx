// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from "react-router";
import { useI18n } from "../i18n/I18n";
import { PageHead } from "../ui/PageHead";
import { kNewCamera } from "./cameraDraft";
import { SourceForm } from "./SourceForm";

export function NewCameraPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t("cameras.addTitle")} />
      <SourceForm
        start={kNewCamera}
        camera={null}
        readOnly={false}
        onSaved={(camera) => void navigate(`/cameras/${camera.id}`)}
      />
    </>
  );
}
