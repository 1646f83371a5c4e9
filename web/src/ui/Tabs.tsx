// Tabs (页签) with the panel of the open one. Neither draws a box: the page lays out head and content.
import type { ReactNode } from "react";
import { Tabs as LibraryTabs, Tab, TabList, TabPanel } from "react-aria-components";
import styles from "./tabs.module.css";

interface Props<Id extends string> {
  label: string;
  value: Id;
  tabs: readonly { id: Id; label: string }[];
  /** The class of the head that holds the tabs. */
  headClass?: string;
  /** The content of the open tab. */
  children: ReactNode;
  onChange(id: Id): void;
}

export function Tabs<Id extends string>({ label, value, tabs, headClass = "", children, onChange }: Props<Id>) {
  return (
    <LibraryTabs
      className={styles.whole ?? ""}
      selectedKey={value}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key);
        if (tab !== undefined) onChange(tab.id);
      }}
    >
      <header className={headClass}>
        <TabList aria-label={label} className={styles.list ?? ""}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""} data-tab={tab.id}>
              {tab.label}
            </Tab>
          ))}
        </TabList>
      </header>
      <TabPanel id={value} className={styles.whole ?? ""}>
        {children}
      </TabPanel>
    </LibraryTabs>
  );
}
