import type { DiffLine } from '@/api/contract';
import { http } from '@/api/http';

/**
 * The life of a definition over the wire, the same wherever there are versions with drafts and approvals.
 *
 * @param place of all of its kind, `/forms`
 */
export function definitionCalls<Version>(place: string) {
  const path = (code: string, rest = '') => `${place}/${encodeURIComponent(code)}${rest}`;
  return {
    path,
    /** @param content as the kind stores it, `{ form }` */
    draft: (code: string, baseVersion: number, content: object, reason: string) =>
      http.post(path(code, '/drafts'), { baseVersion, ...content, reason }),
    approve: (
      code: string,
      version: number,
      reason: string,
      validFrom: string | undefined,
      validTo: string | undefined,
    ) =>
      http.post(path(code, `/versions/${version}/approve`), {
        reason,
        ...(validFrom && { validFrom }),
        ...(validTo && { validTo }),
      }),
    takeBack: (code: string, version: number, reason: string) =>
      http.post(path(code, `/versions/${version}/take-back`), { reason }),
    retire: (code: string, version: number, reason: string) =>
      http.post(path(code, `/versions/${version}/retire`), { reason }),
    version: (code: string, version: number) => http.get<Version>(path(code, `/versions/${version}`)),
    difference: async (code: string, from: number, to: number) =>
      (await http.get<{ lines: DiffLine[] }>(path(code, '/difference'), { from, to })).lines,
  };
}
