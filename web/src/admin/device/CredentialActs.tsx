// A device's credential: a new password, shown once, or revocation. Each asks for confirmation.
import { useState } from "react";
import { revokeCredential, rotateCredential } from "../../api/devices.ts";
import { useText } from "../../i18n/use-text.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { ShownOnce } from "../ShownOnce.tsx";
import { whyText } from "../why-text.ts";

type Act = "rotate" | "revoke";

export function CredentialActs({ deviceId: device }: { deviceId: string }) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  const run = async (act: Act) => {
    const effects = ([1, 2] as const).map((line) => t(`admin.device.${act}.effect.${line}`, { device }));
    const question = { title: t(`admin.device.${act}.ask`, { device }), effects, act: t(`admin.device.${act}`) };
    if (!(await askFirst(question))) return;
    setWorking(true);
    try {
      if (act === "rotate") setPassword(await rotateCredential(device));
      else await revokeCredential(device);
      showNotice("done", t(`admin.device.${act}.done`, { device }));
    } catch (error) {
      showNotice("failed", whyText(t, error));
    }
    setWorking(false);
  };
  return (
    <div className="pane-form">
      {password !== null && (
        <ShownOnce
          title={t("admin.device.fresh")}
          why={t("admin.device.fresh.why", { device })}
          secret={password}
          onDone={() => setPassword(null)}
        />
      )}
      <div className="acts">
        {(["rotate", "revoke"] as const).map((act) => (
          <button key={act} type="button" className="button" disabled={working} onClick={() => void run(act)}>
            {t(`admin.device.${act}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
