import { AutoComplete } from 'antd';
import { useDesk } from './editor-desk';
import type { Path } from './flow-text';
import type { Plain } from './yaml-write';

/** A condition or a value, with the names that may stand in it. */
export function ExpressionControl({
  value,
  path,
  label,
  id,
}: {
  value: Plain | undefined;
  path: Path;
  label: string;
  id?: string;
}) {
  const desk = useDesk();
  const text = value === undefined || value === null ? '' : String(value);
  const word = /[\w.]*$/.exec(text)?.[0] ?? '';
  const options = desk.names
    .filter((name) => name.toLowerCase().includes(word.toLowerCase()) && name !== word)
    .map((name) => ({ value: text.slice(0, text.length - word.length) + name, label: name }));
  return (
    <AutoComplete
      id={id}
      aria-label={label}
      className="mono grow"
      value={text}
      options={options}
      popupMatchSelectWidth={false}
      maxLength={2000}
      onChange={(next: string) => desk.set(path, next)}
    />
  );
}
