import type { Flow } from './flow-model';

export type Spot = { x: number; y: number };

/** Sizes of a card, as its style sheet has them: the head, and a line for each way out. */
export const cardWidth = 220;
const head = 62;
const line = 24;
export const cardHeight = (outlets: number): number => head + outlets * line;
const besideGap = 110;
const belowGap = 28;

/**
 * Where steps stand that nobody has moved: each one column after the longest way that leads to it, circles left out,
 * and near those it comes from.
 */
export function layoutOf(flow: Flow): Record<string, Spot> {
  const targets = new Map(
    flow.steps.map((step) => [step.id, [...new Set(step.outlets.flatMap(({ target }) => (target ? [target] : [])))]]),
  );
  const known = (id: string | undefined): id is string => id !== undefined && targets.has(id);
  // first met, first placed; a connection back to a step on the way to here is a circle and moves nothing
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  const visit = (id: string) => {
    const stack = [{ id, next: 0 }];
    state.set(id, 'open');
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const target = targets.get(top.id)![top.next++];
      if (target === undefined) {
        state.set(top.id, 'done');
        order.push(top.id);
        stack.pop();
      } else if (known(target)) {
        if (state.get(target) === 'open') back.add(`${top.id} ${target}`);
        else if (!state.has(target)) {
          state.set(target, 'open');
          stack.push({ id: target, next: 0 });
        }
      }
    }
  };
  for (const root of [flow.start, flow.fault, ...flow.steps.map((step) => step.id)])
    if (known(root) && !state.has(root)) visit(root);
  const column = new Map<string, number>();
  const from = new Map<string, string[]>();
  for (const id of order.toReversed()) {
    const here = column.get(id) ?? 0;
    column.set(id, here);
    for (const target of targets.get(id)!) {
      if (!known(target) || back.has(`${id} ${target}`)) continue;
      column.set(target, Math.max(column.get(target) ?? 0, here + 1));
      from.set(target, [...(from.get(target) ?? []), id]);
    }
  }
  const columns: string[][] = [];
  for (const id of order.toReversed()) (columns[column.get(id)!] ??= []).push(id);
  const heights = new Map(flow.steps.map((step) => [step.id, cardHeight(step.outlets.length)]));
  const spots: Record<string, Spot> = {};
  const wish = (id: string): number => {
    const sources = (from.get(id) ?? []).flatMap((each) => {
      const spot = spots[each];
      return spot ? [spot.y + head + targets.get(each)!.indexOf(id) * line - head / 2] : [];
    });
    return sources.length > 0 ? sources.reduce((sum, y) => sum + y, 0) / sources.length : 0;
  };
  columns.forEach((ids, at) => {
    let below = -Infinity;
    for (const { id, y } of ids.map((id) => ({ id, y: wish(id) })).toSorted((a, b) => a.y - b.y)) {
      const top = Math.max(y, below);
      spots[id] = { x: at * (cardWidth + besideGap), y: Math.round(top) };
      below = top + heights.get(id)! + belowGap;
    }
  });
  return { ...spots, ...Object.fromEntries(Object.entries(flow.layout).filter(([id]) => known(id))) };
}
