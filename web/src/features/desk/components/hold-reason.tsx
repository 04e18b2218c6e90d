import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';

/** Asked while the customer holds, never before: nobody waits for a choice. */
export function HoldReason({ tell }: { tell: (code: string) => void }) {
  const { t, say } = useWords();
  const [chosen, setChosen] = useState<string>();
  const { data = [] } = useQuery({
    queryKey: ['list', '/desk-reasons', 'hold'],
    staleTime: 300_000,
    retry: false,
    queryFn: async () =>
      (await api.get('/desk-reasons', { query: { size: 200 } })).items
        .filter((each) => each.kind === 'hold' && each.active)
        .toSorted((a, b) => a.order - b.order),
  });
  if (data.length === 0) return null;
  return (
    <Select
      className="hold-why"
      aria-label={t('desk.call.holdWhy')}
      placeholder={t('desk.call.holdWhy')}
      popupMatchSelectWidth={false}
      value={chosen}
      options={data.map((each) => ({ value: each.code, label: say(each.name) }))}
      onChange={(code: string) => {
        setChosen(code);
        tell(code);
      }}
    />
  );
}
