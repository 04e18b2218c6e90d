import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { NoteFigures } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

type Period = { from: string; to: string };
type Narrow = { client?: string; queue?: string; product?: string };
type Seen = { form: string; period: Period; narrow: Narrow };

/** The contacts in whose notes all of this was answered. */
function behind({ form, period, narrow }: Seen, answers: [item: string, value: string][], more: Narrow = {}) {
  const { client, queue, product } = { ...narrow, ...more };
  const query = new URLSearchParams({ ...period });
  query.set('noted', answers.map(([item, value]) => `${form}/${item}/${value}`).join(','));
  if (client) query.set('client', client);
  if (queue) query.set('notedQueue', queue);
  if (product) query.set('product', product);
  return `/insight/interactions?${query}`;
}

/** What agents noted in templates: needs and feedback, causes and solutions; each count opens its contacts. */
export function NoteFiguresPage() {
  const { t, say, number } = useWords();
  const [read, write] = useUrlState();
  const period = usePeriod(28);
  const narrow: Narrow = Object.fromEntries(
    ['client', 'queue', 'product'].map((name) => [name, read(name)]).filter(([, value]) => value),
  );
  const form = read('form');
  const { options: clients } = useOptions('/clients');
  const { options: queues } = useOptions('/queues');
  const { options: products } = useOptions('/products');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'notes', period, narrow, form],
    queryFn: () => api.get('/reports/notes', { query: { ...period, ...narrow, ...(form && { form }) } }),
  });
  const late = useLate(isPending);
  const choice = (name: keyof Narrow, options: { value: string; label: string }[]) => (
    <Select
      aria-label={t(`reports.notes.${name}`)}
      showSearch={{ optionFilterProp: 'label' }}
      value={read(name)}
      style={{ minWidth: 150 }}
      options={[{ value: '', label: t('records.anyOf', { what: t(`reports.notes.${name}`) }) }, ...options]}
      onChange={(next) => write({ [name]: next })}
    />
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('reports.notes.title')}</h1>
        <PeriodChoice period={period} />
        {choice('client', clients)}
        {choice('queue', queues)}
        {choice('product', products)}
        <p>{t('reports.notes.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={8} />}
      {data && data.form === undefined && (
        <div className="panel">
          <Empty title={t('reports.notes.empty')} hint={t('reports.notes.emptyHint')} />
        </div>
      )}
      {data && data.form !== undefined && (
        <div className="panel-stack">
          <Select
            aria-label={t('reports.notes.form')}
            value={data.form}
            popupMatchSelectWidth={false}
            style={{ maxWidth: 420 }}
            options={[
              ...data.forms.map((each) => ({ value: each.form, label: `${say(each.title)} · ${number(each.notes)}` })),
              ...(data.forms.some((each) => each.form === data.form) ? [] : [{ value: data.form, label: data.form }]),
            ]}
            onChange={(next) => write({ form: next, item: undefined, by: undefined })}
          />
          {data.items.length === 0 && <Empty title={t('reports.notes.empty')} hint={t('reports.notes.emptyHint')} />}
          {data.items.map((item) => (
            <Item key={item.item} seen={{ form: data.form!, period, narrow }} item={item} steps={data.steps} />
          ))}
          {data.items.length > 0 && <Cross seen={{ form: data.form, period, narrow }} data={data} />}
        </div>
      )}
    </>
  );
}

function Item({ seen, item, steps }: { seen: Seen; item: NoteFigures['items'][number]; steps: string[] }) {
  const { t, say, day, number } = useWords();
  const ends = [...steps.slice(1), seen.period.to];
  return (
    <Panel
      title={say(item.label)}
      extra={<span className="muted">{t('reports.notes.answered', { count: item.answered })}</span>}
    >
      <div className="list-wrap" tabIndex={0} role="group" aria-label={say(item.label)}>
        <LabelledTable className="list plain">
          <thead>
            <tr>
              <th scope="col">{t('reports.notes.answer')}</th>
              <th scope="col" className="r">
                {t('reports.notes.share')}
              </th>
              {steps.map((step) => (
                <th key={step} scope="col" className="r">
                  {day(step)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {item.values.map((row) => (
              <tr key={row.value}>
                <th scope="row">{say(row.name)}</th>
                <td className="r">
                  <ShareCell
                    share={row.share}
                    {...(row.share.part > 0 && { to: behind(seen, [[item.item, row.value]]) })}
                  />
                </td>
                {row.trend.map((count, place) => (
                  <td key={steps[place]} className="r num">
                    {count === 0 ? (
                      <span className="muted">–</span>
                    ) : (
                      <Link
                        to={behind({ ...seen, period: { from: steps[place]!, to: ends[place]! } }, [
                          [item.item, row.value],
                        ])}
                      >
                        {number(count)}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      </div>
    </Panel>
  );
}

/** How the answers of one item go with another's: which solution solved, which queue hears what. */
function Cross({ seen, data }: { seen: Seen; data: NoteFigures }) {
  const { t, say, number } = useWords();
  const [read, write] = useUrlState();
  const has = (code: string) => data.items.some((each) => each.item === code);
  const item = has(read('item')) ? read('item') : has('solution') ? 'solution' : data.items[0]!.item;
  const usual = item === 'solution' && has('result') ? 'item:result' : 'queue';
  const chosen = read('by');
  const by =
    ['queue', 'client', 'product'].includes(chosen) || (chosen.startsWith('item:') && has(chosen.slice(5)))
      ? chosen
      : usual;
  const {
    data: cross,
    error,
    refetch,
  } = useQuery({
    queryKey: ['reports', 'notes-cross', seen, item, by],
    queryFn: () =>
      api.get('/reports/notes/cross', { query: { ...seen.period, ...seen.narrow, form: seen.form, item, by } }),
  });
  const cell = (row: string, column: string) =>
    by.startsWith('item:')
      ? behind(seen, [
          [item, row],
          [by.slice(5), column],
        ])
      : behind(seen, [[item, row]], { [by]: column });
  const items = data.items.map((each) => ({ value: each.item, label: say(each.label) }));
  return (
    <Panel title={t('reports.notes.cross')}>
      <p className="muted">{t('reports.notes.crossLead')}</p>
      <div className="note-cross">
        <Select
          aria-label={t('reports.notes.rows')}
          value={item}
          options={items}
          popupMatchSelectWidth={false}
          onChange={(next) => write({ item: next })}
        />
        <Select
          aria-label={t('reports.notes.columns')}
          value={by}
          popupMatchSelectWidth={false}
          options={[
            ...items.filter(({ value }) => value !== item).map((each) => ({ ...each, value: `item:${each.value}` })),
            ...['queue', 'client', 'product'].map((value) => ({ value, label: t(`reports.notes.${value}`) })),
          ]}
          onChange={(next) => write({ by: next })}
        />
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {cross && (
        <div className="list-wrap" tabIndex={0} role="group" aria-label={t('reports.notes.cross')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{items.find(({ value }) => value === item)?.label}</th>
                <th scope="col" className="r">
                  {t('reports.notes.count')}
                </th>
                {cross.columns.map((column) => (
                  <th key={column.value} scope="col" className="r">
                    {say(column.name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cross.rows.map((row) => (
                <tr key={row.value}>
                  <th scope="row">{say(row.name)}</th>
                  <td className="r num">{number(row.notes)}</td>
                  {row.cells.map((share, place) => {
                    const column = cross.columns[place]!.value;
                    return (
                      <td key={column} className="r">
                        <ShareCell share={share} {...(share.part > 0 && { to: cell(row.value, column) })} />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </Panel>
  );
}
