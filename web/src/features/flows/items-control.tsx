import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';
import { useDesk } from './editor-desk';
import type { Path } from './flow-text';
import { isGroup, type Plain } from './yaml-write';

type Props = { value: Plain | undefined; path: Path; label: string; id?: string };

/** Which items of the form beside it are asked; a code that the form does not have can still be seen and taken out. */
export function ItemsControl({ value, path, label, id }: Props) {
  const desk = useDesk();
  const { say } = useWords();
  const step = desk.flow.steps.find((each) => each.id === path[1])?.value;
  const fill = isGroup(step) ? step.fill : undefined;
  const form = isGroup(fill) && typeof fill.form === 'string' ? fill.form : '';
  const { data } = useQuery({
    queryKey: ['form', form, 'items'],
    queryFn: () => api.get('/forms/{code}', { path: { code: form } }),
    enabled: form !== '',
    retry: false,
  });
  const sections = data?.latest.form.sections ?? [];
  return (
    <Select
      id={id}
      aria-label={label}
      mode="tags"
      tokenSeparators={[',', '，']}
      showSearch={{ optionFilterProp: 'label' }}
      value={Array.isArray(value) ? value.map(String) : []}
      options={sections
        .flatMap((section) => section.items ?? [])
        .map((item) => ({ value: item.code ?? '', label: say(item.label ?? undefined) || item.code }))}
      onChange={(next: string[]) => (next.length > 0 ? desk.set(path, next) : desk.remove(path))}
    />
  );
}
