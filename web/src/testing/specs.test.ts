import i18n from 'i18next';
import { describe, expect, test } from 'vitest';
import contract from '../../openapi.json';
import type { RecordSpec } from '@/ui/records/types';

const modules = import.meta.glob<Record<string, unknown>>('../features/*/*-page{,s}.tsx', { eager: true });
const specs = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter(
    (value): value is RecordSpec<unknown> =>
      typeof value === 'object' && value !== null && 'columns' in value && 'sections' in value,
  );

const paths: Record<string, Record<string, unknown>> = contract.paths;

describe('every described list', () => {
  test('is found', () => expect(specs.length).toBeGreaterThanOrEqual(17));

  test.each(specs.filter((spec) => !spec.href).map((spec) => [spec.key, spec] as const))(
    '%s reads its record where the server has it',
    (_, spec) => {
      const own = Object.entries(paths).some(
        ([path, verbs]) => new RegExp(`^/api${spec.path}/\\{\\w+\\}$`).test(path) && 'get' in verbs,
      );
      expect(spec.readFrom).toBe(own ? undefined : 'list');
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
