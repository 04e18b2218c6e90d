import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { FlowCrowd } from '@/api/contract';
import { languages } from '@/lib/languages';
import { useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { ProblemNote } from '@/ui/problem';
import type { Overlay } from './flow-canvas';
import type { Flow } from './flow-model';
import { outletName } from './step-words';

const shares = ['hangUp', 'silence', 'wrong'] as const;
type Habits = {
  hangUp: number;
  silence: number;
  wrong: number;
  patienceSeconds: number;
  answerSeconds: number;
  keys: Record<string, Record<string, number>>;
};
const usual: Habits = { hangUp: 0.03, silence: 0.05, wrong: 0.02, patienceSeconds: 180, answerSeconds: 60, keys: {} };

/** The figures of a crowd, laid over the picture. */
export function overlayOf(crowd: FlowCrowd, words: ReturnType<typeof useWords>): Overlay {
  const { t, number } = words;
  const most = Math.max(1, ...crowd.ways.map((way) => way.times));
  return {
    steps: Object.fromEntries(
      crowd.steps.map((at) => [
        at.step,
        {
          figures: t('flows.crowd.at', { callers: number(at.callers), left: number(at.left) }),
          warm: at.callers === 0 ? 0 : at.left / at.callers,
        },
      ]),
    ),
    ways: Object.fromEntries(
      crowd.ways.map((way) => [`${way.from} ${way.to}`, { label: number(way.times), weight: way.times / most }]),
    ),
  };
}

/**
 * Many callers by chance through the text as it stands, in virtual time: what is supposed is said, and the same seed is
 * the same crowd.
 */
export function CrowdPanel({
  flow,
  clientId,
  crowd,
  setCrowd,
}: {
  flow: Flow;
  clientId: string | undefined;
  crowd: { of: string; figures: FlowCrowd } | undefined;
  setCrowd: (crowd: { of: string; figures: FlowCrowd } | undefined) => void;
}) {
  const words = useWords();
  const { t, number, language, clock, zone } = words;
  const [callers, setCallers] = useState(300);
  const [seed, setSeed] = useState(1);
  const [habits, setHabits] = useState(usual);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const menus = flow.steps.filter(
    (step) => step.kind === 'menu' && step.outlets.some((outlet) => outlet.name === 'options'),
  );
  const [menu, setMenu] = useState<string>();
  const shown = menus.find((step) => step.id === menu) ?? menus[0];
  const run = async () => {
    setBusy(true);
    try {
      const figures = await api.post('/flows/crowd', {
        body: {
          yaml: flow.text,
          ...(clientId && { clientId }),
          callers,
          seed,
          habits,
          situation: { language: languages.find((each) => each === language) ?? 'en', ...(zone && { zone }) },
        },
      });
      setCrowd({ of: flow.text, figures });
      setProblem(undefined);
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  const weigh = (step: string, key: string, weight: number | null) =>
    setHabits((before) => {
      const own = { ...before.keys[step] };
      if (weight === null) delete own[key];
      else own[key] = weight;
      return { ...before, keys: { ...before.keys, [step]: own } };
    });
  const figures = crowd?.figures;
  return (
    <div className="crowd">
      <p className="muted">{t('flows.crowd.lead')}</p>
      <div className="crowd-wishes">
        <label>
          {t('flows.crowd.callers')}
          <InputNumber
            aria-label={t('flows.crowd.callers')}
            min={1}
            max={2000}
            value={callers}
            onChange={(next) => setCallers(next ?? 300)}
          />
        </label>
        <label>
          {t('flows.crowd.seed')}
          <InputNumber
            aria-label={t('flows.crowd.seed')}
            min={0}
            max={999_999_999}
            precision={0}
            value={seed}
            onChange={(next) => setSeed(next ?? 1)}
          />
        </label>
        {shares.map((name) => (
          <label key={name}>
            {t(`flows.crowd.${name}`)}
            <InputNumber
              aria-label={t(`flows.crowd.${name}`)}
              min={0}
              max={100}
              suffix="%"
              value={Math.round(habits[name] * 1000) / 10}
              onChange={(next) => setHabits((before) => ({ ...before, [name]: (next ?? 0) / 100 }))}
            />
          </label>
        ))}
        {(['patienceSeconds', 'answerSeconds'] as const).map((name) => (
          <label key={name}>
            {t(`flows.crowd.${name}`)}
            <InputNumber
              aria-label={t(`flows.crowd.${name}`)}
              min={1}
              max={14_400}
              precision={0}
              value={habits[name]}
              onChange={(next) => setHabits((before) => ({ ...before, [name]: next ?? usual[name] }))}
            />
          </label>
        ))}
      </div>
      {shown && (
        <fieldset className="crowd-keys">
          <legend>{t('flows.crowd.keys')}</legend>
          {menus.length > 1 && (
            <Select
              aria-label={t('flows.crowd.menu')}
              value={shown.id}
              popupMatchSelectWidth={false}
              options={menus.map((step) => ({ value: step.id, label: step.id }))}
              onChange={setMenu}
            />
          )}
          {shown.outlets
            .filter((outlet) => outlet.name === 'options')
            .map((outlet) => (
              <label key={outlet.path.join()}>
                {outletName(words, outlet)}
                <InputNumber
                  aria-label={outletName(words, outlet)}
                  min={0}
                  max={1000}
                  placeholder="1"
                  value={habits.keys[shown.id]?.[outlet.detail] ?? null}
                  onChange={(next) => weigh(shown.id, outlet.detail, next)}
                />
              </label>
            ))}
          <p className="muted">{t('flows.crowd.keysHint')}</p>
        </fieldset>
      )}
      <div className="field-row">
        <Button type="primary" loading={busy} onClick={() => void run()}>
          {t('flows.crowd.run')}
        </Button>
        {crowd && <Button onClick={() => setCrowd(undefined)}>{t('flows.crowd.clear')}</Button>}
      </div>
      <ProblemNote error={problem} />
      {figures && (
        <div role="status">
          {crowd.of !== flow.text && <p>{t('flows.crowd.old')}</p>}
          <p>
            {t('flows.crowd.done', {
              callers: number(figures.callers),
              wanted: number(figures.wanted),
              seed: figures.seed,
              mean: clock(figures.meanMillis),
            })}
          </p>
          <LabelledTable className="list plain">
            <caption>{t('flows.crowd.ends')}</caption>
            <tbody>
              {figures.ends.map((end) => (
                <tr key={end.outcome}>
                  <th scope="row">{t(`flows.try.outcome.${end.outcome}`, { defaultValue: end.outcome })}</th>
                  <td className="r num">{number(end.callers)}</td>
                  <td className="r num">{Math.round((100 * end.callers) / Math.max(1, figures.callers))} %</td>
                </tr>
              ))}
              {figures.cut > 0 && (
                <tr>
                  <th scope="row">{t('flows.crowd.cut')}</th>
                  <td className="r num">{number(figures.cut)}</td>
                  <td />
                </tr>
              )}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </div>
  );
}
