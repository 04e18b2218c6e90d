import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Device, DiallingLimits, DiallingRule, EntryPoint, Trunk, WidgetSite } from '@/api/contract';
import { useCan, useMe, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import { Once } from '@/ui/records/once';
import type { RecordSpec } from '@/ui/records/types';

const live = (row: { active: boolean }, t: (key: string) => string) => (
  <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
);

export const numbersSpec: RecordSpec<EntryPoint> = {
  key: 'numbers',
  path: '/entry-points',
  right: 'telephony.edit',
  title: (row, { say }) => `${row.number} ${say(row.name)}`,
  sources: ['/clients', '/flows', '/calendars'],
  filters: [{ name: 'client', source: '/clients' }],
  remove: 'delete',
  blank: ({ clientId }) => ({ name: {}, ...(clientId && { clientId }), language: 'en', widget: false, active: true }),
  columns: [
    { name: 'number', cell: (row) => <span className="mono">{row.number}</span>, sort: 'number' },
    { name: 'name', cell: (row, { say }) => say(row.name) },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    { name: 'flowCode', cell: (row, { nameOf }) => nameOf('/flows', row.flowCode) || row.flowCode },
    {
      name: 'language',
      cell: (row, { t }) => t(`common.lang.${row.language}`, { defaultValue: row.language }),
      minor: true,
    },
    { name: 'widget', cell: (row, { t }) => t(row.widget ? 'common.yes' : 'common.no'), minor: true },
    { name: 'active', cell: (row, { t }) => live(row, t) },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'number', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'flowCode', kind: 'ref', source: '/flows', by: 'code', required: true },
        { name: 'language', kind: 'choice', options: ['en', 'zh-Hans', 'zh-Hant'], required: true },
        { name: 'calendarId', kind: 'ref', source: '/calendars' },
        { name: 'ringBack', kind: 'ref', source: '/prompts', by: 'code' },
        { name: 'widget', kind: 'switch' },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

/** How the trunk is doing, and what was last wrong with it. */
function TrunkMore({ row }: { row: Trunk }) {
  const { t, dateTime } = useWords();
  const state = row.state;
  if (!state || state.reachability === 'unknown') return null;
  return (
    <>
      {state.reachability === 'reachable' ? (
        <p className="muted">{t('records.trunks.reachableSince', { since: dateTime(state.reachableSince) })}</p>
      ) : (
        <StatePill state="bad">{t('records.trunks.unreachable')}</StatePill>
      )}
      {state.lastError && (
        <p className="muted">
          {t('records.trunks.lastError', { at: dateTime(state.lastErrorAt), error: state.lastError })}
        </p>
      )}
    </>
  );
}

export const trunksSpec: RecordSpec<Trunk> = {
  key: 'trunks',
  path: '/trunks',
  final: true,
  right: 'telephony.edit',
  title: (row) => row.name,
  remove: 'delete',
  blank: () => ({
    kind: 'ip',
    port: 5060,
    transport: 'udp',
    sources: [],
    codecs: ['PCMA', 'PCMU'],
    srtp: 'off',
    maxCalls: 30,
    active: true,
    passwordSet: false,
  }),
  more: TrunkMore,
  columns: [
    { name: 'name', cell: (row) => row.name, sort: 'name' },
    { name: 'kind', cell: (row, { t }) => t(`records.trunks.o.${row.kind}`) },
    { name: 'host', cell: (row) => (row.host ? <span className="mono">{`${row.host}:${row.port}`}</span> : '–') },
    { name: 'transport', cell: (row) => row.transport.toUpperCase(), minor: true },
    { name: 'maxCalls', cell: (row, { number }) => number(row.maxCalls), right: true, minor: true },
    {
      name: 'state',
      cell: (row, { t }) =>
        !row.active ? (
          live(row, t)
        ) : row.state?.problem ? (
          <StatePill state="bad">{row.state.problem}</StatePill>
        ) : row.kind === 'register' ? (
          <StatePill state={row.state?.registered ? 'good' : 'warn'}>
            {t(row.state?.registered ? 'records.trunks.registered' : 'records.trunks.notRegistered')}
          </StatePill>
        ) : row.state?.reachability === 'reachable' ? (
          <StatePill state="good">{t('records.trunks.reachable')}</StatePill>
        ) : (
          live(row, t)
        ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'text', required: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'kind', kind: 'choice', options: ['ip', 'register'], required: true },
        { name: 'maxCalls', kind: 'number', min: 1, max: 5000, required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
    {
      name: 'connection',
      fields: [
        { name: 'host', kind: 'code' },
        { name: 'port', kind: 'number', min: 1, max: 65535 },
        { name: 'transport', kind: 'choice', options: ['udp', 'tcp', 'tls'], required: true },
        { name: 'srtp', kind: 'choice', options: ['off', 'offered', 'required'], required: true },
        { name: 'sources', kind: 'list', full: true, show: (draft) => draft.kind === 'ip' },
        { name: 'username', kind: 'code', show: (draft) => draft.kind === 'register' },
        { name: 'password', kind: 'secret', show: (draft) => draft.kind === 'register' },
        { name: 'fromDomain', kind: 'code' },
        { name: 'codecs', kind: 'list', required: true },
      ],
    },
  ],
};

function SecretMade({ row }: { row: Device }) {
  const { t } = useWords();
  return (
    <Once
      title={t('records.devices.secretFor', { name: row.username })}
      secret={row.secret ?? ''}
      hint={t('records.devices.secretHint')}
    />
  );
}

function DeviceMore({ row, refresh }: { row: Device; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const allowed = useCan('telephony.edit');
  const { message } = App.useApp();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      {row.state?.registered && row.state.contact && (
        <p className="muted">
          {t('records.devices.at', { contact: row.state.contact, since: dateTime(row.state.since) })}{' '}
          {row.state.userAgent}
        </p>
      )}
      {secret && <SecretMade row={{ ...row, secret }} />}
      {allowed && (
        <Button
          onClick={async () => {
            try {
              setSecret((await api.post('/devices/{id}/secret', { path: { id: row.id } })).secret ?? '');
              refresh();
            } catch (problem) {
              void message.error(wordsOf(problem));
            }
          }}
        >
          {t('records.devices.renew')}
        </Button>
      )}
    </>
  );
}

export const devicesSpec: RecordSpec<Device> = {
  key: 'devices',
  path: '/devices',
  final: true,
  right: 'telephony.edit',
  title: (row) => row.name,
  sources: ['/agents'],
  remove: 'delete',
  more: DeviceMore,
  made: SecretMade,
  blank: () => ({ active: true }),
  columns: [
    { name: 'name', cell: (row) => row.name, sort: 'name' },
    { name: 'username', cell: (row) => <span className="code">{row.username}</span> },
    { name: 'agentId', cell: (row, { nameOf }) => nameOf('/agents', row.agentId) || '–' },
    {
      name: 'state',
      cell: (row, { t }) =>
        row.active ? (
          <StatePill state={row.state?.registered ? 'good' : 'off'}>
            {t(row.state?.registered ? 'records.devices.online' : 'records.devices.offline')}
          </StatePill>
        ) : (
          live(row, t)
        ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'text', required: true },
        { name: 'username', kind: 'code', required: true },
        { name: 'address', kind: 'code' },
        { name: 'agentId', kind: 'ref', source: '/agents' },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const diallingSpec: RecordSpec<DiallingRule> = {
  key: 'dialling',
  path: '/dialling-rules',
  right: 'telephony.edit',
  title: (row, { say }) => say(row.name) || row.prefix,
  sources: ['/clients', '/trunks'],
  filters: [{ name: 'client', source: '/clients' }],
  remove: 'delete',
  blank: ({ clientId }) => ({
    name: {},
    ...(clientId && { clientId }),
    minDigits: 8,
    maxDigits: 15,
    allowed: true,
    order: 10,
  }),
  columns: [
    { name: 'prefix', cell: (row) => <span className="mono">{row.prefix}</span>, sort: 'prefix' },
    { name: 'name', cell: (row, { say }) => say(row.name) },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    { name: 'digits', cell: (row) => `${row.minDigits}–${row.maxDigits}`, right: true },
    {
      name: 'allowed',
      cell: (row, { t }) => (
        <StatePill state={row.allowed ? 'good' : 'bad'}>
          {t(row.allowed ? 'records.dialling.allowed' : 'records.dialling.forbidden')}
        </StatePill>
      ),
    },
    { name: 'trunkId', cell: (row, { nameOf }) => nameOf('/trunks', row.trunkId) || '–', minor: true },
    { name: 'order', cell: (row) => row.order, right: true, minor: true },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'prefix', kind: 'code', required: true },
        { name: 'minDigits', kind: 'number', min: 1, max: 15, required: true },
        { name: 'maxDigits', kind: 'number', min: 1, max: 15, required: true },
        { name: 'allowed', kind: 'switch' },
        { name: 'trunkId', kind: 'ref', source: '/trunks' },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
      ],
    },
  ],
};

/** Tries a number on the plan before somebody else does, and holds the limits that stop a leak. */
function PlanTools() {
  const { t, say } = useWords();
  const me = useMe();
  const { message } = App.useApp();
  const allowed = useCan('telephony.edit');
  const [client, setClient] = useState(me.clients[0]?.id ?? '');
  const [number, setNumber] = useState('');
  const [verdict, setVerdict] = useState<{ allowed: boolean; reason: string }>();
  const [edited, setEdited] = useState<DiallingLimits>();
  const { data: limits, refetch } = useQuery({
    queryKey: ['dialling-limits', client],
    queryFn: async () => {
      const all = (await api.get('/dialling-limits')).items;
      return all.find((each) => each.clientId === client) ?? all[0] ?? null;
    },
    enabled: client !== '',
    retry: false,
  });
  const shown = edited?.clientId === client ? edited : limits;
  return (
    <Panel title={t('records.dialling.tools')}>
      <div className="rows-edit-row">
        <Select
          aria-label={t('common.entry.clients')}
          value={client}
          onChange={setClient}
          options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))}
          style={{ minWidth: 160 }}
        />
        <Input
          className="grow"
          aria-label={t('records.dialling.try')}
          placeholder={t('records.dialling.try')}
          value={number}
          onChange={(event) => (setNumber(event.target.value), setVerdict(undefined))}
          onPressEnter={() =>
            void api
              .post('/dialling-rules/check', { body: { clientId: client, number } })
              .then(setVerdict, (problem) => message.error(wordsOf(problem)))
          }
        />
        <Button
          disabled={!number}
          onClick={() =>
            void api
              .post('/dialling-rules/check', { body: { clientId: client, number } })
              .then(setVerdict, (problem) => message.error(wordsOf(problem)))
          }
        >
          {t('records.dialling.check')}
        </Button>
        <span role="status">
          {verdict && (
            <StatePill state={verdict.allowed ? 'good' : 'bad'}>
              {t(verdict.allowed ? 'records.dialling.allowed' : 'records.dialling.forbidden')}
              {verdict.reason &&
                ` · ${t(`records.dialling.reason.${verdict.reason}`, { defaultValue: verdict.reason })}`}
            </StatePill>
          )}
        </span>
      </div>
      {shown && (
        <div className="rows-edit-row" style={{ marginTop: 8 }}>
          <label htmlFor="limit-concurrent">{t('records.dialling.concurrent')}</label>
          <InputNumber
            id="limit-concurrent"
            min={0}
            disabled={!allowed}
            value={shown.concurrent}
            onChange={(concurrent) => setEdited({ ...shown, clientId: client, concurrent: concurrent ?? 0 })}
          />
          <label htmlFor="limit-day">{t('records.dialling.perDay')}</label>
          <InputNumber
            id="limit-day"
            min={0}
            disabled={!allowed}
            value={shown.perDay}
            onChange={(perDay) => setEdited({ ...shown, clientId: client, perDay: perDay ?? 0 })}
          />
          {edited && (
            <Button
              type="primary"
              onClick={() =>
                void api.put('/dialling-limits', { body: edited }).then(
                  () => (setEdited(undefined), void refetch(), void message.success(t('common.saved'))),
                  (problem) => void message.error(wordsOf(problem)),
                )
              }
            >
              {t('common.save')}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

function WidgetMore({ row }: { row: WidgetSite }) {
  const { t } = useWords();
  const address = `${location.origin}/call/${row.key}`;
  return (
    <div className="once">
      <strong>{t('records.widget.embed')}</strong>
      <code>{`<a href="${address}" target="_blank" rel="noopener">${t('widget.call')}</a>`}</code>
      <a href={address} target="_blank" rel="noopener">
        {t('records.widget.open')}
      </a>
    </div>
  );
}

export const widgetSpec: RecordSpec<WidgetSite> = {
  key: 'widget',
  path: '/widget-sites',
  final: true,
  right: 'telephony.edit',
  title: (row, { nameOf }) => nameOf('/entry-points', row.entryPointId) || row.key,
  sources: ['/clients', '/entry-points'],
  remove: 'delete',
  more: WidgetMore,
  blank: ({ clientId }) => ({
    ...(clientId && { clientId }),
    origins: [],
    perAddressPerHour: 10,
    concurrent: 5,
    active: true,
  }),
  columns: [
    { name: 'key', cell: (row) => <span className="mono">{row.key}</span> },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    { name: 'entryPointId', cell: (row, { nameOf }) => nameOf('/entry-points', row.entryPointId) },
    { name: 'origins', cell: (row) => row.origins.join(', ') },
    { name: 'active', cell: (row, { t }) => live(row, t) },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'entryPointId', kind: 'ref', source: '/entry-points', required: true },
        { name: 'origins', kind: 'list', full: true, required: true },
        { name: 'perAddressPerHour', kind: 'number', min: 1, max: 1000, required: true },
        { name: 'concurrent', kind: 'number', min: 1, max: 1000, required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const NumbersPage = () => <ListPage spec={numbersSpec} />;
export const TrunksPage = () => <ListPage spec={trunksSpec} />;
export const DevicesPage = () => <ListPage spec={devicesSpec} />;
export const DiallingPage = () => (
  <>
    <ListPage spec={diallingSpec} />
    <div style={{ marginTop: 16 }}>
      <PlanTools />
    </div>
  </>
);
export const WidgetSitesPage = () => <ListPage spec={widgetSpec} />;
