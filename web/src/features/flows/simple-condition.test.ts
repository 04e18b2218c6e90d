import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import examples from '@/testing/conditions.json';
import { rowsOf, sourceOf } from '@/ui/forms/condition-rows';
import { itemsOf, type Tree } from '@/ui/forms/model';
import { kindOf } from './step-kinds';
import { read } from './flow-model';
import { builtIn, formOf, simpleTree } from './simple-condition';
import { isGroup } from './yaml-write';

/** A tree without the parts that are not there. */
const bare = (tree: Tree): unknown => ({
  op: tree.op,
  ...(tree.op === 'name' && { name: tree.name }),
  ...(tree.op === 'value' && { value: tree.value }),
  ...(tree.parts?.length && { parts: tree.parts.map(bare) }),
});
const folder = resolve(import.meta.dirname, '../../../../playbook/src/main/resources/playbook/flows');

test('what is read of a plain condition is what the server reads of it; the rest is left alone', () => {
  let plain = 0;
  for (const { condition, tree } of examples as { condition: string; tree: Tree }[]) {
    const found = simpleTree(condition);
    if (!found) continue;
    plain++;
    expect(bare(found), condition).toEqual(bare(tree));
  }
  expect(plain).toBeGreaterThan(8);
  for (const more of ['', 'a +', 'a = ', "a = ''", 'a and', '(a', 'not', 'a < 3 and', "'x", 'a.b c', 'length(a) = 2'])
    expect(simpleTree(more), more).toBeUndefined();
});

test('conditions of the shipped flows are sentences that say the same when they are written again', () => {
  let sentences = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const flow = read(readFileSync(resolve(folder, file), 'utf8'))!;
    const items = itemsOf(formOf(flow.variables));
    for (const step of flow.steps) {
      if (kindOf(step.value)?.kind !== 'condition' || !isGroup(step.value) || !Array.isArray(step.value.condition))
        continue;
      for (const each of step.value.condition) {
        const tree = isGroup(each) ? simpleTree(String(each.when)) : undefined;
        const rows = rowsOf(tree, items);
        if (!tree || !rows) continue;
        sentences++;
        expect(rowsOf(simpleTree(sourceOf(rows)!), items), String(isGroup(each) && each.when)).toEqual(rows);
      }
    }
  }
  expect(sentences).toBeGreaterThan(1);
});

test('the names every flow knows are those of the engine', () => {
  const engine = readFileSync(
    resolve(import.meta.dirname, '../../../../flow/src/main/java/org/callosum/flow/FlowNames.java'),
    'utf8',
  );
  const declared = [...engine.matchAll(/new Name\(("[\w.]+"|[A-Z_]+), Type/g)].map(([, name]) =>
    name!.startsWith('"') ? name!.slice(1, -1) : new RegExp(`String ${name} = "([\\w.]+)"`).exec(engine)![1]!,
  );
  expect(Object.keys(builtIn).sort()).toEqual(declared.sort());
});
