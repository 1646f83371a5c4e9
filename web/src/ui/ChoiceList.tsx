// The open list of a select or a combo box.
import { Header, ListBox, ListBoxItem, type ListBoxProps, ListBoxSection } from "react-aria-components";
import { type Choice, type ChoiceGroup, isGroup, keyOf } from "./choice.ts";
import styles from "./list.module.css";

function Item({ id, label, text = label }: Choice & { text?: string | undefined }) {
  return (
    <ListBoxItem id={keyOf(id)} textValue={text} className={styles.item ?? ""} data-choice={id}>
      {label}
    </ListBoxItem>
  );
}

interface Props extends Omit<ListBoxProps<object>, "items" | "children"> {
  choices: readonly (Choice | ChoiceGroup)[];
  /** What a picked choice writes into its field: its label, or its id. */
  picks?: "label" | "id";
}

export function ChoiceList({ choices, picks = "label", ...rest }: Props) {
  const textOf = ({ id, label }: Choice) => (picks === "id" ? id : label);
  return (
    <ListBox {...rest} className={styles.list ?? ""}>
      {choices.map((item) =>
        isGroup(item) ? (
          <ListBoxSection key={`group ${item.label}`} id={`group ${item.label}`}>
            <Header className={styles.header ?? ""}>{item.label}</Header>
            {item.choices.map((choice) => (
              <Item key={choice.id} {...choice} text={textOf(choice)} />
            ))}
          </ListBoxSection>
        ) : (
          <Item key={item.id} {...item} text={textOf(item)} />
        ),
      )}
    </ListBox>
  );
}
