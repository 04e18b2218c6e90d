import type { Finding } from '@/api/contract';
import { offsetOf, pathAt, treeOf, type Path, type Tree } from './flow-text';
import { kindOf, type Control, type Field } from './step-kinds';
import { isGroup, type Plain } from './yaml-write';

/** A way out of a step: where it is written, and where it leads. */
export type Outlet = {
  path: Path;
  /** The field that names the next step: `next`, `otherwise`, an exit; of an option or a case its place. */
  name: string;
  /** Of an option its key, of a case its condition. */
  detail: string;
  label: Plain | undefined;
  target: string | undefined;
  required: boolean;
};

export type Step = { id: string; kind: string; value: Plain; outlets: Outlet[] };

/** A flow as it stands in the text, as far as it can be read. */
export type Flow = {
  text: string;
  tree: Tree;
  code: string;
  kind: string;
  start: string | undefined;
  fault: string | undefined;
  steps: Step[];
  variables: Record<string, string>;
  layout: Record<string, { x: number; y: number }>;
};

const textOf = (value: Plain | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

function outletsIn(control: Control, field: Field, value: Plain | undefined, path: Path): Outlet[] {
  const detail = { detail: '', label: undefined };
  switch (control.is) {
    case 'step':
      return [{ path, name: field.name, ...detail, target: textOf(value), required: field.required }];
    case 'group':
      // an exit that nobody has written yet is offered, too; what is short has none
      if (control.short && value !== undefined && !isGroup(value)) return [];
      return control.fields.flatMap((each) =>
        outletsIn(each.control, each, isGroup(value) ? value[each.name] : undefined, [...path, each.name]),
      );
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item, at) =>
            outletsIn(control.of, field, item, [...path, at]).map((outlet) => ({
              ...outlet,
              name: field.name,
              detail: isGroup(item) ? (textOf(item.key) ?? textOf(item.when) ?? String(at + 1)) : String(at + 1),
              label: isGroup(item) ? item.label : undefined,
            })),
          )
        : [];
    case 'map':
      return isGroup(value) && control.of.is === 'step'
        ? Object.entries(value).map(([name, target]) => ({
            path: [...path, name],
            name: field.name,
            detail: name,
            label: undefined,
            target: textOf(target),
            required: false,
          }))
        : [];
    case 'one':
    case 'code':
    case 'texts':
    case 'clips':
    case 'announcement':
    case 'expression':
    case 'variable':
    case 'key':
    case 'text':
    case 'words':
    case 'nothing':
    case 'raw':
    case 'duration':
    case 'choice':
    case 'truth':
    case 'number':
      return [];
  }
}

export function outletsOf(id: string, value: Plain): Outlet[] {
  const kind = kindOf(value);
  if (!kind || !isGroup(value)) return [];
  return kind.fields.flatMap((field) => outletsIn(field.control, field, value[field.name], ['steps', id, field.name]));
}

/** Nothing where references make more of a text than stands in it: flows have none. */
function plainOf(tree: Tree): Plain | undefined {
  try {
    return tree.toJS({ maxAliasCount: 0 }) as Plain;
  } catch {
    return undefined;
  }
}

export function read(text: string): Flow | undefined {
  const tree = treeOf(text);
  const plain = tree && plainOf(tree);
  if (!tree || !isGroup(plain)) return undefined;
  const group = (value: Plain | undefined) => (isGroup(value) ? value : {});
  return {
    text,
    tree,
    code: textOf(plain.flow) ?? '',
    kind: textOf(plain.kind) ?? 'entry',
    start: textOf(plain.start),
    fault: textOf(plain['on-fault']),
    steps: Object.entries(group(plain.steps)).map(([id, value]) => ({
      id,
      kind: kindOf(value)?.kind ?? '',
      value,
      outlets: outletsOf(id, value),
    })),
    variables: Object.fromEntries(Object.entries(group(plain.variables)).map(([name, type]) => [name, String(type)])),
    layout: Object.fromEntries(
      Object.entries(group(plain.layout)).flatMap(([id, place]) =>
        Array.isArray(place) && typeof place[0] === 'number' && typeof place[1] === 'number'
          ? [[id, { x: place[0], y: place[1] }] as const]
          : [],
      ),
    ),
  };
}

export const stepNamed = (flow: Flow, id: string | undefined): Step | undefined =>
  flow.steps.find((step) => step.id === id);

/** Every place that names a step: outlets, the start, the way of a fault. */
export function leadingTo(flow: Flow, id: string): Path[] {
  return [
    ...(flow.start === id ? [['start']] : []),
    ...(flow.fault === id ? [['on-fault']] : []),
    ...flow.steps.flatMap((step) => step.outlets.filter((outlet) => outlet.target === id).map((outlet) => outlet.path)),
  ];
}

/** A finding with the step and the field it is about. */
export type Placed = { finding: Finding; path: Path; step: string | undefined };

export function placed(text: string, findings: readonly Finding[]): Placed[] {
  const tree = treeOf(text);
  return findings.map((finding) => {
    const path = tree ? pathAt(text, tree, offsetOf(text, finding.line, finding.column)) : [];
    return { finding, path, step: path[0] === 'steps' && path[1] !== undefined ? String(path[1]) : undefined };
  });
}

/** Every word of a step, for finding it. */
export function wordsIn(value: Plain): string {
  if (Array.isArray(value)) return value.map(wordsIn).join(' ');
  if (isGroup(value))
    return Object.entries(value)
      .map(([key, each]) => `${key} ${wordsIn(each)}`)
      .join(' ');
  return value === null ? '' : String(value);
}

const namesIn = (text: string): string[] =>
  text.replace(/'[^']*'|"[^"]*"/g, ' ').match(/[A-Za-z][\w]*(\.[A-Za-z][\w]*)*/g) ?? [];

export type Uses = { name: string; type: string; sets: string[]; reads: string[] };

/** Where each variable gets its value and where it is read, by step. */
export function usesOf(flow: Flow): Uses[] {
  const sets = new Map<string, Set<string>>();
  const reads = new Map<string, Set<string>>();
  const note = (into: Map<string, Set<string>>, name: string, id: string) =>
    into.set(name, (into.get(name) ?? new Set()).add(id));
  const walk = (value: Plain | undefined, control: Control, id: string, name: string): void => {
    if (value === undefined || value === null) return;
    switch (control.is) {
      case 'variable':
        return void note(sets, String(value), id);
      case 'expression':
        return namesIn(String(value)).forEach((each) => note(reads, each, id));
      case 'texts':
      case 'announcement':
      case 'clips':
        for (const found of wordsIn(value).matchAll(/\{([\w.]+)\}/g)) note(reads, found[1]!, id);
        if (Array.isArray(value))
          for (const piece of value)
            if (isGroup(piece))
              Object.values(piece).forEach((each) => namesIn(String(each)).forEach((n) => note(reads, n, id)));
        return;
      case 'map':
        if (isGroup(value))
          for (const [key, each] of Object.entries(value)) {
            if (name === 'set' || name === 'into') note(sets, key, id);
            walk(each, control.of, id, name);
          }
        return;
      case 'list':
        if (Array.isArray(value)) value.forEach((each) => walk(each, control.of, id, name));
        return;
      case 'group':
      case 'one':
        if (isGroup(value)) control.fields.forEach((field) => walk(value[field.name], field.control, id, field.name));
        return;
      case 'step':
      case 'key':
      case 'text':
      case 'words':
      case 'nothing':
      case 'raw':
      case 'code':
      case 'duration':
      case 'choice':
      case 'truth':
      case 'number':
        return;
    }
  };
  for (const step of flow.steps) {
    const value = step.value;
    if (isGroup(value))
      kindOf(value)?.fields.forEach((field) => walk(value[field.name], field.control, step.id, field.name));
  }
  return Object.entries(flow.variables).map(([name, type]) => ({
    name,
    type,
    sets: [...(sets.get(name) ?? [])],
    reads: [...(reads.get(name) ?? [])],
  }));
}
