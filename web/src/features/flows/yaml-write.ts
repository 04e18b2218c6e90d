/** What a flow's file can hold, as plain values. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

export const isGroup = (value: Plain | undefined): value is { [key: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Starts with a letter and holds nothing that means something to YAML, in a list in braces or outside of one.
const plain = /^\p{L}[\p{L}\p{N} _.\-'’!?%/&+()<>=*，。？！、；：“”…]*$/u;
const words = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A scalar on one line; quotes only where it would be read as something else without them. */
function scalar(value: null | boolean | number | string): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  return plain.test(value) && !words.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);
}

/** A value on one line, as it may stand anywhere. An empty value is left out, as the house's files do. */
export function inline(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isGroup(value))
    return `{${Object.entries(value)
      .map(([key, each]) => `${scalar(key)}: ${each === null ? '' : inline(each)}`)
      .join(', ')}}`;
  return scalar(value);
}

const longestLine = 100;

/**
 * A value after its key: on the key's line where it is short, else below it.
 *
 * `indent`: of the lines below.
 */
export function afterKey(value: Plain, indent: number, eol: string): string {
  if (value === null) return '';
  const short = inline(value);
  const simple =
    typeof value !== 'object' || (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);
  if (simple || (short.length <= longestLine && !holdsLists(value))) return ` ${short}`;
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) return value.map((each) => `${eol}${pad}- ${inline(each)}`).join('');
  return Object.entries(value)
    .map(([key, each]) => `${eol}${pad}${scalar(key)}:${afterKey(each, indent + 2, eol)}`)
    .join('');
}

/** A list of groups, like the options of a menu, reads better with a line for each. */
function holdsLists(value: Plain): boolean {
  if (Array.isArray(value)) return value.length > 1 && value.some(isGroup);
  return isGroup(value) && Object.values(value).some(holdsLists);
}

export const keyOf = (key: string): string => scalar(key);
