import { CameraOutlined, DeleteOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { SheetBlank, SheetRecord } from '@/api/contract';
import { http, Problem } from '@/api/http';
import { draft } from '@/lib/draft';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import * as filling from '@/ui/forms/fill';
import { faultsIn, type Fault } from '@/ui/forms/faults';
import { FormFields } from '@/ui/forms/form-fields';
import { sentFor } from '@/ui/forms/merge';
import type { Answers } from '@/ui/forms/model';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { useUndoNotice } from '@/ui/undo';
import { smaller } from './photo';
import './sheets.css';
import { answerFaults, asForm, blankQuery, subjectsQuery } from './sheets-query';

/** An empty sheet of a kind, about what the address names. */
export function FillPage() {
  const [read] = useUrlState();
  const type = read('type');
  const { data, error, isPending, refetch } = useQuery({ ...blankQuery(type), enabled: type !== '' });
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return (
    <Filling key={`${data.type}.${data.version}.${data.formVersion}`} blank={data} refresh={() => void refetch()} />
  );
}

const nothing = { answers: {}, version: 0 };

function Filling({ blank, refresh }: { blank: SheetBlank; refresh: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [read, write] = useUrlState();
  const subject = read('subject');
  const form = asForm(blank.form);
  const draftKey = `sheet.${blank.type}.${subject}`;
  const [fill, setFill] = useState(() => filling.begun(nothing, draftKey));
  // one key for as long as this sheet is being filled, over a reload too: sent twice, stored once
  const [key] = useState(() => draft.read(`${draftKey}.key`) ?? crypto.randomUUID());
  const [at, setAt] = useState<Dayjs>();
  const [photos, setPhotos] = useState<File[]>([]);
  const [stored, setStored] = useState<SheetRecord>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    filling.keep(fill, draftKey);
    if (filling.isDirty(fill)) draft.keep(`${draftKey}.key`, key);
    else draft.forget(`${draftKey}.key`);
  }, [fill, draftKey, key]);

  const toFirst = (faults: Fault[]) =>
    sheet.current
      ?.querySelector<HTMLElement>(`[data-item="${faults[0]?.item}"] :is(input, textarea, [tabindex="0"])`)
      ?.focus();
  const send = async (): Promise<SheetRecord> =>
    stored ??
    (await api.post('/sheets', {
      body: {
        type: blank.type,
        version: blank.version,
        formVersion: blank.formVersion,
        ...(subject && { subjectId: subject }),
        ...(at && { at: at.toISOString() }),
        draftKey: key,
        answers: sentFor(form, {}, fill.answers) as never,
      },
    }));
  const save = async () => {
    const faults = faultsIn(form, fill.answers);
    if (faults.length > 0 || (blank.subject !== 'none' && !subject)) {
      setFill((now) => filling.allLeft(form, now));
      setProblem(new Problem(422, { code: 'fields' }));
      return toFirst(faults);
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const made = await send();
      setStored(made);
      // the sheet stands; a photo that does not go through is tried again alone
      for (const photo of photos) {
        const parts = new FormData();
        parts.append('file', await smaller(photo));
        await http.post(`/sheets/${made.row.id}/files`, parts);
        setPhotos((left) => left.filter((each) => each !== photo));
      }
      draft.forget(draftKey);
      draft.forget(`${draftKey}.key`);
      await queries.invalidateQueries({ queryKey: ['sheets'] });
      await queries.invalidateQueries({ queryKey: ['list', '/sheets'] });
      notice(t('common.saved'), async () => {
        await api.post('/sheets/{id}/withdraw', { path: { id: made.row.id }, body: { reason: t('common.undo') } });
        await queries.invalidateQueries({ queryKey: ['sheets'] });
        await queries.invalidateQueries({ queryKey: ['sheet', made.row.id] });
      });
      void navigate(made.findings.length > 0 ? `/floor/records/${made.row.id}` : '/floor/rounds');
    } catch (cause) {
      const refused = answerFaults(cause);
      setProblem(cause);
      if (refused.length > 0) {
        setFill((now) => ({ ...now, refused }));
        toFirst(refused);
      } else if (cause instanceof Problem && cause.code === 'sheet-type-changed') refresh();
      else void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="sheet-fill" ref={sheet}>
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link to="/floor/rounds">← {t('sheets.rounds')}</Link>
          <h1>{say(blank.name)}</h1>
        </div>
      </div>
      <ProblemNote error={problem} />
      <div className="panel sheet-paper">
        {blank.subject !== 'none' && (
          <SubjectChoice
            code={blank.type}
            kind={blank.subject}
            value={subject}
            missing={problem !== undefined && !subject}
            choose={(next) => write({ subject: next })}
          />
        )}
        <div className="form-item">
          <label className="form-label" htmlFor="sheet-at">
            {t('sheets.seenAt')}
          </label>
          <DatePicker
            id="sheet-at"
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            placeholder={t('sheets.now')}
            minDate={dayjs().subtract(1, 'day')}
            maxDate={dayjs()}
            value={at ?? null}
            onChange={(next) => setAt(next ?? undefined)}
          />
        </div>
        <FormFields
          form={form}
          answers={fill.answers}
          faults={filling.saidFaults(form, fill)}
          readOnly={stored !== undefined}
          onChange={(answers: Answers, item) => setFill((now) => filling.answeredNow(now, answers, item))}
          onLeave={(item) => setFill((now) => filling.left(now, item))}
        />
        <Photos photos={photos} change={setPhotos} />
        <div className="form-foot">
          <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
            {stored ? t('sheets.sendPhotos') : t('common.save')}
          </Button>
          <span className="muted" role="status">
            {stored ? t('sheets.storedPhotosLeft', { count: photos.length }) : null}
          </span>
        </div>
      </div>
    </div>
  );
}

function SubjectChoice({
  code,
  kind,
  value,
  missing,
  choose,
}: {
  code: string;
  kind: string;
  value: string;
  missing: boolean;
  choose: (subject: string) => void;
}) {
  const { t, say } = useWords();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data = [], isFetching } = useQuery(subjectsQuery(code, asked));
  const [only] = data;
  useEffect(() => {
    if (!value && asked === '' && data.length === 1 && only) choose(only.id);
  }, [value, asked, data.length, only, choose]);
  return (
    <div className="form-item" data-fault={missing || undefined}>
      <label className="form-label" htmlFor="sheet-subject">
        {t(`sheets.subject.${kind}`)}
        <span className="form-required" aria-hidden="true">
          *
        </span>
      </label>
      <Select
        id="sheet-subject"
        style={{ width: '100%' }}
        value={value || undefined}
        loading={isFetching}
        showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
        options={data.map(({ id, name }) => ({ value: id, label: say(name) }))}
        onChange={(next: string) => choose(next)}
        status={missing ? 'error' : ''}
      />
      {missing && <p className="form-fault">{t('common.problem.required')}</p>}
    </div>
  );
}

/** Taken with the telephone's camera, or chosen; they are sent once the sheet stands. */
function Photos({ photos, change }: { photos: File[]; change: (photos: File[]) => void }) {
  const { t } = useWords();
  const chosen = useRef<HTMLInputElement>(null);
  return (
    <section className="sheet-photos" aria-label={t('sheets.photos')}>
      <h3>{t('sheets.photos')}</h3>
      <ul>
        {photos.map((photo, place) => (
          <li key={`${photo.name}.${place}`}>
            {photo.name}{' '}
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('sheets.dropPhoto', { name: photo.name })}
              onClick={() => change(photos.filter((each) => each !== photo))}
            />
          </li>
        ))}
      </ul>
      <input
        ref={chosen}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/webp,application/pdf"
        aria-label={t('sheets.addPhoto')}
        onChange={(event) => {
          const more = [...(event.target.files ?? [])];
          event.target.value = '';
          change([...photos, ...more].slice(0, 12));
        }}
      />
      <Button icon={<CameraOutlined aria-hidden />} onClick={() => chosen.current?.click()}>
        {t('sheets.addPhoto')}
      </Button>
      <p className="muted">{t('sheets.photoHint')}</p>
    </section>
  );
}
