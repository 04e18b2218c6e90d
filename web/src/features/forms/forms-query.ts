import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Text } from '@/api/contract';
import { http } from '@/api/http';
import { useAnswered } from '@/lib/answered';
import { definitionCalls } from '@/ui/definition-calls';
import type { LifeVersion } from '@/ui/definition-life';
import type { Answers, Form, FormUse, Item, Section, Tree } from '@/ui/forms/model';
import { storedForm } from './edits';

export type FormFinding = {
  path: string;
  key: string;
  severity: 'error' | 'warning';
  /** In the reader's language. */
  message: string;
  proposal?: { text?: string | null; value?: string | null } | null;
};
export type FormRow = {
  code: string;
  name: Text;
  clientId?: string | null;
  use: FormUse;
  items: number;
  state: string;
  liveVersion?: number | null;
  endsAt?: string;
  latestVersion: number;
  updatedAt: string;
  updatedBy: string;
};
export type FormPage = {
  code: string;
  name: Text;
  clientId?: string | null;
  liveVersion?: number | null;
  latestVersion: number;
  versions: LifeVersion[];
  latest: LifeVersion & { form: Form };
};
export type Score = {
  total?: number | null;
  criticalErrors: { item: string; kind: string }[];
  answered: number;
  of: number;
};

const { path, draft, ...life } = definitionCalls<{ form: Form }>('/forms');

export const useForm = (code: string) =>
  useQuery({ queryKey: ['form', code], queryFn: () => http.get<FormPage>(path(code)) });

/** What may be done to a form over the wire; the life of a definition, as flows have it. */
export const forms = {
  create: (body: { code: string; clientId?: string; name: Text; form: Form; reason: string }) =>
    http.post<FormPage>('/forms', { ...body, form: storedForm(body.form) }),
  draft: (code: string, baseVersion: number, form: Form, reason: string) =>
    draft(code, baseVersion, { form: storedForm(form) }, reason),
  ...life,
};

const parts = (form: Form): (Section | Item)[] => form.sections.flatMap((section) => [section, ...section.items]);

function treesIn(form: Form): [string, Tree][] {
  return parts(form).flatMap((part) =>
    part.when && part.whenTree ? [[part.when, part.whenTree] as [string, Tree]] : [],
  );
}

/** A condition that the server has read before is evaluated at once, wherever it stands. */
function dressed(form: Form, trees: ReadonlyMap<string, Tree>): Form {
  const dress = <T extends Section | Item>(part: T): T => {
    const tree = part.when && !part.whenTree ? trees.get(part.when) : undefined;
    return tree ? { ...part, whenTree: tree } : part;
  };
  return {
    ...form,
    sections: form.sections.map((section) => ({ ...dress(section), items: section.items.map(dress) })),
  };
}

const checkRestMillis = 500;
const scoreRestMillis = 400;

/** What the server says about a form, 0.5 s after the last change, and the form with the conditions that it has read. */
export function useChecked(form: Form): { form: Form; findings: FormFinding[]; checking: boolean } {
  const stored = useMemo(() => storedForm(form), [form]);
  const text = useMemo(() => JSON.stringify(stored), [stored]);
  const [trees, setTrees] = useState<ReadonlyMap<string, Tree>>(() => new Map(treesIn(form)));
  const checked = useAnswered(
    text,
    async (text) => {
      const answer = await http.post<{ findings: FormFinding[]; form?: Form | null }>('/forms/check', {
        form: JSON.parse(text) as Form,
      });
      // a condition reads the same in whatever form it stands
      if (answer.form) setTrees((before) => new Map([...before, ...treesIn(answer.form!)]));
      return answer.findings;
    },
    checkRestMillis,
  );
  const shown = useMemo(() => dressed(form, trees), [form, trees]);
  return { form: shown, findings: checked?.answer ?? [], checking: checked?.of !== text };
}

const filled = (text: string) => http.post<{ score?: Score | null }>('/forms/fill', JSON.parse(text));

/** What a scored form comes to with these answers; the server counts, 0.4 s after the last answer. */
export function useScore(form: Form, answers: Answers, wanted: boolean): Score | undefined {
  const counted = useAnswered(JSON.stringify({ form: storedForm(form), answers }), filled, scoreRestMillis, wanted);
  return wanted ? (counted?.answer.score ?? undefined) : undefined;
}
