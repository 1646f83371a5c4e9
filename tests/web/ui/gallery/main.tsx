// Every control of the kit in its states, for kit.browser.test.ts.
import { useState } from "react";
import { startPage } from "../../../../web/src/design/start-page.tsx";
import { ADMIN_MESSAGES } from "../../../../web/src/i18n/admin-messages.ts";
import { AlertDialog } from "../../../../web/src/ui/AlertDialog.tsx";
import { ComboBox } from "../../../../web/src/ui/ComboBox.tsx";
import { Kit } from "../../../../web/src/ui/Kit.tsx";
import { Select } from "../../../../web/src/ui/Select.tsx";
import { Tabs } from "../../../../web/src/ui/Tabs.tsx";

const FEW = [
  { id: "", label: "全部" },
  { id: "open", label: "待复核" },
  { id: "closed", label: "已结束" },
];
const MANY = Array.from({ length: 30 }, (_, i) => ({ id: `unit-${i}`, label: `第 ${i} 水务局` }));
const GROUPS = [
  { label: "黄江", choices: MANY.slice(0, 3) },
  { label: "螺河", choices: MANY.slice(3, 6) },
];
const TABS = [
  { id: "posts", label: "岗位" },
  { id: "people", label: "人员" },
] as const;

function Gallery() {
  const [values, setValues] = useState({ few: "", many: "", group: "", code: "", tab: "posts" });
  const [isAsked, setAsked] = useState(false);
  const put = (key: keyof typeof values) => (value: string) => setValues((before) => ({ ...before, [key]: value }));
  return (
    <main style={{ display: "grid", gap: 12, maxWidth: 480, padding: 24 }}>
      <h1>kit</h1>
      <Select id="few" label="状态" value={values.few} choices={FEW} onChange={put("few")} />
      <Select id="many" label="单位" value={values.many} choices={MANY} placeholder="请选择" onChange={put("many")} />
      <Select
        id="group"
        label="河段"
        value={values.group}
        choices={GROUPS}
        placeholder="加一段"
        onChange={put("group")}
      />
      <Select id="gone" label="不在了的" value="gone-unit" choices={FEW} isCompact onChange={put("few")} />
      <Select id="off" label="不能改的" value="open" choices={FEW} isDisabled onChange={put("few")} />
      <ComboBox id="code" label="编码" value={values.code} choices={MANY} onChange={put("code")} />
      <Tabs label="组织" value={values.tab} tabs={TABS} onChange={put("tab")}>
        <p>{values.tab}</p>
      </Tabs>
      <button id="ask" type="button" className="button" onClick={() => setAsked(true)}>
        问
      </button>
      {isAsked && (
        <AlertDialog title="重置密码？" onClose={() => setAsked(false)}>
          {/* biome-ignore lint/a11y/noAutofocus: as the questions of the pages do */}
          <button id="no" type="button" autoFocus onClick={() => setAsked(false)}>
            不
          </button>
        </AlertDialog>
      )}
      <output>{JSON.stringify(values)}</output>
    </main>
  );
}

startPage(
  ADMIN_MESSAGES,
  <Kit>
    <Gallery />
  </Kit>,
);
