import { leadingTo, outletsOf, read, stepNamed, type Flow, type Outlet } from './flow-model';
import { addedAfter, copiedEntry, removed, renamedKey, set, written, type Path } from './flow-text';
import { beginningOf, kindNamed } from './step-kinds';
import { isGroup, type Plain } from './yaml-write';

/**
 * What a person does to a flow. Each edit takes a text and gives a text, with what is selected after it; a text that
 * cannot be read stays as it is.
 */
export type Edited = { text: string; selected: string[] };

const codes = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const isCode = (id: string): boolean => codes.test(id) && id.length <= 60;

export function freeId(flow: Flow, wanted: string): string {
  const taken = new Set(flow.steps.map((step) => step.id));
  const base = wanted.replace(/-\d+$/, '');
  let id = isCode(wanted) ? wanted : 'step';
  for (let next = 2; taken.has(id); next++) id = `${base}-${next}`;
  return id;
}

const firstOutlet = (outlets: Outlet[]): Outlet | undefined =>
  outlets.find((outlet) => outlet.name === 'next' && outlet.detail === '') ??
  outlets.find((outlet) => outlet.required && outlet.detail === '') ??
  outlets[0];

/**
 * A new step of a kind. `on`: a connection it stands in from now on; `at`: where it stands on the canvas, where somebody
 * has put it.
 */
export function inserted(
  flow: Flow,
  kind: string,
  language: string,
  { on, at }: { on?: Outlet | undefined; at?: { x: number; y: number } | undefined } = {},
): Edited {
  const id = freeId(flow, kind);
  let value: Plain = beginningOf(kind, language);
  if (on?.target && kindNamed(kind)) {
    const out = firstOutlet(outletsOf(id, value));
    if (out) value = { ...value, [String(out.path[2])]: nested(value, out.path.slice(2), on.target) };
  }
  const behind = on?.path[0] === 'steps' ? String(on.path[1]) : flow.steps.at(-1)?.id;
  let text = addedAfter(flow.text, ['steps'], behind, id, value);
  if (on) text = set(text, on.path, id);
  if (at) text = moved(text, { [id]: at });
  return { text, selected: [id] };
}

/** The value at the first part of a path, with what stands at the rest of it changed. */
function nested(value: Plain, path: Path, to: Plain): Plain {
  const [name, ...rest] = path;
  const here = isGroup(value) ? value[String(name)] : undefined;
  return rest.length === 0 ? to : { ...(isGroup(here) ? here : {}), [String(rest[0])]: nested(here ?? {}, rest, to) };
}

/** Leads an outlet to a step. */
export const connected = (flow: Flow, outlet: Outlet, target: string): string => set(flow.text, outlet.path, target);

/** Takes a connection away; what has to lead somewhere is then a finding until it does. */
export const disconnected = (flow: Flow, outlet: Outlet): string => removed(flow.text, outlet.path);

/** Takes steps out; what led to them leads on to where they led. */
export function deleted(flow: Flow, ids: readonly string[]): Edited {
  const gone = new Set(ids);
  const onwards = (id: string, seen: Set<string>): string | undefined => {
    if (!gone.has(id)) return id;
    if (seen.has(id)) return undefined;
    seen.add(id);
    const step = stepNamed(flow, id);
    const next = step && firstOutlet(step.outlets.filter((outlet) => outlet.target));
    return next?.target ? onwards(next.target, seen) : undefined;
  };
  const left = flow.steps.filter((step) => !gone.has(step.id));
  if (left.length === 0) return { text: flow.text, selected: [...ids] };
  const leads = ids.flatMap((id) => {
    const next = onwards(id, new Set());
    return leadingTo(flow, id)
      .filter((path) => path[0] !== 'steps' || !gone.has(String(path[1])))
      .map((path) => [path, next] as const);
  });
  let { text } = flow;
  text = written(
    text,
    leads.flatMap(([path, next]) => (next === undefined ? [] : [[path, next] as const])),
  );
  // where nothing comes after, a way that need not lead anywhere goes as well; the others stay to be seen
  for (const [path] of leads.filter(([, next]) => next === undefined).toReversed()) {
    const outlet = flow.steps.flatMap((step) => step.outlets).find((each) => each.path.join() === path.join());
    if (path[0] === 'on-fault') text = removed(text, path, { least: 1 });
    else if (outlet && !outlet.required) text = removed(text, path);
  }
  for (const id of ids) {
    text = removed(text, ['steps', id], { remark: true });
    if (flow.layout[id]) text = removed(text, ['layout', id], { least: 1 });
  }
  const before = flow.steps.findIndex((step) => step.id === ids[0]);
  const near = flow.steps.slice(0, before).findLast((step) => !gone.has(step.id)) ?? left[0];
  return { text, selected: near ? [near.id] : [] };
}

/** Another id for a step, wherever it is named. */
export function renamed(flow: Flow, id: string, to: string): Edited {
  if (id === to || !isCode(to) || stepNamed(flow, to)) return { text: flow.text, selected: [id] };
  let text = written(
    flow.text,
    leadingTo(flow, id).map((path) => [path, to] as const),
  );
  if (flow.layout[id]) text = renamedKey(text, ['layout', id], to);
  return { text: renamedKey(text, ['steps', id], to), selected: [to] };
}

const beside = 40;

export function duplicated(flow: Flow, ids: readonly string[]): Edited {
  const names = new Map<string, string>();
  let { text } = flow;
  for (const id of ids) {
    const now = read(text);
    if (!now) return { text: flow.text, selected: [...ids] };
    const name = freeId(now, id);
    names.set(id, name);
    text = copiedEntry(text, ['steps', id], name);
  }
  return { text: among(text, names, flow), selected: [...names.values()] };
}

/** Copies lead to each other where the originals did. */
function among(text: string, names: ReadonlyMap<string, string>, flow: Flow | undefined): string {
  const now = read(text);
  if (!now) return text;
  const own = [...names.values()];
  const links = now.steps
    .filter((step) => own.includes(step.id))
    .flatMap((step) => step.outlets)
    .flatMap((outlet) =>
      outlet.target && names.has(outlet.target) ? [[outlet.path, names.get(outlet.target)!] as const] : [],
    );
  const linked = written(text, links);
  const places = [...names].flatMap(([from, to]) => {
    const at = flow?.layout[from];
    return at ? [[to, { x: at.x + beside, y: at.y + beside }] as const] : [];
  });
  return places.length > 0 ? moved(linked, Object.fromEntries(places)) : linked;
}

/** Steps as they are carried from one flow to another. */
export const carried = (flow: Flow, ids: readonly string[]): Record<string, Plain> =>
  Object.fromEntries(flow.steps.filter((step) => ids.includes(step.id)).map((step) => [step.id, step.value]));

export function pasted(flow: Flow, steps: Record<string, Plain>): Edited {
  const names = new Map<string, string>();
  let { text } = flow;
  for (const [id, value] of Object.entries(steps)) {
    const now = read(text);
    if (!now || !isGroup(value)) continue;
    const name = freeId(now, id);
    names.set(id, name);
    text = addedAfter(text, ['steps'], now.steps.at(-1)?.id, name, value);
  }
  return { text: among(text, names, undefined), selected: [...names.values()] };
}

const rounded = ({ x, y }: { x: number; y: number }): Plain => [Math.round(x), Math.round(y)];

/** Where steps stand on the canvas. */
export function moved(text: string, places: Record<string, { x: number; y: number }>): string {
  const flow = read(text);
  if (!flow) return text;
  const entries = Object.entries(places);
  // the first place makes the list, a line each from then on
  if (Object.keys(flow.layout).length === 0 && entries.length > 0) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const bare = removed(text, ['layout'], { least: 0 });
    const lines = entries
      .map(([id, place]) => `  ${id}: [${Math.round(place.x)}, ${Math.round(place.y)}]${eol}`)
      .join('');
    return `${bare}${bare.endsWith('\n') ? '' : eol}layout:${eol}${lines}`;
  }
  return written(
    text,
    entries.map(([id, place]) => [['layout', id], rounded(place)] as const),
  );
}

/** All steps where the page would put them. */
export const arranged = (flow: Flow): string =>
  flow.tree.has('layout') ? removed(flow.text, ['layout'], { least: 0 }) : flow.text;

/** A new variable, or another type for one. */
export const declared = (flow: Flow, name: string, type: string): string => set(flow.text, ['variables', name], type);
export const undeclared = (flow: Flow, name: string): string => removed(flow.text, ['variables', name], { least: 1 });
