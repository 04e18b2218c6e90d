import { Form, InputNumber, Segmented, Select } from 'antd';
import { Link } from 'react-router';
import { localeOf } from '@/lib/languages';
import { amount, currencies, digitsOf, major, minorOf } from '@/lib/money';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { ListPage } from '@/ui/records/list-page';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import './customers.css';
import type { Product } from './customers-query';
import { useProducts } from './use-products';

/** Any currency may stand there; the usual ones are offered. */
export function CurrencyInput({ value, onChange, disabled, id }: ControlProps<string | undefined>) {
  return (
    <Select
      {...(id && { id })}
      disabled={disabled ?? false}
      value={value}
      options={[...new Set([...currencies, ...(value ? [value] : [])])].map((each) => ({ value: each, label: each }))}
      onChange={(next) => onChange?.(next)}
    />
  );
}

/** Typed as people write it, kept in the smallest unit of the currency beside it. */
export function PriceInput({ value, onChange, disabled, id }: ControlProps<number | undefined>) {
  const currency = Form.useWatch<string | undefined>('currency');
  return (
    <InputNumber
      {...(id && { id })}
      style={{ width: '100%' }}
      min={0}
      precision={digitsOf(currency)}
      disabled={disabled ?? false}
      value={major(value, currency) ?? null}
      onChange={(next) => onChange?.(minorOf(next, currency))}
    />
  );
}

function ProductMore({ row }: { row: Product }) {
  const { t, say } = useWords();
  const parts = useProducts(row.clientId).filter((each) => each.parentId === row.id);
  return (
    <>
      {row.pageCode && (
        <p>
          <Link to={`/desk/pages/${row.pageCode}`}>{t('records.products.readPage')}</Link>
        </p>
      )}
      <h3>{t('records.products.parts')}</h3>
      {parts.length === 0 && <p className="muted">{t('records.products.noParts')}</p>}
      <ul className="know">
        {parts.map((part) => (
          <li key={part.id} className="know-row">
            <Link to={`/desk/products?record=${part.id}`}>{say(part.name)}</Link>
            <span className="muted">{say(part.principle)}</span>
          </li>
        ))}
      </ul>
      <p>
        <Link to={`/desk/customers?product=${row.id}`}>{t('records.products.holders')}</Link>
      </p>
    </>
  );
}

export const productsSpec: RecordSpec<Product> = {
  key: 'products',
  path: '/products',
  right: 'products.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/clients', '/products'],
  filters: [{ name: 'client', source: '/clients' }],
  remove: 'delete',
  more: ProductMore,
  blank: ({ clientId }) => ({
    ...(clientId && { clientId }),
    kind: 'product',
    active: true,
    currency: 'CNY',
    order: 0,
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'kind', cell: (row, { t }) => t(`records.products.o.${row.kind}`), sort: 'kind' },
    { name: 'parentId', cell: (row, { nameOf }) => nameOf('/products', row.parentId) || '–' },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId), minor: true },
    {
      name: 'priceMinor',
      cell: (row, { language }) => amount(row.priceMinor, row.currency, localeOf(language)),
      right: true,
    },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
      minor: true,
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'kind', kind: 'choice', options: ['product', 'service', 'part'], required: true },
        { name: 'parentId', kind: 'ref', source: '/products' },
        { name: 'principle', kind: 'names' },
        { name: 'pageCode', kind: 'ref', source: '/pages', by: 'code' },
      ],
    },
    {
      name: 'price',
      fields: [
        { name: 'currency', kind: 'custom', control: CurrencyInput },
        { name: 'priceMinor', kind: 'custom', control: PriceInput },
        { name: 'stock', kind: 'number', min: 0 },
        { name: 'active', kind: 'switch' },
        { name: 'order', kind: 'number', min: 0 },
      ],
    },
  ],
};

/** The catalogue as a tree: each product with its parts, how they work, and the page that tells more. */
function ProductTree({ client, q }: { client: string; q: string }) {
  const { t, say } = useWords();
  const all = useProducts(client || undefined);
  const known = new Set(all.map((each) => each.id));
  const wanted = q.trim().toLowerCase();
  const shown = (each: Product): boolean =>
    !wanted ||
    [each.code, say(each.name), say(each.principle)].some((words) => words.toLowerCase().includes(wanted)) ||
    all.some((part) => part.parentId === each.id && shown(part));
  const branch = (parent: string | undefined) =>
    all
      .filter((each) => (parent ? each.parentId === parent : !each.parentId || !known.has(each.parentId)))
      .filter(shown);
  const grown = (parent: string | undefined) => {
    const here = branch(parent);
    return here.length === 0 ? null : (
      <ul>
        {here.map((each) => (
          <li key={each.id}>
            <Link to={`/desk/products?view=tree&record=${each.id}`}>
              <strong>{say(each.name)}</strong>
            </Link>{' '}
            <span className="tag">{t(`records.products.o.${each.kind}`)}</span>{' '}
            {each.pageCode && (
              <Link className="in-text" to={`/desk/pages/${each.pageCode}`}>
                {t('records.products.readPage')}
              </Link>
            )}
            {each.principle && <p className="muted">{say(each.principle)}</p>}
            {grown(each.id)}
          </li>
        ))}
      </ul>
    );
  };
  return <div className="panel tree panel-body">{grown(undefined) ?? <p>{t('records.nothingFound')}</p>}</div>;
}

export function ProductsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const tree = read('view') === 'tree';
  return (
    <ListPage
      spec={productsSpec}
      {...(tree && { instead: (query) => <ProductTree client={query.client ?? ''} q={query.q ?? ''} /> })}
      extra={
        <Segmented
          aria-label={t('records.products.view')}
          value={tree ? 'tree' : 'list'}
          options={(['list', 'tree'] as const).map((value) => ({ value, label: t(`records.products.views.${value}`) }))}
          onChange={(value) => write({ view: value === 'tree' ? 'tree' : undefined, page: undefined })}
        />
      }
    />
  );
}
