import { codeFrom } from '@/lib/code-from';
import { nameOf } from '@/ui/forms/conditions';
import { itemsOf, type Choice, type Form, type Item, type ItemKind, type Scale, type Section } from '@/ui/forms/model';

/** What an editor has chosen: the whole form, a section, an item, or a scale, by their places. */
export type Place =
  | { at: 'form' }
  | { at: 'section'; section: number }
  | { at: 'item'; section: number; item: number }
  | { at: 'scale'; scale: number };
export const whole: Place = { at: 'form' };
/** A form and where one stands after it was changed. */
export type Edited = { form: Form; place: Place };

export const most = { sections: 40, items: 200, options: 60 };
const longestCode = 40;

export const scalesOf = (form: Form): Scale[] => form.scales ?? [];
export const itemAt = (form: Form, place: Place): Item | undefined =>
  place.at === 'item' ? form.sections[place.section]?.items[place.item] : undefined;

const withItems = (form: Form, section: number, items: Item[]): Form => ({
  ...form,
  sections: form.sections.with(section, { ...form.sections[section]!, items }),
});

export { codeFrom };

/** The wanted code, numbered where it is taken. */
export function freeCode(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const next = `${wanted.slice(0, longestCode - 4)}-${number}`;
    if (!used.has(next)) return next;
  }
}

const itemCodes = (form: Form) => itemsOf(form).map((item) => item.code);
const sectionCodes = (form: Form) => form.sections.map((section) => section.code);

export function blankItem(form: Form, kind: ItemKind): Item {
  const item: Item = { code: freeCode(kind, itemCodes(form)), kind, label: {}, comment: 'none' };
  if (kind === 'choice' || kind === 'choices')
    item.options = [blankChoice('option', []), blankChoice('option', ['option'])];
  if (kind === 'scale') item.scale = scalesOf(form)[0]?.code ?? null;
  return item;
}

export const blankChoice = (code: string, taken: string[]): Choice => ({ code: freeCode(code, taken), name: {} });

/** After the chosen item, else at the end of the chosen or the last section. A scale is made where the form has none. */
export function withNewItem(form: Form, place: Place, kind: ItemKind): Edited {
  let base = form.sections.length === 0 ? withNewSection(form, whole).form : form;
  if (kind === 'scale' && scalesOf(base).length === 0) base = withNewScale(base).form;
  const section = place.at === 'item' || place.at === 'section' ? place.section : base.sections.length - 1;
  const { items } = base.sections[section]!;
  const at = place.at === 'item' ? place.item + 1 : items.length;
  return {
    form: withItems(base, section, items.toSpliced(at, 0, blankItem(base, kind))),
    place: { at: 'item', section, item: at },
  };
}

export function withNewSection(form: Form, place: Place): Edited {
  const at = place.at === 'item' || place.at === 'section' ? place.section + 1 : form.sections.length;
  const section: Section = { code: freeCode('section', sectionCodes(form)), title: {}, items: [] };
  return {
    form: { ...form, sections: form.sections.toSpliced(at, 0, section) },
    place: { at: 'section', section: at },
  };
}

export function withNewScale(form: Form): Edited {
  const scales = scalesOf(form);
  const code = freeCode(
    'scale',
    scales.map((scale) => scale.code),
  );
  const points = [0, 1, 2].map((score) => ({ code: `p${score}`, name: {}, score }));
  return {
    form: { ...form, scales: [...scales, { code, name: {}, points }] },
    place: { at: 'scale', scale: scales.length },
  };
}

/** A second one behind the first, with codes of its own. */
export function copied(form: Form, place: Place): Edited {
  switch (place.at) {
    case 'form':
      return { form, place };
    case 'item': {
      const { items } = form.sections[place.section]!;
      const item = items[place.item]!;
      const copy = { ...item, code: freeCode(item.code, itemCodes(form)) };
      return {
        form: withItems(form, place.section, items.toSpliced(place.item + 1, 0, copy)),
        place: { ...place, item: place.item + 1 },
      };
    }
    case 'section': {
      const section = form.sections[place.section]!;
      const taken = itemCodes(form);
      const items = section.items.map((item) => {
        const code = freeCode(item.code, taken);
        taken.push(code);
        return { ...item, code };
      });
      const copy = { ...section, code: freeCode(section.code, sectionCodes(form)), items };
      return {
        form: { ...form, sections: form.sections.toSpliced(place.section + 1, 0, copy) },
        place: { at: 'section', section: place.section + 1 },
      };
    }
    case 'scale': {
      const scales = scalesOf(form);
      const scale = scales[place.scale]!;
      const copy = {
        ...scale,
        code: freeCode(
          scale.code,
          scales.map((each) => each.code),
        ),
      };
      return {
        form: { ...form, scales: scales.toSpliced(place.scale + 1, 0, copy) },
        place: { at: 'scale', scale: place.scale + 1 },
      };
    }
  }
}

export function without(form: Form, place: Place): Edited {
  switch (place.at) {
    case 'form':
      return { form, place };
    case 'item': {
      const items = form.sections[place.section]!.items.toSpliced(place.item, 1);
      const next: Place =
        items.length > 0
          ? { ...place, item: Math.min(place.item, items.length - 1) }
          : { at: 'section', section: place.section };
      return { form: withItems(form, place.section, items), place: next };
    }
    case 'section': {
      const sections = form.sections.toSpliced(place.section, 1);
      const next: Place =
        sections.length > 0 ? { at: 'section', section: Math.min(place.section, sections.length - 1) } : whole;
      return { form: { ...form, sections }, place: next };
    }
    case 'scale':
      return { form: { ...form, scales: scalesOf(form).toSpliced(place.scale, 1) }, place: whole };
  }
}

/** One step up or down; an item at the edge of its section goes over into the neighbour. Nothing where there is no way. */
export function moved(form: Form, place: Place, step: 1 | -1): Edited | undefined {
  if (place.at === 'section') {
    const to = place.section + step;
    return to >= 0 && to < form.sections.length ? sectionTo(form, place.section, to) : undefined;
  }
  if (place.at !== 'item') return undefined;
  const { items } = form.sections[place.section]!;
  const to = place.item + step;
  if (to >= 0 && to < items.length) return itemTo(form, place, { section: place.section, item: to });
  const neighbour = form.sections[place.section + step];
  if (!neighbour) return undefined;
  return itemTo(form, place, { section: place.section + step, item: step < 0 ? neighbour.items.length : 0 });
}

export function sectionTo(form: Form, from: number, to: number): Edited {
  const section = form.sections[from]!;
  const sections = form.sections.toSpliced(from, 1).toSpliced(to, 0, section);
  return { form: { ...form, sections }, place: { at: 'section', section: to } };
}

/** Takes an item out and puts it where the other stands; `to` counts as the list is once it is out. */
export function itemTo(
  form: Form,
  from: { section: number; item: number },
  to: { section: number; item: number },
): Edited {
  const item = form.sections[from.section]!.items[from.item]!;
  const taken = withItems(form, from.section, form.sections[from.section]!.items.toSpliced(from.item, 1));
  const items = taken.sections[to.section]!.items.toSpliced(to.item, 0, item);
  return { form: withItems(taken, to.section, items), place: { at: 'item', ...to } };
}

/** Conditions keep naming an item whose code changes. */
function renamed(when: string | null | undefined, from: string, to: string): string | null | undefined {
  if (!when) return when;
  const [old, next] = [nameOf(from), nameOf(to)];
  // texts in quotes stay as they are
  return when.replace(/'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_.]*/g, (word) => (word === old ? next : word));
}

/** Changes an item; a new code is carried into the conditions that name it, and a new label into a code nobody chose. */
export function withItem(form: Form, place: { section: number; item: number }, part: Partial<Item>): Form {
  const { items } = form.sections[place.section]!;
  const before = items[place.item]!;
  const item = { ...before, ...part };
  if ('when' in part && part.when !== before.when && !('whenTree' in part)) item.whenTree = null;
  const changed = withItems(form, place.section, items.with(place.item, item));
  if (item.code === before.code || !before.code) return changed;
  return withConditions(changed, (when) => renamed(when, before.code, item.code));
}

export function withSection(form: Form, at: number, part: Partial<Section>): Form {
  const before = form.sections[at]!;
  const section = { ...before, ...part };
  if ('when' in part && part.when !== before.when && !('whenTree' in part)) section.whenTree = null;
  return { ...form, sections: form.sections.with(at, section) };
}

export function withScale(form: Form, at: number, part: Partial<Scale>): Form {
  const scales = scalesOf(form);
  const before = scales[at]!;
  const next: Form = { ...form, scales: scales.with(at, { ...before, ...part }) };
  if (!part.code || part.code === before.code) return next;
  const follow = (item: Item) => (item.scale === before.code ? { ...item, scale: part.code! } : item);
  return { ...next, sections: next.sections.map((each) => ({ ...each, items: each.items.map(follow) })) };
}

function withConditions(form: Form, map: (when: string | null | undefined) => string | null | undefined): Form {
  const each = <T extends { when?: string | null | undefined }>(part: T): T => {
    const when = map(part.when);
    return when === part.when ? part : { ...part, when, whenTree: null };
  };
  return {
    ...form,
    sections: form.sections.map((section) => ({ ...each(section), items: section.items.map((item) => each(item)) })),
  };
}

/** Another kind keeps what the two have in common and drops what the new one has no use for. */
export function asKind(form: Form, item: Item, kind: ItemKind): Item {
  const { code, label, help, required, when, whenTree, notApplicable, comment, weight, critical, sensitive } = item;
  const next = {
    ...blankItem(form, kind),
    code,
    label,
    help,
    required,
    when,
    whenTree,
    notApplicable,
    comment,
    weight,
  };
  const kept: Item = { ...next, critical, sensitive } as Item;
  const many = (each: ItemKind) => each === 'choice' || each === 'choices';
  if (many(kind) && many(item.kind)) kept.options = item.options;
  const text = (each: ItemKind) => each === 'text' || each === 'long-text';
  if (text(kind) && text(item.kind)) kept.longest = item.longest;
  return kept;
}

/** Nothing is said: an absent value, or a name without words in any language. */
const saysNothing = (part: unknown): boolean =>
  part === null ||
  part === undefined ||
  part === '' ||
  (typeof part === 'object' && !Array.isArray(part) && Object.keys(part).length === 0);

/** The form as it is stored: conditions are their text, and what says nothing is left out. */
export function storedForm(form: Form): Form {
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, part]) => [name, bare(part)] as const)
        .filter(([name, part]) => name !== 'whenTree' && !saysNothing(part)),
    );
  };
  return bare(form) as Form;
}

export const sameForm = (a: Form, b: Form): boolean => JSON.stringify(storedForm(a)) === JSON.stringify(storedForm(b));

/** Where a finding's path leads: `sections[1].items[0].when` is about that item. */
export function placeOf(path: string): Place {
  const number = (name: string) => {
    const found = new RegExp(`\\b${name}\\[(\\d+)\\]`).exec(path);
    return found ? Number(found[1]) : undefined;
  };
  const [section, item, scale] = [number('sections'), number('items'), number('scales')];
  if (section !== undefined && item !== undefined) return { at: 'item', section, item };
  if (section !== undefined) return { at: 'section', section };
  return scale !== undefined ? { at: 'scale', scale } : whole;
}

/** Puts a proposal's value where it belongs; a value of `null` takes out what stands there. */
export function proposed(form: Form, path: string, value: unknown): Form {
  const parts = path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const put = (target: unknown, [head, ...rest]: string[]): unknown => {
    if (head === undefined) return typeof target === 'number' && value !== null ? Number(value) : value;
    if (Array.isArray(target)) {
      const at = Number(head);
      if (rest.length === 0 && value === null) return target.toSpliced(at, 1);
      return at < target.length ? target.with(at, put(target[at], rest)) : [...target, put(undefined, rest)];
    }
    const record = (target ?? {}) as Record<string, unknown>;
    const next = { ...record, [head]: put(record[head], rest) };
    if (head === 'when') next.whenTree = null;
    return next;
  };
  return put(form, parts) as Form;
}
