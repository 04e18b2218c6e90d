import { PlusOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Pagination, Select } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Page } from '@/api/contract';
import { http } from '@/api/http';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '../panel';
import { ProblemNote } from '../problem';
import { Skeleton } from '../skeleton';
import { labelOf, optionLabel } from './labels';
import { useNames, useOptions } from './lookups';
import { RecordDrawer } from './record-drawer';
import type { Filter, RecordSpec, Words } from './types';
import './records.css';

const pageSize = 50;
const none: string[] = [];

function FilterChoice({
  spec,
  filter,
  value,
  choose,
}: {
  spec: string;
  filter: Filter;
  value: string;
  choose: (value: string) => void;
}) {
  const { t } = useWords();
  const { options } = useOptions(filter.source);
  const label = labelOf(spec, filter.name);
  const choices = filter.source
    ? options
    : (filter.options ?? []).map((option) => ({
        value: option,
        label: optionLabel(spec, (filter.word ?? '') + option),
      }));
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={choose}
      style={{ minWidth: 150 }}
      popupMatchSelectWidth={false}
      showSearch={filter.source ? { optionFilterProp: 'label' } : false}
      options={[{ value: '', label: t('records.anyOf', { what: label }) }, ...choices]}
    />
  );
}

/** The list of everything of one kind: search, filters, order and page in the address; a row opens its record beside it. */
export function ListPage<T>({
  spec,
  extra,
  note,
  fixed,
  instead,
  bulk,
}: {
  spec: RecordSpec<T>;
  extra?: ReactNode;
  /** Above the filters: what the list leaves out for now. */
  note?: ReactNode;
  fixed?: Record<string, string>;
  /** Shown in the place of the table, by the same search and filters. */
  instead?: (query: Record<string, string>) => ReactNode;
  /** What can be done with several rows at once; without it rows are not chosen. */
  bulk?: (rows: T[], clear: () => void) => ReactNode;
}) {
  const plain = useWords();
  const { t } = plain;
  const nameOf = useNames(spec.sources ?? none);
  const words: Words = useMemo(() => ({ ...plain, nameOf }), [plain, nameOf]);
  const [read, write] = useUrlState();
  const navigate = useNavigate();
  const allowed = useCan(...(spec.right ? [spec.right] : []));
  const editable = allowed && !spec.readOnly;
  const [typed, setTyped] = useState(read('q'));
  const q = read('q');
  const asked = useRef(q);
  // a view, or a step back, searches for something else: the field says so
  useEffect(() => {
    if (q === asked.current) return;
    asked.current = q;
    setTyped(q);
  }, [q]);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => {
      asked.current = typed;
      write({ q: typed, page: undefined });
    }, 250);
    return () => clearTimeout(timer);
    // what stands in the address is the answer to what was typed, not a reason to type again
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  const page = Number(read('page') || '0');
  const sort = read('sort');
  const filters = Object.fromEntries((spec.filters ?? []).map(({ name }) => [name, read(name)]));
  const query = { q, page, size: pageSize, sort, ...filters, ...fixed };
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map());
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['list', spec.path, query],
    queryFn: async ({ signal }) => {
      const found = await http.get<Page<T> | T[]>(spec.path, query, signal);
      return Array.isArray(found) ? { items: found, total: found.length } : found;
    },
    placeholderData: keepPreviousData,
    enabled: instead === undefined,
  });
  const late = useLate(isPending);
  const idOf = spec.idOf ?? ((row: T) => (row as { id: string }).id);
  const opened = read('record');
  const opener = useRef<Element>(null);
  const open = (id: string) => {
    opener.current ??= document.activeElement;
    write({ record: id });
  };
  // when the record closes, whoever works by keys goes on where they were
  useEffect(() => {
    if (opened || !opener.current) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
    opener.current = null;
  }, [opened]);
  const go = (row: T) => (spec.href ? void navigate(spec.href(row)) : open(idOf(row)));
  const create = () => open('new');
  const filtered = q !== '' || Object.values(filters).some(Boolean);
  useShortcut(
    'Alt+C',
    t('records.newOne', { one: t(`records.${spec.key}.one`) }),
    t(`records.${spec.key}.title`),
    create,
    editable && !spec.href,
  );
  useShortcut('/', t('common.search'), t(`records.${spec.key}.title`), () =>
    document.getElementById('list-search')?.focus(),
  );
  const rows = instead ? [] : (data?.items ?? []);
  const mayChoose = bulk !== undefined && editable;
  const choose = (picked: T[], on: boolean) => {
    const next = new Map(chosen);
    for (const row of picked) {
      if (on) next.set(idOf(row), row);
      else next.delete(idOf(row));
    }
    setChosen(next);
  };
  const nameOfRow = (row: T) => spec.title(row, words);
  return (
    <>
      <div className="page-head">
        <h1>{t(`records.${spec.key}.title`)}</h1>
        {extra}
        {editable && !spec.href && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={create} aria-keyshortcuts="Alt+C">
            {t('records.newOne', { one: t(`records.${spec.key}.one`) })}
          </Button>
        )}
        <p>{t(`records.${spec.key}.lead`)}</p>
      </div>
      {note}
      <div className="list-tools" role="search">
        {spec.search !== false && (
          <Input
            id="list-search"
            allowClear
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t('common.search')}
            aria-label={t('common.search')}
            aria-keyshortcuts="/"
            className="list-search"
          />
        )}
        {spec.filters?.map((filter) => (
          <FilterChoice
            key={filter.name}
            spec={spec.key}
            filter={filter}
            value={read(filter.name)}
            choose={(value) => write({ [filter.name]: value, page: undefined })}
          />
        ))}
        <span className="list-count muted num" role="status">
          {!instead && data && t('common.total', { count: data.total })}
        </span>
      </div>
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {instead?.({ ...(q && { q }), ...filters, ...fixed })}
      {mayChoose && chosen.size > 0 && bulk([...chosen.values()], () => setChosen(new Map()))}
      {!instead && !data && late && <Skeleton rows={8} />}
      {!instead && data && rows.length === 0 && (
        <div className="panel">
          {filtered ? (
            <Empty title={t('records.nothingFound')} hint={t('records.nothingFoundHint')}>
              <Button
                onClick={() => (
                  setTyped(''),
                  write({ q: '', page: '', ...Object.fromEntries(Object.keys(filters).map((name) => [name, ''])) })
                )}
              >
                {t('records.clearFilters')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t(`records.${spec.key}.empty`)} hint={t(`records.${spec.key}.emptyHint`)}>
              {editable && !spec.href && (
                <Button type="primary" onClick={create}>
                  {t('records.newOne', { one: t(`records.${spec.key}.one`) })}
                </Button>
              )}
            </Empty>
          )}
        </div>
      )}
      {rows.length > 0 && (
        <div className="panel list-wrap" aria-busy={isFetching}>
          <table className="list">
            <thead>
              <tr>
                {mayChoose && (
                  <th scope="col" className="list-choose">
                    <Checkbox
                      aria-label={t('records.chooseAll')}
                      checked={rows.every((row) => chosen.has(idOf(row)))}
                      indeterminate={
                        rows.some((row) => chosen.has(idOf(row))) && !rows.every((row) => chosen.has(idOf(row)))
                      }
                      onChange={(event) => choose(rows, event.target.checked)}
                    />
                  </th>
                )}
                {spec.columns.map((column) => {
                  const up = sort === column.sort;
                  const down = sort === `-${column.sort}`;
                  return (
                    <th
                      key={column.name}
                      scope="col"
                      className={column.right ? 'r' : undefined}
                      style={{ width: column.width }}
                      aria-sort={!column.sort ? undefined : up ? 'ascending' : down ? 'descending' : 'none'}
                    >
                      {column.sort ? (
                        <button
                          type="button"
                          onClick={() =>
                            write({ sort: up ? `-${column.sort}` : down ? undefined : column.sort, page: undefined })
                          }
                        >
                          {labelOf(spec.key, column.name)}
                          <span aria-hidden="true">{up ? ' ↑' : down ? ' ↓' : ''}</span>
                        </button>
                      ) : (
                        labelOf(spec.key, column.name)
                      )}
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={idOf(row)}
                  onClick={(event) => !(event.target as HTMLElement).closest('a,button,label') && go(row)}
                  data-open={idOf(row) === opened || undefined}
                >
                  {mayChoose && (
                    <td className="list-choose">
                      <Checkbox
                        aria-label={t('records.chooseOne', { name: nameOfRow(row) })}
                        checked={chosen.has(idOf(row))}
                        onChange={(event) => choose([row], event.target.checked)}
                      />
                    </td>
                  )}
                  {spec.columns.map((column, index) =>
                    index === 0 ? (
                      <th key={column.name} scope="row">
                        <button type="button" className="list-open" onClick={() => go(row)}>
                          {column.cell(row, words)}
                        </button>
                      </th>
                    ) : (
                      <td
                        key={column.name}
                        className={[column.right ? 'r' : '', column.minor ? 'minor' : ''].join(' ')}
                        data-label={labelOf(spec.key, column.name)}
                      >
                        {column.cell(row, words)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!instead && data && data.total > pageSize && (
        <Pagination
          align="end"
          className="list-pages"
          current={page + 1}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => write({ page: next > 1 ? String(next - 1) : undefined })}
        />
      )}
      {opened && !spec.href && (
        <RecordDrawer
          key={opened}
          spec={spec}
          id={opened}
          words={words}
          close={() => write({ record: undefined })}
          opened={open}
        />
      )}
    </>
  );
}
