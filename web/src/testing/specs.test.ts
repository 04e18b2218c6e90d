import i18n from 'i18next';
import { describe, expect, test } from 'vitest';
import description from '../../openapi.json';
import type { RecordSpec } from '@/ui/records/types';

const modules = import.meta.glob<Record<string, unknown>>('../features/*/*-page{,s}.tsx', { eager: true });
const specs = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter(
    (value): value is RecordSpec<unknown> =>
      typeof value === 'object' && value !== null && 'columns' in value && 'sections' in value,
  );

describe('every described list', () => {
  test('is found', () => expect(specs.length).toBeGreaterThanOrEqual(17));

  const paths = description.paths as unknown as Record<
    string,
    Partial<Record<'get' | 'post' | 'put' | 'delete', object>>
  >;
  const opened = specs.filter((spec) => !spec.href);

  test.each(specs.map((spec) => [spec.key, spec] as const))('%s is a list that the server has', (_, spec) =>
    expect(paths[`/api${spec.path}`]?.get).toBeDefined(),
  );

  test.each(specs.map((spec) => [spec.key, spec] as const))(
    '%s filters and sorts by what the server knows',
    (_, spec) => {
      const list = paths[`/api${spec.path}`]?.get as { parameters?: { name: string }[] };
      const known = (list.parameters ?? []).map(({ name }) => name);
      for (const filter of spec.filters ?? []) expect(known).toContain(filter.name);
      if (spec.search !== false) expect(known).toContain('q');
      if (spec.columns.some((column) => column.sort)) expect(known).toContain('sort');
    },
  );

  test.each(opened.filter((spec) => spec.sections.length > 0).map((spec) => [spec.key, spec] as const))(
    '%s can be opened, saved and removed one by one, as far as its frame offers that',
    (_, spec) => {
      const one = paths[`/api${spec.path}/{id}`] ?? paths[`/api${spec.path}/{code}`];
      expect(one?.get, 'opened').toBeDefined();
      if (!spec.readOnly) {
        expect(one?.put, 'saved').toBeDefined();
        expect(paths[`/api${spec.path}`]?.post, 'made').toBeDefined();
      }
      if (spec.remove) expect(one?.delete, 'removed').toBeDefined();
    },
  );

  test.each(specs.map((spec) => [spec.key, spec] as const))(
    '%s has words for its title, its emptiness, its columns and its fields',
    (key, spec) => {
      const said = (name: string) => i18n.exists(`records.${key}.f.${name}`) || i18n.exists(`records.f.${name}`);
      for (const word of ['title', 'one', 'lead', 'empty', 'emptyHint'])
        expect(i18n.exists(`records.${key}.${word}`), word).toBe(true);
      for (const column of spec.columns) expect(said(column.name), column.name).toBe(true);
      for (const section of spec.sections) {
        expect(i18n.exists(`records.s.${section.name}`), section.name).toBe(true);
        for (const field of section.fields) {
          expect(said(field.name), field.name).toBe(true);
          for (const option of field.options ?? [])
            expect(
              i18n.exists(`records.${key}.o.${option}`) || i18n.exists(`records.o.${option}`),
              `${field.name}: ${option}`,
            ).toBe(true);
        }
      }
      for (const filter of spec.filters ?? []) {
        expect(said(filter.name), filter.name).toBe(true);
        for (const option of (filter.options ?? []).map((value) => (filter.word ?? '') + value))
          expect(i18n.exists(`records.${key}.o.${option}`) || i18n.exists(`records.o.${option}`), option).toBe(true);
      }
    },
  );
});
