import { useMemo } from 'react';
import { ConditionEditor } from '@/ui/forms/condition-editor';
import { itemsOf } from '@/ui/forms/model';
import { useDesk } from './editor-desk';
import type { Path } from './flow-text';
import { formOf, simpleTree } from './simple-condition';
import type { Plain } from './yaml-write';

/** When a case holds, as a sentence of choices; what says more than that is a text. */
export function ConditionControl({ value, path }: { value: Plain | undefined; path: Path }) {
  const desk = useDesk();
  const { variables } = desk.flow;
  const form = useMemo(() => formOf(variables), [variables]);
  const text = value === undefined || value === null ? '' : String(value);
  return (
    <ConditionEditor
      form={form}
      items={itemsOf(form)}
      when={text || null}
      tree={simpleTree(text)}
      change={(when) => desk.set(path, when ?? '')}
    />
  );
}
