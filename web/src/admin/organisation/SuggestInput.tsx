// A field for a code with suggestions; other values are accepted too.
interface Props {
  id: string;
  value: string;
  /** For a field without a visible label. */
  label?: string | undefined;
  placeholder?: string;
  maxLength?: number;
  suggestions: readonly { code: string; name: string }[];
  onPick(value: string): void;
}

export function SuggestInput({ id, value, label, placeholder, maxLength, suggestions, onPick }: Props) {
  return (
    <>
      <input
        id={id}
        list={`${id}-list`}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        onChange={(event) => onPick(event.target.value)}
      />
      <datalist id={`${id}-list`}>
        {suggestions.map(({ code, name }) => (
          <option key={code} value={code} label={name} />
        ))}
      </datalist>
    </>
  );
}
