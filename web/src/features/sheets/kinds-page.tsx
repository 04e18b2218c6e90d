import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form as Fields, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { SheetType, SheetTypeBody, Text } from '@/api/contract';
import { http, Problem } from '@/api/http';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { choicesOf, itemsOf, type Form } from '@/ui/forms/model';
import { EndsAt, moment, ValidTimes } from '@/ui/definition-life';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import { NamesInput } from '@/ui/records/names-input';
import '@/ui/records/records.css';
import { ServedVersions } from '@/ui/served-versions';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { useUndoNotice } from '@/ui/undo';
import './sheets.css';
import { sheetTypesQuery } from './sheets-query';

const subjects = ['none', 'site', 'team', 'queue', 'agent'] as const;
const rhythms = ['shift', 'day', 'week', 'month'] as const;

/** Kinds of records: which form, about what, by whom, how often, and which answers call for a case. */
export function KindsPage() {
  const { t, say } = useWords();
  const { data, error, isPending, refetch } = useQuery(sheetTypesQuery());
  const late = useLate(isPending);
  const [edited, setEdited] = useState<SheetType | 'new'>();
  return (
    <>
      <div className="page-head">
        <h1>{t('sheets.kinds')}</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
          {t('sheets.newKind')}
        </Button>
        <p>{t('sheets.kindsLead')}</p>
      </div>
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {!data && late && <Skeleton rows={6} />}
      {data?.length === 0 && (
        <div className="panel">
          <Empty title={t('sheets.noKinds')} />
        </div>
      )}
      {data && data.length > 0 && (
        <div className="panel list-wrap">
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{t('sheets.kind')}</th>
                <th scope="col">{t('sheets.about')}</th>
                <th scope="col">{t('sheets.due')}</th>
                <th scope="col">{t('sheets.stateOfKind')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={row.code}>
                  <th scope="row">
                    <button type="button" className="list-open" onClick={() => setEdited(row)}>
                      {say(row.name)}
                    </button>
                  </th>
                  <td data-label={t('sheets.about')}>{t(`sheets.subject.${row.type.subject}`)}</td>
                  <td data-label={t('sheets.due')}>
                    {row.type.due ? t(`sheets.every.${row.type.due.every}`) : t('sheets.whenNeeded')}
                  </td>
                  <td data-label={t('sheets.stateOfKind')}>
                    <StatePill state={row.liveVersion && row.type.active ? 'good' : 'off'}>
                      {t(row.liveVersion && row.type.active ? 'sheets.serves' : 'sheets.servesNot')}
                    </StatePill>
                    {row.endsAt && (
                      <>
                        {' '}
                        <EndsAt at={row.endsAt} />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <KindEditor
          key={edited === 'new' ? 'new' : edited.code}
          row={edited === 'new' ? undefined : edited}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

type Finding = { item?: string; answers?: string[]; caseType?: string };
type Values = {
  code: string;
  name: Text;
  form: string;
  subject: (typeof subjects)[number];
  every: (typeof rhythms)[number] | '';
  times?: string[];
  days?: number[];
  withinMinutes?: number | null;
  fillers?: string[];
  readers?: string[];
  findings?: Finding[];
  active: boolean;
  reason?: string;
};

function valuesOf(row: SheetType | undefined): Partial<Values> {
  if (!row) return { subject: 'team', every: '', active: true, findings: [] };
  const { due, ...type } = row.type;
  return {
    code: row.code,
    name: row.name,
    form: type.form ?? '',
    subject: type.subject,
    every: due?.every ?? '',
    times: due?.times ?? [],
    days: due?.days ?? [],
    withinMinutes: due?.withinMinutes ?? null,
    fillers: type.fillers,
    readers: type.readers,
    findings: type.findings.map((each) => ({ ...each })),
    active: type.active,
  };
}

const bodyOf = (values: Values): SheetTypeBody => ({
  name: values.name,
  form: values.form,
  subject: values.subject,
  ...(values.every && {
    due: {
      every: values.every,
      times: values.every === 'shift' ? (values.times ?? []) : [],
      days: values.days ?? [],
      ...(values.withinMinutes ? { withinMinutes: values.withinMinutes } : {}),
    },
  }),
  fillers: values.fillers ?? [],
  readers: values.readers ?? [],
  findings: (values.findings ?? []).map((each) => ({
    item: each.item ?? '',
    answers: each.answers ?? [],
    caseType: each.caseType ?? '',
  })),
  active: values.active,
});

/** `type.due.times` is the field `times`, `type.findings[1].item` the second row's. */
const fieldOf = (path: string): (string | number)[] =>
  path
    .replace(/^type\.(due\.)?/, '')
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

function KindEditor({ row, close }: { row: SheetType | undefined; close: () => void }) {
  const { t, say } = useWords();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const [fields] = Fields.useForm<Values>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { options: forms } = useOptions('/forms');
  const { options: roles } = useOptions('/roles', 'code');
  const { options: caseTypes } = useOptions('/case-types');
  const every = Fields.useWatch('every', fields) ?? row?.type.due?.every ?? '';
  const chosen = Fields.useWatch('form', fields) ?? row?.type.form;
  const { data: page } = useQuery({
    queryKey: ['form', chosen],
    queryFn: () => api.get('/forms/{code}', { path: { code: chosen! } }),
    enabled: !!chosen,
  });
  const form = page?.latest.form as Form | undefined;
  const required = { required: true, message: t('common.problem.required') };
  const [times, setTimes] = useState({ from: '', to: '' });
  const { data: whole } = useQuery({
    queryKey: ['sheet-type', row?.code, row?.version, row?.liveVersion],
    queryFn: () => api.get('/sheet-types/{code}', { path: { code: row!.code } }),
    enabled: row !== undefined,
  });
  const renew = async () => {
    await queries.invalidateQueries({ queryKey: ['list', '/sheet-types'] });
    await queries.invalidateQueries({ queryKey: ['sheets'] });
    await queries.invalidateQueries({ queryKey: ['sheet-type'] });
  };
  const takeBack = async (code: string, version: number, reason: string) => {
    await api.post('/sheet-types/{code}/versions/{version}/take-back', { path: { code, version }, body: { reason } });
    await renew();
  };
  const serve = async (code: string, version: number, reason: string) => {
    const validFrom = moment(times.from);
    const validTo = moment(times.to);
    await api.post('/sheet-types/{code}/versions/{version}/approve', {
      path: { code, version },
      body: { reason, ...(validFrom && { validFrom }), ...(validTo && { validTo }) },
    });
    await renew();
  };
  const save = async (values: Values) => {
    setBusy(true);
    const reason = values.reason?.trim() ?? '';
    try {
      const type = bodyOf(values);
      if (row) {
        const made = await http.post<{ row: { version: number } }>(`/sheet-types/${row.code}/drafts`, {
          // of what serves: a later version may wait for its day, or have been taken back
          baseVersion: whole?.row.version ?? row.version,
          type,
          reason,
        });
        await serve(row.code, made.row.version, reason);
        const undone = { path: { code: row.code, version: made.row.version }, body: { reason: t('common.undo') } };
        notice(t('common.saved'), () =>
          row.liveVersion
            ? takeBack(row.code, made.row.version, t('common.undo'))
            : api.post('/sheet-types/{code}/versions/{version}/retire', undone).then(renew),
        );
      } else {
        await api.post('/sheet-types', { body: { code: values.code, type, reason } });
        await serve(values.code, 1, reason);
        notice(t('common.saved'));
      }
      close();
    } catch (cause) {
      setProblem(cause);
      if (cause instanceof Problem)
        fields.setFields(
          cause.fields.map(({ field, message }) => ({ name: fieldOf(field) as never, errors: [message] })),
        );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer
      open
      size={680}
      onClose={close}
      className="record"
      title={row ? say(row.name) : t('sheets.newKind')}
      styles={{ body: { padding: 0 } }}
    >
      <div className="record-sheet">
        <Fields
          form={fields}
          layout="vertical"
          className="record-body"
          initialValues={valuesOf(row)}
          onFinish={(values) => void save(values)}
        >
          <ProblemNote error={problem} />
          <Fields.Item name="name" label={t('sheets.kind')} rules={[required]}>
            <NamesInput />
          </Fields.Item>
          <Fields.Item name="code" label={t('sheets.code')} rules={[required]} hidden={row !== undefined}>
            <Input maxLength={60} />
          </Fields.Item>
          <Fields.Item name="form" label={t('sheets.form')} rules={[required]} extra={t('sheets.formHint')}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={forms} />
          </Fields.Item>
          <Fields.Item name="subject" label={t('sheets.about')} rules={[required]}>
            <Select options={subjects.map((each) => ({ value: each, label: t(`sheets.subject.${each}`) }))} />
          </Fields.Item>
          <Fields.Item name="every" label={t('sheets.due')}>
            <Select
              options={[
                { value: '', label: t('sheets.whenNeeded') },
                ...rhythms.map((each) => ({ value: each, label: t(`sheets.every.${each}`) })),
              ]}
            />
          </Fields.Item>
          {every === 'shift' && (
            <Fields.Item name="times" label={t('sheets.times')} rules={[required]} extra={t('sheets.timesHint')}>
              <Select mode="tags" maxCount={6} tokenSeparators={[',', ' ']} />
            </Fields.Item>
          )}
          {(every === 'shift' || every === 'day') && (
            <Fields.Item name="days" label={t('sheets.days')} extra={t('sheets.daysHint')}>
              <Checkbox.Group
                options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: day, label: t(`sheets.day.${day}`) }))}
              />
            </Fields.Item>
          )}
          {every !== '' && (
            <Fields.Item name="withinMinutes" label={t('sheets.within')} extra={t('sheets.withinHint')}>
              <InputNumber min={1} max={45_000} />
            </Fields.Item>
          )}
          <Fields.Item name="fillers" label={t('sheets.fillers')} extra={t('sheets.fillersHint')}>
            <Select mode="multiple" options={roles} showSearch={{ optionFilterProp: 'label' }} />
          </Fields.Item>
          <Fields.Item name="readers" label={t('sheets.readers')} extra={t('sheets.readersHint')}>
            <Select mode="multiple" options={roles} showSearch={{ optionFilterProp: 'label' }} />
          </Fields.Item>
          <Fields.List name="findings">
            {(rows, { add, remove }) => (
              <fieldset className="kind-findings">
                <legend>{t('sheets.calls')}</legend>
                {rows.map(({ key, name }) => (
                  <FindingRow key={key} name={name} form={form} caseTypes={caseTypes} remove={() => remove(name)} />
                ))}
                <Button size="small" onClick={() => add({ answers: [] })}>
                  {t('sheets.addCall')}
                </Button>
              </fieldset>
            )}
          </Fields.List>
          <Fields.Item name="active" valuePropName="checked">
            <Checkbox>{t('sheets.serves')}</Checkbox>
          </Fields.Item>
          <Fields.Item name="reason" label={t('sheets.reason')}>
            <Input maxLength={500} />
          </Fields.Item>
          <ValidTimes id="kind" {...times} change={(part) => setTimes({ ...times, ...part })} />
          {row && whole && (
            <ServedVersions
              versions={whole.versions}
              takeBack={async (version, reason) => {
                await takeBack(row.code, version, reason);
                close();
              }}
            />
          )}
          <button type="submit" hidden />
        </Fields>
        <footer className="record-foot">
          <Button type="primary" loading={busy} onClick={() => fields.submit()}>
            {t('sheets.serve')}
          </Button>
          <Button onClick={close}>{t('common.cancel')}</Button>
        </footer>
      </div>
    </Drawer>
  );
}

function FindingRow({
  name,
  form,
  caseTypes,
  remove,
}: {
  name: number;
  form: Form | undefined;
  caseTypes: { value: string; label: string }[];
  remove: () => void;
}) {
  const { t, say } = useWords();
  const fields = Fields.useFormInstance<Values>();
  const code = Fields.useWatch(['findings', name, 'item'], fields) as string | undefined;
  const items = form ? itemsOf(form) : [];
  const item = items.find((each) => each.code === code);
  const answers =
    item?.kind === 'yes-no'
      ? ['true', 'false'].map((each) => ({ value: each, label: t(`sheets.yesNo.${each}`) }))
      : form && item
        ? choicesOf(form, item).map((each) => ({ value: each.code, label: say(each.name) || each.code }))
        : [];
  return (
    <div className="kind-finding">
      <Fields.Item name={[name, 'item']} label={t('sheets.item')}>
        <Select
          options={items
            .filter(({ kind }) => ['choice', 'choices', 'scale', 'yes-no'].includes(kind))
            .map((each) => ({ value: each.code, label: say(each.label) || each.code }))}
        />
      </Fields.Item>
      <Fields.Item name={[name, 'answers']} label={t('sheets.isAnswered')}>
        <Select mode="multiple" options={answers} placeholder={t('sheets.anyAnswer')} />
      </Fields.Item>
      <Fields.Item name={[name, 'caseType']} label={t('sheets.opens')}>
        <Select options={caseTypes} />
      </Fields.Item>
      <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('common.remove')} onClick={remove} />
    </div>
  );
}
