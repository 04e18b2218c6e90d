import { describe, expect, test } from 'vitest';
import { complaint } from '@/testing/sample-form';
import { shownIn } from '@/ui/forms/conditions';
import { itemsOf } from '@/ui/forms/model';
import { complete, itemsBefore, rowsOf, sentenceOf, sourceOf, treeOf, type Rows } from '@/ui/forms/condition-rows';
import * as edits from './edits';

const codes = (form: typeof complaint) =>
  form.sections.map((section) => section.items.map((item) => item.code).join(' '));
const item = (section: number, at: number) => ({ at: 'item' as const, section, item: at });

describe('the outline', () => {
  test('an item moves over the edge of its section into the next', () => {
    const down = edits.moved(complaint, item(0, 2), 1)!;
    expect(codes(down.form)).toEqual(['order-number damaged', 'amount mood signs bank']);
    expect(down.place).toEqual(item(1, 0));
    expect(codes(edits.moved(down.form, down.place, -1)!.form)).toEqual(codes(complaint));
    expect(edits.moved(complaint, item(0, 0), -1)).toBeUndefined();
    expect(edits.moved(complaint, { at: 'section', section: 1 }, 1)).toBeUndefined();
  });

  test('a copy has a code of its own, a copied section new ones throughout', () => {
    const copy = edits.copied(complaint, item(0, 1));
    expect(codes(copy.form)[0]).toBe('order-number damaged damaged-2 amount');
    const section = edits.copied(copy.form, { at: 'section', section: 0 }).form;
    expect(new Set(itemsOf(section).map((each) => each.code)).size).toBe(itemsOf(section).length);
  });

  test('a new item comes behind the chosen one; the first scale is made with the first item that needs it', () => {
    const { form, place } = edits.withNewItem({ use: 'case', sections: [] }, edits.whole, 'scale');
    expect(place).toEqual(item(0, 0));
    expect(form.sections[0]!.items[0]!.scale).toBe(form.scales![0]!.code);
    expect(edits.withNewItem(complaint, item(0, 0), 'date').place).toEqual(item(0, 1));
  });

  test('taking out the last item leaves one at its section', () => {
    const one = edits.without(edits.without(complaint, item(0, 2)).form, item(0, 1)).form;
    expect(edits.without(one, item(0, 0)).place).toEqual({ at: 'section', section: 0 });
  });
});

describe('a code', () => {
  test('that changes is carried into the conditions, and not into the texts they compare with', () => {
    const renamed = edits.withItem(complaint, { section: 0, item: 0 }, { code: 'vip' });
    expect(renamed.sections[1]!.when).toBe("amount >= 50 or vip = 'VIP'");
    const other = edits.withItem(complaint, { section: 0, item: 2 }, { code: 'sum-total' });
    expect(other.sections[1]!.when).toBe("sum_total >= 50 or order_number = 'VIP'");
    expect(other.sections[1]!.whenTree).toBeNull();
  });

  test('is made of English words and never stands twice', () => {
    expect(edits.codeFrom({ en: '2nd Order, Nº 7!' })).toBe('nd-order-no-7');
    expect(edits.codeFrom({ 'zh-Hans': '订单' })).toBe('');
    expect(edits.freeCode('a', ['a', 'a-2'])).toBe('a-3');
  });
});

test('what is stored says nothing that nobody said, and no trees', () => {
  const stored = edits.storedForm({ ...complaint, introduction: {}, criticalCap: null });
  expect(stored).not.toHaveProperty('introduction');
  expect(stored.sections[1]).not.toHaveProperty('whenTree');
  expect(stored.sections[1]!.when).toBe(complaint.sections[1]!.when);
  expect(edits.sameForm(stored, complaint)).toBe(true);
});

test('a finding leads to its place, and its proposal goes where it belongs', () => {
  expect(edits.placeOf('sections[1].items[0].when')).toEqual(item(1, 0));
  expect(edits.placeOf('scales[0].points[1].name')).toEqual({ at: 'scale', scale: 0 });
  expect(edits.placeOf('title')).toEqual(edits.whole);
  expect(edits.proposed(complaint, 'sections[0].items[2].maximum', '5').sections[0]!.items[2]!.maximum).toBe(5);
  const mended = edits.proposed(complaint, 'sections[1].when', 'amount > 5').sections[1]!;
  expect([mended.when, mended.whenTree]).toEqual(['amount > 5', null]);
});

describe('a condition as a sentence', () => {
  const before = itemsBefore(complaint, 1, undefined);

  test('is read from the tree and written back as what it was', () => {
    const rows = rowsOf(complaint.sections[1]!.whenTree, before)!;
    expect(rows.join).toBe('or');
    expect(sourceOf(rows)).toBe(complaint.sections[1]!.when);
    const t = ((key: string, values?: Record<string, string>) =>
      key === 'forms.when.orJoin' ? ' or ' : `${values?.item} ${key.split('.').at(-1)} ${values?.values}`) as never;
    expect(sentenceOf(complaint, rows, { t, say: (text) => text?.en ?? '' })).toBe(
      'Amount at-least 50 or Order number one-of VIP',
    );
  });

  test('decides on the screen as the tree says that stands behind it', () => {
    const rows: Rows = {
      join: 'and',
      tests: [
        { item: 'damaged', is: 'no', values: [] },
        { item: 'order-number', is: 'none-of', values: ['A-1', 'A-2'] },
      ],
    };
    expect(sourceOf(rows)).toBe("damaged = false and order_number not in {'A-1', 'A-2'}");
    const form = structuredClone(complaint);
    Object.assign(form.sections[1]!, { when: sourceOf(rows), whenTree: treeOf(rows) });
    expect(shownIn(form, { damaged: { value: false }, 'order-number': { value: 'B' } })).toContain('mood');
    expect(shownIn(form, { damaged: { value: false }, 'order-number': { value: 'A-2' } })).not.toContain('mood');
    expect(rowsOf(treeOf(rows), before)).toEqual(rows);
  });

  test('says which blank is not filled yet', () => {
    expect(complete({ join: 'and', tests: [{ item: 'amount', is: 'at-least', values: [] }] })).toBe(false);
    expect(complete({ join: 'and', tests: [{ item: 'damaged', is: 'given', values: [] }] })).toBe(true);
  });

  test('leaves alone what says more than choices can', () => {
    const sum = {
      op: '+',
      parts: [
        { op: 'name', name: 'amount' },
        { op: 'value', value: 1 },
      ],
    };
    expect(rowsOf({ op: '>', parts: [sum, { op: 'value', value: 3 }] }, before)).toBeUndefined();
    expect(rowsOf({ op: 'name', name: 'mood' }, before)).toBeUndefined();
  });
});
