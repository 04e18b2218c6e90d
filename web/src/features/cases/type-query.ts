import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Text } from '@/api/contract';
import { http } from '@/api/http';
import { useAnswered } from '@/lib/answered';
import { useCan, useMe, useWords } from '@/lib/session';
import { definitionCalls } from '@/ui/definition-calls';
import type { LifeVersion } from '@/ui/definition-life';
import { bare, type CaseTypeBody } from './type-edits';

export type TypeFinding = { path: string; severity: 'error' | 'warning'; message: string };
export type TypePage = {
  code: string;
  name: Text;
  liveVersion?: number | null;
  latestVersion: number;
  versions: LifeVersion[];
  latest: { version: number; state: string; type: CaseTypeBody };
};

const { path, draft, ...life } = definitionCalls<{ type: CaseTypeBody }>('/case-types');
const stored = (type: CaseTypeBody) => bare(type) as CaseTypeBody;

export const useCaseType = (code: string) =>
  useQuery({ queryKey: ['case-type', code], queryFn: () => http.get<TypePage>(path(code)) });

/** Scripts that serve at the desk; whoever may not see flows is offered none. */
export function useScripts(): { value: string; label: string }[] {
  const { say } = useWords();
  const may = useCan('flows.view');
  const client = useMe().clients[0]?.id;
  const { data } = useQuery({
    queryKey: ['case-type-scripts', client],
    queryFn: () => http.get<{ scripts: { code: string; name: Text }[] }>(`/script-rules/${client!}`),
    enabled: may && client !== undefined,
  });
  return (data?.scripts ?? []).map(({ code, name }) => ({ value: code, label: say(name) }));
}

export const caseTypes = {
  create: (code: string, type: CaseTypeBody, reason: string) =>
    http.post<TypePage>('/case-types', { code, type: stored(type), reason }),
  draft: (code: string, baseVersion: number, type: CaseTypeBody, reason: string) =>
    draft(code, baseVersion, { type: stored(type) }, reason),
  ...life,
};

const restMillis = 500;
const check = (text: string) =>
  http.post<{ findings: TypeFinding[] }>('/case-types/check', { type: JSON.parse(text) as CaseTypeBody });

/** What the server says about a type, 0.5 s after the last change. */
export function useTypeFindings(type: CaseTypeBody): { findings: TypeFinding[]; checking: boolean } {
  const text = useMemo(() => JSON.stringify(stored(type)), [type]);
  const checked = useAnswered(text, check, restMillis);
  return { findings: checked?.answer.findings ?? [], checking: checked?.of !== text };
}
