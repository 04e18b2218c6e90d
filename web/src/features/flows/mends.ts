import type { Edited } from './flow-edits';
import * as edits from './flow-edits';
import { stepNamed, type Flow, type Placed, type Step } from './flow-model';
import { addedAfter, offsetOf, placeOf, renamedKey, set, type Path } from './flow-text';
import { isGroup, type Plain } from './yaml-write';

/** A mend that needs no thought, and what it says on its button. */
export type Mend = {
  word: 'take' | 'takeStepOut' | 'leadToEnd' | 'declare' | 'otherKey';
  text: string;
  edit: (now: Flow) => string | Edited;
};

/** How a flow of a kind ends where nothing else is said; of other kinds nobody could guess it. */
const endings: Record<string, string> = { entry: 'hang-up', part: 'return' };
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const plainName = /^[A-Za-z][\w]*$/;

const valueAt = (value: Plain | undefined, path: Path): Plain | undefined =>
  path.reduce<Plain | undefined>(
    (here, part) => (Array.isArray(here) ? here[Number(part)] : isGroup(here) ? here[String(part)] : undefined),
    value,
  );

/** Every way of a step that has to lead somewhere and does not, led to the flow's end; made where there is none. */
function ledToEnd(flow: Flow, id: string): Edited | undefined {
  const open = stepNamed(flow, id)?.outlets.filter((outlet) => outlet.required && !outlet.target) ?? [];
  const kind = endings[flow.kind];
  if (open.length === 0 || !kind) return undefined;
  const there = flow.steps.find((step) => step.kind === kind);
  const end = there?.id ?? edits.freeId(flow, 'end');
  let text = there ? flow.text : addedAfter(flow.text, ['steps'], flow.steps.at(-1)?.id, end, { [kind]: null });
  for (const outlet of open) text = set(text, outlet.path, end);
  return { text, selected: [id] };
}

function otherKey(step: Step, path: Path): { path: Path; key: string } | undefined {
  const at = path.indexOf('options');
  const options = at < 0 ? undefined : valueAt(step.value, path.slice(2, at + 1));
  if (!Array.isArray(options) || path[at + 1] === undefined) return undefined;
  const taken = options.map((option) => (isGroup(option) ? String(option.key) : ''));
  const key = keys.find((each) => !taken.includes(each));
  return key === undefined ? undefined : { path: [...path.slice(0, at + 2), 'key'], key };
}

/** The name that is written at a place, as a key or as a value, and what it holds. */
function nameAt(flow: Flow, { finding, path, step }: Placed): { name: string; type: string } | undefined {
  const from = offsetOf(flow.text, finding.line, finding.column);
  const value = step === undefined ? undefined : valueAt(stepNamed(flow, step)?.value, path.slice(2));
  const isKey = placeOf(flow.text, flow.tree, path)?.key?.from === from;
  const name = isKey ? String(path.at(-1)) : value;
  if (typeof name !== 'string' || !plainName.test(name) || flow.variables[name] !== undefined) return undefined;
  const held = isKey && path.includes('set') ? value : undefined;
  const type =
    typeof held === 'number' || (typeof held === 'string' && /^-?\d+(\.\d+)?$/.test(held))
      ? 'number'
      : typeof held === 'boolean' || held === 'true' || held === 'false'
        ? 'truth'
        : 'text';
  return { name, type };
}

/** What one press could do about a finding; undefined: somebody has to think. */
export function mendOf(flow: Flow, placed: Placed): Mend | undefined {
  const { finding, path, step } = placed;
  const { proposal } = finding;
  if (proposal !== undefined && proposal !== null)
    return {
      word: 'take',
      text: proposal,
      edit: (now) => {
        const place = placeOf(now.text, now.tree, path);
        const from = offsetOf(now.text, finding.line, finding.column);
        // an unknown field has its name in the wrong, everything else its value
        return place?.key?.from === from ? renamedKey(now.text, path, proposal) : set(now.text, path, proposal);
      },
    };
  const of = stepNamed(flow, step);
  if (!of) return undefined;
  switch (finding.code) {
    case 'unreachable-step':
      return { word: 'takeStepOut', text: of.id, edit: (now) => edits.deleted(now, [of.id]) };
    case 'dead-end':
      return ledToEnd(flow, of.id)
        ? { word: 'leadToEnd', text: of.id, edit: (now) => ledToEnd(now, of.id) ?? now.text }
        : undefined;
    case 'duplicate': {
      const other = otherKey(of, path);
      return other && { word: 'otherKey', text: other.key, edit: (now) => set(now.text, other.path, other.key) };
    }
    case 'unknown-variable': {
      const found = nameAt(flow, placed);
      return found && { word: 'declare', text: found.name, edit: (now) => edits.declared(now, found.name, found.type) };
    }
    default:
      return undefined;
  }
}
