import { Button, InputNumber, Select } from 'antd';
import type { Disposition, DeskReason, NotReadyReason, Queue } from '@/api/contract';
import { useWords } from '@/lib/session';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import { useOptions } from '@/ui/records/lookups';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { QueueWaitsTable, SilentQueues } from './queue-waits';
import { useTakeOut } from '@/ui/undo';

type Steps = Queue['steps'];

/** What an agent must know to be offered this queue's calls, and how that relaxes while a caller waits. */
function StepsInput({ value = [], onChange, disabled }: ControlProps<Steps>) {
  const { t } = useWords();
  const { options } = useOptions('/skills');
  const off = disabled ?? false;
  const steps = value.length > 0 ? value : [{ afterSeconds: 0, needs: [] }];
  const takeOut = useTakeOut(steps, onChange);
  const takeOutSkill = useTakeOut(
    steps.flatMap((step, at) => step.needs.map((need) => ({ at, need }))),
    (all) =>
      onChange?.(steps.map((step, at) => ({ ...step, needs: all.filter((x) => x.at === at).map((x) => x.need) }))),
  );
  const change = (index: number, part: Partial<Steps[number]>) =>
    onChange?.(steps.map((step, each) => (each === index ? { ...step, ...part } : step)));
  return (
    <div className="rows-edit">
      {steps.map((step, index) => (
        <div key={index} className="rows-edit" style={{ borderLeft: '3px solid var(--line-strong)', paddingLeft: 12 }}>
          <div className="rows-edit-row">
            {index === 0 ? (
              <strong className="grow">{t('records.queues.fromStart')}</strong>
            ) : (
              <>
                <span>{t('records.queues.after')}</span>
                <InputNumber
                  aria-label={t('records.queues.after')}
                  min={1}
                  max={7200}
                  value={step.afterSeconds}
                  suffix={t('common.second')}
                  disabled={off}
                  onChange={(afterSeconds) => change(index, { afterSeconds: afterSeconds ?? 1 })}
                />
                <span className="grow" />
                <Button
                  size="small"
                  type="text"
                  danger
                  disabled={off}
                  onClick={() => takeOut(index, t('records.queues.stepAfter', { count: step.afterSeconds }))}
                >
                  {t('common.remove')}
                </Button>
              </>
            )}
          </div>
          {step.needs.map((need, at) => (
            <div key={at} className="rows-edit-row">
              <Select
                className="grow"
                aria-label={t('records.queues.skill')}
                options={options}
                value={need.skillId || undefined}
                disabled={off}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={(skillId) =>
                  change(index, { needs: step.needs.map((each, i) => (i === at ? { ...each, skillId } : each)) })
                }
              />
              <Select
                aria-label={t('records.queues.minimum')}
                value={need.minimum}
                disabled={off}
                options={[1, 2, 3, 4, 5].map((level) => ({
                  value: level,
                  label: t('records.queues.atLeast', { level }),
                }))}
                onChange={(minimum) =>
                  change(index, { needs: step.needs.map((each, i) => (i === at ? { ...each, minimum } : each)) })
                }
              />
              <Button
                size="small"
                type="text"
                disabled={off}
                onClick={() =>
                  takeOutSkill(
                    steps.slice(0, index).reduce((sum, each) => sum + each.needs.length, at),
                    options.find(({ value: id }) => id === need.skillId)?.label,
                  )
                }
              >
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div>
            {step.needs.length === 0 && <span className="muted">{t('records.queues.anyone')} </span>}
            <Button
              size="small"
              disabled={off}
              onClick={() => change(index, { needs: [...step.needs, { skillId: '', minimum: 3 }] })}
            >
              {t('records.queues.addSkill')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          disabled={off}
          onClick={() =>
            onChange?.([
              ...steps,
              { afterSeconds: (steps.at(-1)?.afterSeconds ?? 0) + 60, needs: steps.at(-1)?.needs ?? [] },
            ])
          }
        >
          {t('records.queues.addStep')}
        </Button>
      </div>
    </div>
  );
}

export const queuesSpec: RecordSpec<Queue> = {
  key: 'queues',
  path: '/queues',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/clients'],
  filters: [{ name: 'client', source: '/clients' }],
  wide: true,
  remove: 'retire',
  removable: (row) => row.active,
  blank: ({ clientId }) => ({
    name: {},
    ...(clientId && { clientId }),
    channel: 'voice',
    priority: 4,
    targetSeconds: 20,
    targetPercent: 80,
    shortAbandonSeconds: 5,
    slVariant: 'sl_no_short',
    policy: 'longest-idle',
    steps: [{ afterSeconds: 0, needs: [] }],
    offerSeconds: 20,
    wrapUpSeconds: 60,
    readyAfterWrapUp: true,
    maxWaiting: 0,
    lastAgentDays: 30,
    knownAgentSeconds: 15,
    music: 'calm',
    dispositionRequired: true,
    severalDispositions: false,
    recording: 'all',
    active: true,
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, sort: 'code', minor: true },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    {
      name: 'target',
      cell: (row, { t }) => t('records.queues.targetWords', { percent: row.targetPercent, seconds: row.targetSeconds }),
    },
    { name: 'policy', cell: (row, { t }) => t(`records.o.${row.policy}`, { defaultValue: row.policy }) },
    { name: 'priority', cell: (row) => row.priority, right: true, minor: true },
    {
      name: 'wrapUpSeconds',
      cell: (row, { t }) => t('common.seconds', { count: row.wrapUpSeconds }),
      right: true,
      minor: true,
    },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'siteId', kind: 'ref', source: '/sites', required: true },
        { name: 'calendarId', kind: 'ref', source: '/calendars' },
      ],
    },
    {
      name: 'target',
      fields: [
        { name: 'targetPercent', kind: 'number', min: 1, max: 100, unit: 'records.u.percent', required: true },
        { name: 'targetSeconds', kind: 'number', min: 1, max: 3600, unit: 'common.second', required: true },
        { name: 'shortAbandonSeconds', kind: 'number', min: 0, max: 60, unit: 'common.second', required: true },
        { name: 'slVariant', kind: 'choice', options: ['sl_no_short', 'sl_all'], required: true },
      ],
    },
    {
      name: 'routing',
      fields: [
        {
          name: 'policy',
          kind: 'choice',
          options: ['longest-idle', 'best-proficiency', 'least-occupied', 'fair-share'],
          required: true,
        },
        { name: 'priority', kind: 'number', min: 0, max: 9, required: true },
        { name: 'steps', kind: 'custom', control: StepsInput },
        { name: 'offerSeconds', kind: 'number', min: 5, max: 120, unit: 'common.second', required: true },
        { name: 'maxWaiting', kind: 'number', min: 0, max: 50000, required: true },
        { name: 'lastAgentDays', kind: 'number', min: 0, max: 365, required: true },
        { name: 'knownAgentSeconds', kind: 'number', min: 0, max: 600, unit: 'common.second', required: true },
      ],
    },
    {
      name: 'waiting',
      fields: [
        { name: 'treatmentFlow', kind: 'ref', source: '/flows', by: 'code' },
        { name: 'music', kind: 'code' },
      ],
    },
    {
      name: 'wrapUp',
      fields: [
        { name: 'wrapUpSeconds', kind: 'number', min: 0, max: 3600, unit: 'common.second', required: true },
        { name: 'readyAfterWrapUp', kind: 'switch' },
        { name: 'dispositionRequired', kind: 'switch' },
        { name: 'severalDispositions', kind: 'switch' },
        { name: 'recording', kind: 'choice', options: ['all', 'none'], required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

function ResolvedInput({ value, onChange, disabled, id }: ControlProps<boolean | null>) {
  const { t } = useWords();
  return (
    <Select
      {...(id && { id })}
      disabled={disabled ?? false}
      value={value === true ? 'yes' : value === false ? 'no' : 'open'}
      onChange={(next) => onChange?.(next === 'yes' ? true : next === 'no' ? false : null)}
      options={(['yes', 'no', 'open'] as const).map((each) => ({
        value: each,
        label: t(`records.dispositions.resolved.${each}`),
      }))}
    />
  );
}

export const dispositionsSpec: RecordSpec<Disposition> = {
  key: 'dispositions',
  path: '/dispositions',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/clients', '/queues'],
  filters: [{ name: 'client', source: '/clients' }],
  remove: 'retire',
  removable: (row) => row.active,
  blank: ({ clientId }) => ({
    name: {},
    group: {},
    ...(clientId && { clientId }),
    queueIds: [],
    active: true,
    order: 10,
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'group', cell: (row, { say }) => say(row.group) },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, minor: true },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    {
      name: 'queueIds',
      cell: (row, { nameOf, t }) => row.queueIds.map((id) => nameOf('/queues', id)).join(', ') || t('common.all'),
      minor: true,
    },
    {
      name: 'resolved',
      cell: (row, { t }) =>
        t(`records.dispositions.resolved.${row.resolved === true ? 'yes' : row.resolved === false ? 'no' : 'open'}`),
    },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'group', kind: 'names', full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'queueIds', kind: 'refs', source: '/queues', full: true },
        { name: 'resolved', kind: 'custom', control: ResolvedInput },
        { name: 'followUpCaseType', kind: 'ref', source: '/case-types', by: 'code' },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const deskReasonsSpec: RecordSpec<DeskReason> = {
  key: 'deskReasons',
  path: '/desk-reasons',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  remove: 'retire',
  removable: (row) => row.active,
  blank: () => ({ name: {}, kind: 'call-out', purpose: 'service', active: true, order: 10 }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'kind', cell: (row, { t }) => t(`records.deskReasons.o.${row.kind}`) },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span> },
    { name: 'purpose', cell: (row, { t }) => (row.purpose ? t(`outreach.scope.${row.purpose}`) : '–') },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'kind', kind: 'choice', options: ['call-out', 'hold'], required: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'purpose', kind: 'choice', options: ['call-back', 'service', 'marketing', 'survey'] },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const DeskReasonsPage = () => <ListPage spec={deskReasonsSpec} />;

export const reasonsSpec: RecordSpec<NotReadyReason> = {
  key: 'reasons',
  path: '/not-ready-reasons',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  remove: 'retire',
  removable: (row) => row.active && !row.system,
  blank: () => ({ name: {}, paid: true, planned: false, active: true, order: 10, system: false }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span> },
    { name: 'paid', cell: (row, { t }) => t(row.paid ? 'common.yes' : 'common.no') },
    { name: 'planned', cell: (row, { t }) => t(row.planned ? 'common.yes' : 'common.no') },
    {
      name: 'system',
      cell: (row, { t }) => (row.system ? t('records.reasons.bySystem') : t('records.reasons.byAgent')),
      minor: true,
    },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'paid', kind: 'switch' },
        { name: 'planned', kind: 'switch' },
        { name: 'mostMinutes', kind: 'number', min: 1, max: 480 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const QueuesPage = () => (
  <>
    <SilentQueues />
    <ListPage spec={queuesSpec} />
    <QueueWaitsTable />
  </>
);
export const DispositionsPage = () => <ListPage spec={dispositionsSpec} />;
export const ReasonsPage = () => <ListPage spec={reasonsSpec} />;
