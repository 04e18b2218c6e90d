import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { RolePlay } from '@/api/contract';
import { Problem } from '@/api/http';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { FormFields } from '@/ui/forms/form-fields';
import type { Fault } from '@/ui/forms/faults';
import type { Answers, Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { PlayVoice } from './play-voice';
import { RunView } from './run-view';
import type { Move } from './script-query';
import './scripts.css';

/** The other side is asked every two seconds; sound takes its own way. */
const LOOK_MILLIS = 2_000;

/** A role play: what was said, the card or the script beside it, and the judgement at its end. */
export function RolePlayPage({ page: wording }: { page: (code: string) => ReactNode }) {
  const { id = '' } = useParams();
  const { t, say } = useWords();
  const queries = useQueryClient();
  const key = ['role-play', id];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/role-plays/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.row.state === 'done' ? false : LOOK_MILLIS),
  });
  const keep = (now: RolePlay) => queries.setQueryData(key, now);
  const move = useMutation({
    mutationFn: (wanted: Move) =>
      api.post('/role-plays/{id}/moves', { path: { id }, body: { revision: data!.run!.revision, ...wanted } }),
    onSuccess: keep,
    onError: () => void refetch(),
  });
  const end = useMutation({ mutationFn: () => api.post('/role-plays/{id}/end', { path: { id } }), onSuccess: keep });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={8} /> : null;
  const { row } = data;
  const playing = row.state === 'running' && row.mine !== 'coach';
  return (
    <>
      <div className="page-head">
        <h1>{say(row.title)}</h1>
        <Link to="/desk/role-plays">{t('scripts.play.all')}</Link>
        {playing && (
          <Button loading={end.isPending} onClick={() => end.mutate()}>
            {t('scripts.play.end')}
          </Button>
        )}
        <p>
          {t(`scripts.play.as.${row.mine}`)} · {say(data.who)}
        </p>
      </div>
      <ProblemNote error={end.error} />
      <div className="play-sides">
        <Talk play={data} keep={keep} playing={playing} />
        <div>
          {data.card && (
            <Panel title={t('scripts.play.card')}>
              <p className="play-card">{say(data.card)}</p>
            </Panel>
          )}
          {data.run && row.state === 'running' && (
            <Panel title={say(data.run.name)}>
              <RunView
                run={data.run}
                go={(wanted) => {
                  if (playing && row.mine === 'agent' && !move.isPending) move.mutate(wanted);
                }}
                busy={move.isPending}
                error={move.error}
                page={wording}
              />
            </Panel>
          )}
          {row.state !== 'running' && <Judge key={row.state} play={data} keep={keep} />}
        </div>
      </div>
    </>
  );
}

function Talk({ play, keep, playing }: { play: RolePlay; keep: (now: RolePlay) => void; playing: boolean }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const end = useRef<HTMLLIElement>(null);
  const id = play.row.id;
  const say = useMutation({
    mutationFn: () => api.post('/role-plays/{id}/lines', { path: { id }, body: { text: text.trim() } }),
    onSuccess: (now) => {
      setText('');
      keep(now);
    },
  });
  const count = play.lines.length;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  return (
    <Panel title={t('scripts.play.talk')}>
      {playing && <PlayVoice play={play} keep={keep} />}
      <ol className="play-lines" aria-live="polite" tabIndex={0} aria-label={t('scripts.play.talk')}>
        {play.lines.map((line, place) => (
          <li key={place} ref={place === count - 1 ? end : undefined} data-player={line.byPlayer || undefined}>
            <span className="muted">{line.byPlayer ? play.row.playerName : play.row.agentName}</span>
            <p>{line.text}</p>
          </li>
        ))}
      </ol>
      {count === 0 && <p className="muted">{t('scripts.play.nothingSaid')}</p>}
      <ProblemNote error={say.error} />
      {playing && (
        <Input.TextArea
          aria-label={t('scripts.play.say')}
          placeholder={t('scripts.play.sayHint')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (text.trim() && !say.isPending) say.mutate();
          }}
        />
      )}
    </Panel>
  );
}

/** One's own judgement; the other's appears once both are there. */
function Judge({ play, keep }: { play: RolePlay; keep: (now: RolePlay) => void }) {
  const { t, number } = useWords();
  const { row } = play;
  const form = play.form as Form;
  const own = play.scores.find((each) => each.by === row.mine);
  const [answers, setAnswers] = useState<Answers>((own?.answers as Answers | undefined) ?? {});
  const save = useMutation({
    mutationFn: () =>
      api.put('/role-plays/{id}/score', {
        path: { id: row.id },
        body: {
          answers: Object.fromEntries(
            Object.entries(answers).map(([item, answer]) => [item, { value: answer.value ?? undefined }]),
          ),
        },
      }),
    onSuccess: keep,
  });
  const faults: Fault[] =
    save.error instanceof Problem
      ? save.error.fields.map(({ field, code, message }) => ({
          item: field.replace(/^answers\./, ''),
          key: code,
          message,
        }))
      : [];
  if (row.state === 'done')
    return (
      <>
        {play.scores.map((score) => (
          <Panel key={score.by} title={t(`scripts.play.judged.${score.by}`)}>
            {score.score?.total !== undefined && score.score.total !== null && (
              <p className="play-total">{number(Math.round(score.score.total * 100))} %</p>
            )}
            <FormFields form={form} answers={score.answers as Answers} onChange={() => undefined} readOnly />
          </Panel>
        ))}
      </>
    );
  if (row.mine === 'coach') return <p className="muted">{t('scripts.play.notYet')}</p>;
  return (
    <Panel title={t('scripts.play.judge')}>
      <p className="muted play-judge">{t(own ? 'scripts.play.waits' : 'scripts.play.judgeHint')}</p>
      {faults.length === 0 && <ProblemNote error={save.error} />}
      <FormFields form={form} answers={answers} faults={faults} onChange={setAnswers} />
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
        {t('scripts.play.keep')}
      </Button>
    </Panel>
  );
}
