import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Popconfirm } from 'antd';
import { useState } from 'react';
import { http, Problem } from '@/api/http';
import { useLate } from '@/lib/now';
import { useCan, useMe } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { ProblemNote, wordsOf } from '../problem';
import { useUndoNotice } from '../undo';
import { Skeleton } from '../skeleton';
import { ConflictDialog, type Clash } from './conflict';
import { FieldControl } from './field-control';
import { hintOf, labelOf } from './labels';
import { LeaveGuard } from './leave-guard';
import { addressOf, readRecord } from './read-record';
import type { Field, RecordSpec, Words } from './types';

type Row = Record<string, unknown>;

type Props<T> = { spec: RecordSpec<T>; id: string; words: Words; close: () => void; opened: (id: string) => void };

/** One record, new or old: loads the fresh one, so that editing never begins from a stale list row. */
export function RecordDrawer<T>(props: Props<T>) {
  const { spec, id, words, close } = props;
  const { t } = words;
  const fresh = id === 'new';
  const [dirty, setDirty] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['record', spec.path, id],
    queryFn: () => readRecord(spec, id),
    enabled: !fresh,
    staleTime: 0,
    gcTime: 0,
  });
  const late = useLate(isPending && !fresh);
  const me = useMe();
  const row = fresh ? (spec.blank(me.clients[0] ? { clientId: me.clients[0].id } : {}) as T) : data;
  const title = fresh ? t('records.newOne', { one: t(`records.${spec.key}.one`) }) : row ? spec.title(row, words) : '';
  return (
    <Drawer
      open
      onClose={close}
      size={spec.wide ? 880 : 620}
      title={title || (error ? t(`records.${spec.key}.one`) : t('common.loading'))}
      className="record"
      destroyOnHidden
      styles={{ body: { padding: 0 } }}
    >
      <LeaveGuard dirty={dirty} />
      {error ? (
        <div className="record-body">
          <ProblemNote error={error} retry={() => void refetch()} />
        </div>
      ) : null}
      {!row && late && <Skeleton rows={8} />}
      {row && (
        <RecordForm
          {...props}
          key={`${id}-${(row as Row).version as number}`}
          row={row}
          fresh={fresh}
          dirty={dirty}
          setDirty={setDirty}
          refresh={() => void refetch()}
        />
      )}
    </Drawer>
  );
}

type FormProps<T> = Props<T> & {
  row: T;
  fresh: boolean;
  dirty: boolean;
  setDirty: (dirty: boolean) => void;
  refresh: () => void;
};

function RecordForm<T>({ spec, id, words, close, opened, row, fresh, dirty, setDirty, refresh }: FormProps<T>) {
  const { t } = words;
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const [form] = Form.useForm<Row>();
  const [draft, setDraft] = useState<T>(row);
  const [problem, setProblem] = useState<unknown>();
  const [clash, setClash] = useState<Clash>();
  const [made, setMade] = useState<T>();
  const [busy, setBusy] = useState(false);
  const allowed = useCan(...(spec.right ? [spec.right] : []));
  const editable = allowed && !spec.readOnly;
  const renew = async () => {
    await queries.invalidateQueries({ queryKey: ['list', spec.path] });
  };
  const anew = async () => {
    await queries.invalidateQueries({ queryKey: ['record', spec.path, id] });
    await renew();
  };
  // the former values against the version just written: whoever changed it since is not overwritten
  const putBack = async (before: Row, saved: T) => {
    await http.put(addressOf(spec, id), { ...before, version: (saved as Row).version });
    await anew();
  };
  const bringBack = async () => {
    if (spec.remove === 'retire') {
      const now = await http.get<Row>(addressOf(spec, id));
      await http.put(addressOf(spec, id), { ...row, version: now.version });
    } else {
      const { id: _, version: __, ...parts } = row as Row;
      await http.post(spec.path, parts);
    }
    await anew();
  };

  const save = async (values: Row) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const before = (clash?.theirs ?? row) as Row;
      const saved = fresh
        ? await (spec.create?.(values as T) ?? http.post<T>(spec.path, values))
        : await http.put<T>(addressOf(spec, id), values);
      setDirty(false);
      setClash(undefined);
      notice(t('common.saved'), fresh || secretIn(spec, values) ? undefined : () => putBack(before, saved));
      await renew();
      if (fresh && spec.made) setMade(saved);
      else setTimeout(fresh ? close : () => (opened(id), refresh()), 0);
    } catch (cause) {
      if (cause instanceof Problem && cause.code === 'edit-conflict' && cause.body.current) {
        setClash({ base: row as Row, mine: values, theirs: cause.body.current as Row });
        return;
      }
      setProblem(cause);
      if (cause instanceof Problem && cause.fields.length > 0) {
        form.setFields(
          cause.fields.map(({ field, message: words }) => ({ name: pathOf(field) as never, errors: [words] })),
        );
        form.scrollToField(pathOf(cause.fields[0]!.field) as never, { block: 'center' });
      }
    } finally {
      setBusy(false);
    }
  };

  const submit = () => form.submit();
  useShortcut('Ctrl+S', t('common.save'), t(`records.${spec.key}.one`), submit, editable);

  const remove = async () => {
    try {
      await http.delete(addressOf(spec, id));
      setDirty(false);
      notice(t('records.removed'), spec.final ? undefined : bringBack);
      await renew();
      setTimeout(close, 0);
    } catch (cause) {
      setProblem(cause);
    }
  };

  if (made && spec.made) {
    const Made = spec.made;
    return (
      <div className="record-body">
        <Made row={made} />
        <Button type="primary" onClick={close}>
          {t('common.close')}
        </Button>
      </div>
    );
  }
  const More = spec.more;
  return (
    <div className="record-sheet">
      <Form<Row>
        form={form}
        layout="vertical"
        className="record-body"
        initialValues={row as Row}
        disabled={!editable}
        scrollToFirstError={{ block: 'center' }}
        onValuesChange={(_, all) => {
          setDraft(lay(row as Row, all) as T);
          if (!dirty) setDirty(true);
        }}
        onFinish={(values) => void save(lay(row as Row, values))}
      >
        {problem !== undefined && (
          <div className="record-problem">
            <ProblemNote
              error={
                problem instanceof Problem && problem.fields.length > 0
                  ? new Problem(problem.status, { code: 'fields' })
                  : problem
              }
            />
          </div>
        )}
        {spec.sections.map((section) => (
          <fieldset key={section.name} className="record-section">
            {spec.sections.length > 1 && <legend>{t(`records.s.${section.name}`)}</legend>}
            <div className="record-grid">
              {section.fields
                .filter(
                  (field) => (!field.only || (field.only === 'new') === fresh) && (!field.show || field.show(draft)),
                )
                .map((field) => (
                  <RecordField key={field.name} spec={spec.key} field={field as Field<never>} />
                ))}
            </div>
          </fieldset>
        ))}
        {/* Enter in a field saves */}
        <button type="submit" hidden />
      </Form>
      {!fresh && More && (
        <div className="record-more">
          <More row={row} refresh={() => (refresh(), void renew())} />
        </div>
      )}
      {editable && (
        <footer className="record-foot">
          <Button
            type="primary"
            loading={busy}
            disabled={!fresh && !dirty}
            onClick={submit}
            aria-keyshortcuts="Control+S"
          >
            {t('common.save')}
          </Button>
          <Button onClick={close}>{t(fresh || dirty ? 'common.cancel' : 'common.close')}</Button>
          {!fresh && spec.remove && (spec.removable?.(row) ?? true) && (
            <Popconfirm
              title={t(`records.${spec.remove}Ask`, { name: spec.title(row, words) })}
              description={t(`records.${spec.remove}Hint`)}
              okText={t(`records.${spec.remove}`)}
              okButtonProps={{ danger: true }}
              onConfirm={() => void remove()}
            >
              <Button danger type="text" className="record-remove">
                {t(`records.${spec.remove}`)}
              </Button>
            </Popconfirm>
          )}
        </footer>
      )}
      {clash && (
        <ConflictDialog
          spec={spec.key}
          clash={clash}
          close={() => setClash(undefined)}
          discard={() => {
            setClash(undefined);
            setDirty(false);
            refresh();
          }}
          save={(values) => void save(values)}
        />
      )}
    </div>
  );
}

function RecordField({ spec, field }: { spec: string; field: Field<never> }) {
  const hint = hintOf(spec, field.name);
  const label = labelOf(spec, field.name);
  const required = {
    validator: (_: unknown, value: unknown) =>
      filled(value) ? Promise.resolve() : Promise.reject(new Error(wordsOf(new Problem(0, { code: 'required' })))),
  };
  return (
    <Form.Item
      name={field.name.split('.')}
      label={label}
      className={field.full || field.kind === 'custom' || field.kind === 'area' ? 'full' : undefined}
      required={field.required ?? false}
      extra={hint}
      rules={field.required ? [required] : []}
      validateTrigger={['onBlur', 'onSubmit']}
    >
      <FieldControl spec={spec} field={field} />
    </Form.Item>
  );
}

/** What was typed into a field that is never shown again cannot be put back. */
function secretIn<T>(spec: RecordSpec<T>, values: Row): boolean {
  return spec.sections.some((section) =>
    section.fields.some((field) => field.kind === 'secret' && filled(values[field.name])),
  );
}

function filled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.values(value).some((part) => part !== '' && part !== undefined);
  return true;
}

/** `steps[0].afterSeconds` and `retentionDays.recordings` → where the form keeps them. */
export function pathOf(field: string): (string | number)[] {
  return field
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The edited values laid over the record, so that what no field shows is sent back as it came. */
export function lay(base: Row, over: Row): Row {
  const next: Row = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = base[name];
    const both =
      value &&
      below &&
      typeof value === 'object' &&
      typeof below === 'object' &&
      !Array.isArray(value) &&
      !Array.isArray(below);
    next[name] =
      both && name !== 'name' && name !== 'description' && name !== 'group' && name !== 'texts'
        ? lay(below as Row, value as Row)
        : value;
  }
  return next;
}
