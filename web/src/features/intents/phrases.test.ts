import { describe, expect, it } from 'vitest';
import { freeCode, loaded, mostPhrases, phrasesOf } from './phrases';

describe('phrases of a wish', () => {
  it('are lines without blanks around, each once', () => {
    expect(phrasesOf('  my bill \r\n\n我要缴费\nmy bill\n')).toEqual(['my bill', '我要缴费']);
    expect(phrasesOf(Array.from({ length: 300 }, (_, at) => `phrase ${at}`).join('\n'))).toHaveLength(mostPhrases);
  });
});

describe('a file of phrases', () => {
  const table = { intents: [{ code: 'bill', name: { en: 'Bills' }, phrases: ['my bill'] }] };

  it('adds to known wishes and makes new ones, whatever a spreadsheet puts between', () => {
    const result = loaded(
      table,
      '\uFEFFcode,phrase\nbill,"explain, please, my ""bill"""\nrepair;我要修车\nrepair\tit broke\nbill,my bill\n',
    );
    expect(result.refused).toEqual([]);
    expect(result).toMatchObject({ added: 3, wishes: 1 });
    expect(result.table.intents).toEqual([
      { code: 'bill', name: { en: 'Bills' }, phrases: ['my bill', 'explain, please, my "bill"'] },
      { code: 'repair', name: { en: 'repair' }, phrases: ['我要修车', 'it broke'] },
    ]);
  });

  it('leaves broken rows out and says which', () => {
    const result = loaded(table, `bill,ok\nNot A Code,words\nbill,\nno separator\nbill,${'x'.repeat(201)}`);
    expect(result.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(result.added).toBe(1);
    expect(table.intents[0]?.phrases).toEqual(['my bill']);
  });
});

it('a free code is found', () => {
  expect(freeCode({ intents: [] })).toBe('wish');
  expect(freeCode({ intents: [{ code: 'wish', name: {}, phrases: [] }] })).toBe('wish-2');
});
