import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { afterKey, inline, keyOf, type Plain } from './yaml-write';

/**
 * Edits of a flow's text. The text is the truth: each edit reads where its place is, and changes those characters and no
 * others, so that comments, order, spacing and fields that nobody here knows stay as somebody wrote them.
 */
export type Path = readonly (string | number)[];
export type Place = { from: number; to: number };
type Splice = Place & { put: string };
type Ranged = Node & { range?: [number, number, number] | null };
type Entry = Pair<Ranged, Ranged | null>;

export type Tree = Document.Parsed;

// A picture and its edits ask for the tree of the same text again and again; trees are never changed.
const remembered = new Map<string, Tree | undefined>();
const mostRemembered = 4;

/** Nothing where the text is not YAML, or not a file of names and values. */
export function treeOf(text: string): Tree | undefined {
  if (remembered.has(text)) return remembered.get(text);
  const doc = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const tree = doc.errors.length === 0 && isMap(doc.contents) ? doc : undefined;
  remembered.set(text, tree);
  if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
  return tree;
}

const spliced = (text: string, splices: Splice[]): string =>
  splices
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((sum, { from, to, put }) => sum.slice(0, from) + put + sum.slice(to), text);

// ---- where things stand

const entriesOf = (map: YAMLMap): Entry[] => map.items as unknown as Entry[];
const itemsOf = (list: YAMLSeq): Ranged[] => list.items as unknown as Ranged[];
const nameOf = (entry: Entry): string => (isScalar(entry.key) ? String(entry.key.value) : '');
const entryIn = (map: YAMLMap, name: string | number): Entry | undefined =>
  entriesOf(map).find((entry) => nameOf(entry) === String(name));
const startOf = (node: Ranged): number => node.range?.[0] ?? 0;
const inBraces = (node: unknown): boolean => isCollection(node) && node.flow === true;
const blank = (node: Ranged | null | undefined): boolean =>
  !node || (isScalar(node) && (node as Ranged).range![0] === (node as Ranged).range![1]);

const colonAfter = (text: string, entry: Entry): number => text.indexOf(':', entry.key.range![1]) + 1;

/** Where what is written of a node ends: before comments, blanks and the line's end. */
function endOf(text: string, node: Ranged): number {
  if (isMap(node) && !node.flow && node.items.length > 0) return endOfEntry(text, entriesOf(node).at(-1)!);
  if (isSeq(node) && !node.flow && node.items.length > 0) {
    const last = itemsOf(node).at(-1)!;
    return blank(last) ? startOf(last) : endOf(text, last);
  }
  let end = node.range?.[1] ?? 0;
  while (end > startOf(node) && /[\r\n]/.test(text[end - 1]!)) end--; // a text of several lines takes its last line's end along
  return end;
}

const endOfEntry = (text: string, entry: Entry): number =>
  blank(entry.value) ? colonAfter(text, entry) : endOf(text, entry.value!);

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
const pastLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};
const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
const columnOf = (text: string, at: number): number => at - lineStart(text, at);
const dashBefore = (text: string, node: Ranged): number => text.lastIndexOf('-', startOf(node) - 1);

function nodeAt(doc: Tree, path: Path): Ranged | null | undefined {
  let node: Ranged | null | undefined = doc.contents as Ranged;
  for (const part of path) {
    if (isMap(node)) node = entryIn(node, part)?.value;
    else if (isSeq(node)) node = itemsOf(node)[Number(part)];
    else return undefined;
  }
  return node;
}

/** Where the value at this path stands, and where its key does. */
export function placeOf(text: string, doc: Tree, path: Path): (Place & { key: Place | undefined }) | undefined {
  const parent = nodeAt(doc, path.slice(0, -1));
  const last = path.at(-1)!;
  if (isMap(parent)) {
    const entry = entryIn(parent, last);
    if (!entry) return undefined;
    const key = { from: startOf(entry.key), to: entry.key.range![1] };
    const end = endOfEntry(text, entry);
    return { from: blank(entry.value) ? end : startOf(entry.value!), to: end, key };
  }
  const item = isSeq(parent) ? itemsOf(parent)[Number(last)] : undefined;
  return item && { from: startOf(item), to: endOf(text, item), key: undefined };
}

/** The path of what stands at a place in the text; a key belongs to its value. */
export function pathAt(text: string, doc: Tree, offset: number): (string | number)[] {
  const path: (string | number)[] = [];
  let node: Ranged | null | undefined = doc.contents as Ranged;
  for (;;) {
    if (isMap(node)) {
      const entry: Entry | undefined = entriesOf(node).find(
        (each) => startOf(each.key) <= offset && offset <= endOfEntry(text, each),
      );
      if (!entry) return path;
      path.push(nameOf(entry));
      node = entry.value;
    } else if (isSeq(node)) {
      const at: number = itemsOf(node).findIndex((each) => startOf(each) <= offset && offset <= endOf(text, each));
      if (at < 0) return path;
      path.push(at);
      node = itemsOf(node)[at];
    } else return path;
  }
}

export const offsetOf = (text: string, line: number, column: number): number => {
  let at = 0;
  for (let each = 1; each < line; each++) at = pastLine(text, at);
  // columns count characters as people do, places in a text count its units
  return at + [...text.slice(at, lineEnd(text, at))].slice(0, Math.max(0, column - 1)).join('').length;
};

// ---- single changes

const replacing = (from: number, to: number, value: Plain): Splice => ({
  from,
  to,
  put: value === null ? '' : inline(value),
});

function setting(text: string, doc: Tree, path: Path, value: Plain): Splice {
  const last = path.at(-1)!;
  const above = path.slice(0, -1);
  const parent = nodeAt(doc, above);
  if (isMap(parent)) {
    const entry = entryIn(parent, last);
    if (!entry) return adding(text, parent, String(last), value);
    const { value: old } = entry;
    if (blank(old) || (isCollection(old) && !inBraces(old))) {
      const from = colonAfter(text, entry);
      let to = blank(old) ? from : endOf(text, old!);
      // "{hang-up: }" has a blank of its own before the brace
      if (blank(old)) while (text[to] === ' ') to++;
      if (!/[},\r\n]/.test(text[to] ?? '\n')) to = from;
      return {
        from,
        to,
        put: inBraces(parent)
          ? ` ${inline(value)}`
          : afterKey(value, columnOf(text, startOf(entry.key)) + 2, eolOf(text)),
      };
    }
    return replacing(startOf(old!), endOf(text, old!), value);
  }
  if (isSeq(parent)) {
    const item = itemsOf(parent)[Number(last)];
    return item ? replacing(startOf(item), endOf(text, item), value) : appending(text, parent, value);
  }
  return setting(text, doc, above, typeof last === 'number' ? [value] : { [last]: value });
}

function adding(text: string, map: YAMLMap, name: string, value: Plain): Splice {
  const last = entriesOf(map).at(-1);
  if (!last) {
    const [start, end] = (map as Ranged).range!;
    return { from: start, to: end, put: inline({ [name]: value }) };
  }
  const end = endOfEntry(text, last);
  if (map.flow) return { from: end, to: end, put: `, ${keyOf(name)}:${value === null ? ' ' : ` ${inline(value)}`}` };
  const column = columnOf(text, startOf(entriesOf(map)[0]!.key));
  const eol = eolOf(text);
  const at = lineEnd(text, end);
  return { from: at, to: at, put: `${eol}${' '.repeat(column)}${keyOf(name)}:${afterKey(value, column + 2, eol)}` };
}

function appending(text: string, list: YAMLSeq, value: Plain): Splice {
  const last = itemsOf(list).at(-1);
  if (!last) {
    const [start, end] = (list as Ranged).range!;
    return { from: start, to: end, put: inline([value]) };
  }
  const end = endOf(text, last);
  if (list.flow) return { from: end, to: end, put: `, ${inline(value)}` };
  const at = lineEnd(text, end);
  const column = columnOf(text, dashBefore(text, itemsOf(list)[0]!));
  return { from: at, to: at, put: `${eolOf(text)}${' '.repeat(column)}- ${inline(value)}` };
}

/** Takes one part of a list or group out; of a group in lines its whole lines, with a remark right above it where `remark`. */
function leaving(text: string, doc: Tree, path: Path, remark = false): Splice | undefined {
  const parent = nodeAt(doc, path.slice(0, -1));
  const last = path.at(-1)!;
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const places = isMap(parent)
    ? entriesOf(parent).map((entry) => ({ from: startOf(entry.key), to: endOfEntry(text, entry) }))
    : itemsOf(parent).map((item) => ({
        from: parent.flow ? startOf(item) : dashBefore(text, item),
        to: blank(item) ? startOf(item) : endOf(text, item),
      }));
  const at = isMap(parent) ? entriesOf(parent).findIndex((entry) => nameOf(entry) === String(last)) : Number(last);
  const place = places[at];
  if (!place) return undefined;
  if (places.length === 1) {
    const [start] = (parent as Ranged).range!;
    return { from: start, to: endOf(text, parent as Ranged), put: isMap(parent) ? '{}' : '[]' };
  }
  const alone = !parent.flow && text.slice(lineStart(text, place.from), place.from).trim() === '';
  if (alone) {
    let from = lineStart(text, place.from);
    const indent = place.from - from;
    while (remark && from > 0) {
      const before = lineStart(text, from - 1);
      const line = text.slice(before, from);
      if (!/^ *#/.test(line) || line.search(/\S/) !== indent) break;
      from = before;
    }
    return { from, to: pastLine(text, place.to), put: '' };
  }
  if (at < places.length - 1) return { from: place.from, to: places[at + 1]!.from, put: '' };
  return { from: places[at - 1]!.to, to: place.to, put: '' };
}

// ---- what the editor asks for

/** Writes values at these places; groups that are not there yet are made. */
export function written(text: string, values: readonly (readonly [Path, Plain])[]): string {
  const doc = treeOf(text);
  if (!doc) return text;
  const oneByOne = () => values.reduce((sum, value) => written(sum, [value]), text);
  const splices: Splice[] = [];
  for (const [path, value] of values) {
    const next = setting(text, doc, path, value);
    if (values.length > 1 && !isCollection(nodeAt(doc, path.slice(0, -1)))) return oneByOne();
    // what is new in the same group stands behind one another, in the order asked for
    const same = splices.find(({ from, to }) => from === to && from === next.from && next.from === next.to);
    if (same) same.put += next.put;
    else if (splices.some(({ from, to }) => next.from < to && from < next.to)) return oneByOne();
    else splices.push(next);
  }
  return spliced(text, splices);
}

export const set = (text: string, path: Path, value: Plain): string => written(text, [[path, value]]);

/** Takes out what stands there; a group that is empty then goes too, up to `least` names from the top. */
export function removed(text: string, path: Path, { least = 3, remark = false } = {}): string {
  const doc = treeOf(text);
  if (!doc) return text;
  const parent = nodeAt(doc, path.slice(0, -1));
  if (path.length > least && isCollection(parent) && parent.items.length === 1 && nodeAt(doc, path) !== undefined)
    return removed(text, path.slice(0, -1), { least, remark });
  const splice = leaving(text, doc, path, remark);
  return splice ? spliced(text, [splice]) : text;
}

/** Two neighbours of a list change places, each with its own spelling. */
export function swapped(text: string, path: Path, one: number, other: number): string {
  const doc = treeOf(text);
  const list = doc && nodeAt(doc, path);
  if (!isSeq(list)) return text;
  const [a, b] = [itemsOf(list)[one], itemsOf(list)[other]];
  if (!a || !b) return text;
  const of = (node: Ranged): Place => ({ from: startOf(node), to: endOf(text, node) });
  const word = ({ from, to }: Place) => text.slice(from, to);
  return spliced(text, [
    { ...of(a), put: word(of(b)) },
    { ...of(b), put: word(of(a)) },
  ]);
}

/** Another name for a key, its value untouched. */
export function renamedKey(text: string, path: Path, name: string): string {
  const doc = treeOf(text);
  const key = doc && placeOf(text, doc, path)?.key;
  return key ? spliced(text, [{ ...key, put: keyOf(name) }]) : text;
}

/** A new entry right behind another one; at the end where that is not there. */
export function addedAfter(text: string, path: Path, after: string | undefined, name: string, value: Plain): string {
  const doc = treeOf(text);
  const map = doc && nodeAt(doc, path);
  const before = isMap(map) && after !== undefined ? entryIn(map, after) : undefined;
  if (!isMap(map) || map.flow || !before) return set(text, [...path, name], value);
  const column = columnOf(text, startOf(entriesOf(map)[0]!.key));
  const eol = eolOf(text);
  const at = lineEnd(text, endOfEntry(text, before));
  return spliced(text, [
    { from: at, to: at, put: `${eol}${' '.repeat(column)}${keyOf(name)}:${afterKey(value, column + 2, eol)}` },
  ]);
}

/** The same entry once more under another name, letter by letter. */
export function copiedEntry(text: string, path: Path, name: string): string {
  const doc = treeOf(text);
  const map = doc && nodeAt(doc, path.slice(0, -1));
  const entry = isMap(map) ? entryIn(map, path.at(-1)!) : undefined;
  if (!isMap(map) || !entry) return text;
  const end = endOfEntry(text, entry);
  const value = text.slice(entry.key.range![1], end);
  if (map.flow) return spliced(text, [{ from: end, to: end, put: `, ${keyOf(name)}${value}` }]);
  const at = lineEnd(text, end);
  const pad = ' '.repeat(columnOf(text, startOf(entry.key)));
  return spliced(text, [{ from: at, to: at, put: `${eolOf(text)}${pad}${keyOf(name)}${value}` }]);
}
