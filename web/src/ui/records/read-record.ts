import type { Page } from '@/api/contract';
import { http, Problem } from '@/api/http';
import type { RecordSpec } from './types';

const pageSize = 200;
const mostPages = 25;

/** Where one record is read and written. */
export const addressOf = <T>(spec: RecordSpec<T>, id: string) =>
  spec.address?.(id) ?? `${spec.path}/${encodeURIComponent(id)}`;

/** One record as the server has it now; kinds without an address of their own are looked for in their list. */
export async function readRecord<T>(spec: RecordSpec<T>, id: string): Promise<T> {
  if (spec.readFrom !== 'list') return http.get<T>(addressOf(spec, id));
  const idOf = spec.idOf ?? ((row: T) => (row as { id: string }).id);
  for (let page = 0; page < mostPages; page++) {
    const found = await http.get<Page<T> | T[]>(spec.path, { size: pageSize, page });
    const rows = Array.isArray(found) ? found : found.items;
    const row = rows.find((each) => idOf(each) === id);
    if (row) return row;
    if (Array.isArray(found) || (page + 1) * pageSize >= found.total) break;
  }
  throw new Problem(404, { code: 'http-404' });
}
