import i18n from 'i18next';

function first(keys: string[]): string | undefined {
  return keys.find((key) => i18n.exists(key));
}

/** The label of a field or column: the record's own word, else the one all records share. */
export function labelOf(key: string, name: string): string {
  const found = first([`records.${key}.f.${name}`, `records.f.${name}`]);
  return found ? i18n.t(found) : name;
}

export function hintOf(key: string, name: string): string | undefined {
  const found = first([`records.${key}.f.${name}Hint`, `records.f.${name}Hint`]);
  return found && i18n.t(found);
}

export function optionLabel(key: string, value: string | number): string {
  const found = first([`records.${key}.o.${value}`, `records.o.${value}`]);
  return found ? i18n.t(found) : String(value);
}
