import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Select, type RefSelectProps } from 'antd';
import { useRef } from 'react';
import { api } from '@/api/client';
import type { CaseRow, ContactSubjects, DeskInteraction, Page } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import './customers.css';
import { glanceQuery, subjectsQuery } from './customers-query';
import { useProducts } from './use-products';

const mostCases = 20;

/** What the contact in hand is about: products and cases, found by typing (Alt+Shift+B). Orders are marked beside the customer. */
export function AboutContact({ call }: { call: DeskInteraction }) {
  return useCan('customers.view') ? <About call={call} /> : null;
}

function About({ call }: { call: DeskInteraction }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const maySeeCases = useCan('cases.view');
  const first = useRef<RefSelectProps>(null);
  const customer = call.customer?.id;
  const { queryKey } = subjectsQuery(call.id);
  const { data: about } = useQuery(subjectsQuery(call.id));
  const { data: glance } = useQuery({ ...glanceQuery(customer ?? ''), enabled: customer !== undefined });
  const catalogue = useProducts(call.clientId);
  const { data: found = [] } = useQuery({
    queryKey: ['about-cases', call.id, customer],
    queryFn: async () => {
      const [theirs, ofContact] = await Promise.all([
        customer ? http.get<Page<CaseRow>>('/cases', { customer, size: mostCases }) : undefined,
        http.get<Page<CaseRow>>('/cases', { interaction: call.id, size: mostCases }),
      ]);
      return [...ofContact.items, ...(theirs?.items ?? [])];
    },
    enabled: maySeeCases,
    retry: false,
  });
  useShortcut('Alt+Shift+B', t('customers.aboutTitle'), t('desk.customer.title'), () => first.current?.focus());
  const put = async (part: Partial<ContactSubjects>) => {
    const before = queries.getQueryData(queryKey);
    queries.setQueryData(queryKey, (now) => ({ ...now, ...part }));
    try {
      queries.setQueryData(
        queryKey,
        await api.put('/interactions/{id}/subjects', { path: { id: call.id }, body: part }),
      );
    } catch (problem) {
      queries.setQueryData(queryKey, before);
      void message.error(wordsOf(problem));
    }
  };
  if (!about) return null;
  const held = new Map((glance?.products ?? []).map((each) => [each.productId, say(each.name)]));
  // what they have comes first, then whatever the client sells
  const products = [
    ...[...held].map(([value, label]) => ({ value, label: `${label} · ${t('customers.aboutHeld')}` })),
    ...catalogue
      .filter((each) => each.id && !held.has(each.id) && (each.active || about.products?.includes(each.id)))
      .map((each) => ({ value: each.id!, label: say(each.name) })),
  ];
  const cases = [...new Map(found.map((each) => [each.id, each])).values()].map((each) => ({
    value: each.id,
    label: `${each.subject || say(each.typeName)} · ${say(each.stateName)}`,
  }));
  return (
    <Panel title={t('customers.aboutTitle')} extra={<kbd aria-hidden>Alt Shift B</kbd>} className="about-contact">
      <Select
        ref={first}
        mode="multiple"
        aria-label={t('customers.aboutProducts')}
        placeholder={t('customers.aboutProducts')}
        showSearch={{ optionFilterProp: 'label' }}
        value={about.products ?? []}
        options={products}
        onChange={(chosen: string[]) => void put({ products: chosen })}
      />
      {maySeeCases && (cases.length > 0 || (about.cases ?? []).length > 0) && (
        <Select
          mode="multiple"
          aria-label={t('customers.aboutCases')}
          placeholder={t('customers.aboutCases')}
          showSearch={{ optionFilterProp: 'label' }}
          value={about.cases ?? []}
          options={cases}
          onChange={(chosen: string[]) => void put({ cases: chosen })}
        />
      )}
    </Panel>
  );
}
