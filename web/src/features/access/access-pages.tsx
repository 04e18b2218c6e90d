import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Account, AuditEntry, RightRow, Role, Token } from '@/api/contract';
import { useCan, useMe, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { actWords, detailWords, thingWords } from './audit-words';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import { lookupQuery, useOptions } from '@/ui/records/lookups';
import { Once } from '@/ui/records/once';
import type { ControlProps, RecordSpec } from '@/ui/records/types';

/** Rights by area, each with its name; what a program or a role may do. */
function RightsInput({ value = [], onChange, disabled }: ControlProps<string[]>) {
  const { say, t } = useWords();
  const { data = [] } = useQuery(lookupQuery('/rights'));
  const rights = data as unknown as RightRow[];
  const areas = [...new Set(rights.map((right) => right.area))];
  return (
    <div className="rights">
      {areas.map((area) => (
        <fieldset key={area} className="record-section">
          <legend>{t(`records.area.${area}`, { defaultValue: area })}</legend>
          <Checkbox.Group
            value={value}
            disabled={disabled ?? false}
            style={{ display: 'grid', gap: 4 }}
            options={rights
              .filter((right) => right.area === area)
              .map((right) => ({ value: right.code, label: say(right.name) }))}
            onChange={(chosen) => {
              const here = new Set(rights.filter((right) => right.area === area).map((right) => right.code));
              onChange?.([...value.filter((code) => !here.has(code)), ...(chosen as string[])]);
            }}
          />
        </fieldset>
      ))}
    </div>
  );
}

function AccountMore({ row, refresh }: { row: Account; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const { message } = App.useApp();
  const allowed = useCan('accounts.edit');
  const [password, setPassword] = useState<string>();
  const { data: sessions, refetch } = useQuery({
    queryKey: ['sessions', row.id],
    queryFn: async () => {
      return (await api.get('/accounts/{id}/sessions', { path: { id: row.id } })).items;
    },
    retry: false,
  });
  if (!allowed) return null;
  return (
    <>
      {password && (
        <Once title={t('records.accounts.oneTime')} secret={password} hint={t('records.accounts.oneTimeHint')} />
      )}
      <p className="muted">{t('records.accounts.sessions', { count: sessions?.length ?? 0 })}</p>
      <ul className="rows-edit" style={{ margin: '8px 0 16px' }}>
        {sessions?.slice(0, 5).map((session) => (
          <li key={session.id} className="rows-edit-row">
            <span className="grow">{dateTime(session.lastSeenAt)}</span>
            <span className="muted">{session.source}</span>
          </li>
        ))}
      </ul>
      <Popconfirm
        title={t('records.accounts.resetAsk')}
        onConfirm={async () => {
          try {
            setPassword((await api.post('/accounts/{id}/one-time-password', { path: { id: row.id } })).password);
            refresh();
          } catch (problem) {
            void message.error(wordsOf(problem));
          }
        }}
      >
        <Button>{t('records.accounts.reset')}</Button>
      </Popconfirm>{' '}
      <Button
        disabled={!sessions?.length}
        onClick={async () => {
          await api
            .delete('/accounts/{id}/sessions', { path: { id: row.id } })
            .catch((problem) => void message.error(wordsOf(problem)));
          void refetch();
        }}
      >
        {t('records.accounts.endSessions')}
      </Button>
    </>
  );
}

function AccountMade({ row }: { row: Account & { password?: string; oneTimePassword?: string } }) {
  const { t } = useWords();
  const told = row.oneTimePassword ?? row.password;
  const [asked, setAsked] = useState<string>();
  const password = told ?? asked;
  if (password)
    return <Once title={t('records.accounts.oneTime')} secret={password} hint={t('records.accounts.oneTimeHint')} />;
  return (
    <div className="once">
      <p>{t('records.accounts.madeHint')}</p>
      <Button
        type="primary"
        onClick={async () =>
          setAsked((await api.post('/accounts/{id}/one-time-password', { path: { id: row.id } })).password)
        }
      >
        {t('records.accounts.reset')}
      </Button>
    </div>
  );
}

export const accountsSpec: RecordSpec<Account> = {
  key: 'accounts',
  path: '/accounts',
  right: 'accounts.edit',
  title: (row) => row.displayName,
  sources: ['/roles', '/clients'],
  blank: () => ({
    roles: [],
    clients: [],
    language: 'en',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    active: true,
  }),
  more: AccountMore,
  made: AccountMade,
  columns: [
    { name: 'displayName', cell: (row) => row.displayName, sort: 'displayName' },
    { name: 'name', cell: (row) => <span className="code">{row.name}</span>, sort: 'name' },
    { name: 'roles', cell: (row, { nameOf }) => row.roles.map((role) => nameOf('/roles', role) || role).join(', ') },
    {
      name: 'clients',
      cell: (row, { nameOf, t }) =>
        row.allClients
          ? t('common.all')
          : row.clients.map((client) => nameOf('/clients', client) || client).join(', ') || t('common.none'),
      minor: true,
    },
    { name: 'lastSignInAt', cell: (row, { dateTime }) => dateTime(row.lastSignInAt) || '–' },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'person',
      fields: [
        { name: 'displayName', kind: 'text', required: true },
        { name: 'name', kind: 'code', required: true },
        { name: 'language', kind: 'choice', options: ['en', 'zh-Hans', 'zh-Hant'], required: true },
        { name: 'timeZone', kind: 'zone', required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
    {
      name: 'rights',
      fields: [
        { name: 'roles', kind: 'refs', source: '/roles', full: true, required: true },
        { name: 'clients', kind: 'refs', source: '/clients', full: true },
      ],
    },
  ],
};

function MergeRole({ row, refresh }: { row: Role; refresh: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { options } = useOptions('/roles');
  const [open, setOpen] = useState(false);
  const [into, setInto] = useState<string>();
  if (row.builtIn) return <p className="muted">{t('records.roles.builtIn')}</p>;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('records.roles.merge')}</Button>
      <Modal
        open={open}
        title={t('records.roles.merge')}
        okText={t('records.roles.mergeGo')}
        okButtonProps={{ disabled: !into }}
        onCancel={() => setOpen(false)}
        onOk={async () => {
          if (!into) return;
          try {
            await api.post('/roles/{id}/merge', { path: { id: row.id }, body: { into } });
            setOpen(false);
            refresh();
          } catch (problem) {
            void message.error(wordsOf(problem));
          }
        }}
      >
        <p>{t('records.roles.mergeHint', { count: row.accounts })}</p>
        <Select
          style={{ width: '100%' }}
          aria-label={t('records.roles.merge')}
          options={options.filter((option) => option.value !== row.id)}
          value={into}
          onChange={setInto}
        />
      </Modal>
    </>
  );
}

export const rolesSpec: RecordSpec<Role> = {
  key: 'roles',
  path: '/roles',
  right: 'roles.edit',
  title: (row, { say }) => say(row.name),
  blank: () => ({ name: {}, description: {}, rights: [] }),
  remove: 'delete',
  removable: (row) => !row.builtIn && row.accounts === 0,
  more: MergeRole,
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'description', cell: (row, { say }) => say(row.description), minor: true },
    { name: 'rights', cell: (row) => row.rights.length, right: true },
    { name: 'accounts', cell: (row) => row.accounts, right: true },
    { name: 'builtIn', cell: (row, { t }) => (row.builtIn ? t('records.roles.shipped') : t('records.roles.own')) },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'description', kind: 'names', full: true },
      ],
    },
    { name: 'rights', fields: [{ name: 'rights', kind: 'custom', control: RightsInput }] },
  ],
};

function TokenMade({ row }: { row: Token }) {
  const { t } = useWords();
  return <Once title={t('records.tokens.secret')} secret={row.secret ?? ''} hint={t('records.tokens.secretHint')} />;
}

export const tokensSpec: RecordSpec<Token> = {
  key: 'tokens',
  path: '/tokens',
  search: false,
  right: 'tokens.edit',
  title: (row) => row.name,
  blank: () => ({ rights: [] }),
  made: TokenMade,
  columns: [
    { name: 'name', cell: (row) => row.name },
    { name: 'rights', cell: (row) => row.rights.length, right: true },
    { name: 'createdAt', cell: (row, { dateTime }) => dateTime(row.createdAt) },
    { name: 'lastUsedAt', cell: (row, { dateTime }) => dateTime(row.lastUsedAt) || '–' },
    { name: 'expiresAt', cell: (row, { dateTime }) => dateTime(row.expiresAt) || '–' },
    { name: 'revoke', cell: (row) => <Revoke row={row} /> },
  ],
  sections: [
    { name: 'identity', fields: [{ name: 'name', kind: 'text', required: true, full: true }] },
    { name: 'rights', fields: [{ name: 'rights', kind: 'custom', control: RightsInput }] },
  ],
  href: () => '/settings/tokens',
};

function Revoke({ row }: { row: Token }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (
    <Popconfirm
      title={t('records.tokens.revokeAsk', { name: row.name })}
      onConfirm={async () => {
        await api
          .delete('/tokens/{id}', { path: { id: row.id } })
          .catch((problem) => void message.error(wordsOf(problem)));
        void queries.invalidateQueries({ queryKey: ['list', '/tokens'] });
      }}
    >
      <Button size="small" danger type="text">
        {t('records.tokens.revoke')}
      </Button>
    </Popconfirm>
  );
}

/** Tokens are made and revoked, never edited. */
export function TokensPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const me = useMe();
  const allowed = useCan('tokens.edit');
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Token>();
  const [name, setName] = useState('');
  const [rights, setRights] = useState<string[]>([]);
  const one = t('records.tokens.one');
  return (
    <>
      <ListPage
        spec={{ ...tokensSpec, search: false }}
        extra={
          allowed && (
            <Button
              type="primary"
              onClick={() => {
                setName('');
                setRights([]);
                setMade(undefined);
                setOpen(true);
              }}
            >
              {t('records.newOne', { one })}
            </Button>
          )
        }
      />
      <Modal
        open={open}
        title={t('records.newOne', { one })}
        width={620}
        onCancel={() => setOpen(false)}
        okText={made ? t('common.close') : t('common.save')}
        okButtonProps={{ disabled: !made && (!name.trim() || rights.length === 0) }}
        onOk={async () => {
          if (made) return setOpen(false);
          try {
            setMade(
              await api.post('/tokens', {
                body: {
                  name: name.trim(),
                  rights: rights.filter((right) => me.rights.length === 0 || me.rights.includes(right)),
                },
              }),
            );
            void queries.invalidateQueries({ queryKey: ['list', '/tokens'] });
          } catch (problem) {
            void message.error(wordsOf(problem));
          }
        }}
      >
        {made ? (
          <TokenMade row={made} />
        ) : (
          <>
            <label htmlFor="token-name">{t('records.f.name')}</label>
            <Input
              id="token-name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              style={{ marginBottom: 12 }}
            />
            <RightsInput value={rights} onChange={setRights} />
          </>
        )}
      </Modal>
    </>
  );
}

export const auditSpec: RecordSpec<AuditEntry> = {
  key: 'audit',
  path: '/audit',
  readFrom: 'list',
  readOnly: true,
  title: (row) => row.action,
  blank: () => ({}),
  href: () => '#',
  sources: [],
  columns: [
    { name: 'at', cell: (row, { dateTime }) => <span className="whole">{dateTime(row.at)}</span>, width: 170 },
    { name: 'accountName', cell: (row, { t }) => row.accountName ?? t('records.audit.system') },
    { name: 'action', cell: (row, { t }) => actWords(row.action, t) },
    {
      name: 'entity',
      cell: (row, { t }) => (
        <span className="whole">
          {thingWords(row.entity, t)} <span className="code muted">{row.entityId ?? ''}</span>
        </span>
      ),
    },
    {
      name: 'details',
      cell: (row) => <span className="code broken">{detailWords(row.details) || '–'}</span>,
      minor: true,
    },
    { name: 'source', cell: (row) => row.source, minor: true },
  ],
  sections: [],
};

export const AccountsPage = () => <ListPage spec={accountsSpec} />;
export const RolesPage = () => <ListPage spec={rolesSpec} />;
export const AuditPage = () => <ListPage spec={auditSpec} />;
