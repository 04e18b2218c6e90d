import { Button, Input, InputNumber, Select } from 'antd';
import type { RoutingBook, RoutingRule } from '@/api/contract';
import { useWords } from '@/lib/session';
import { comparisons, type Condition, type Part } from './rules';
import { factName } from './sentences';

type Change = (part: Part) => void;

function Blank({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <label className="rule-blank">
      <span>{label}</span>
      {children}
    </label>
  );
}

function Count({
  label,
  value,
  min,
  max,
  step = 1,
  change,
}: {
  label: string;
  value: number | undefined;
  min: number;
  max: number;
  step?: number;
  change: (value: number | undefined) => void;
}) {
  return (
    <Blank label={label}>
      <InputNumber
        aria-label={label}
        value={value ?? null}
        min={min}
        max={max}
        step={step}
        onChange={(next) => change(next ?? undefined)}
      />
    </Blank>
  );
}

function Conditions({ rule, book, change }: { rule: RoutingRule; book: RoutingBook; change: Change }) {
  const { t } = useWords();
  const when = rule.when ?? [];
  const set = (at: number, part: Partial<Condition>) =>
    change({ when: when.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  const typeOf = (fact: string) => book.facts.find((each) => each.name === fact)?.type ?? 'text';
  return (
    <fieldset className="rule-when">
      <legend>{t('routing.when')}</legend>
      {when.map((each, at) => {
        const type = typeOf(each.fact ?? '');
        return (
          <div key={at} className="rule-condition">
            <Select
              aria-label={t('routing.fact_')}
              value={each.fact}
              popupMatchSelectWidth={false}
              options={book.facts.map((fact) => ({
                value: fact.name,
                label: fact.missing ? t('routing.notYet', { fact: factName(t, fact.name) }) : factName(t, fact.name),
                disabled: fact.missing !== undefined,
              }))}
              onChange={(fact) => {
                const is = comparisons[typeOf(fact)]![0]!;
                set(at, { fact, is, values: typeOf(fact) === 'time' ? ['08:00', '18:00'] : [] });
              }}
            />
            <Select
              aria-label={t('routing.comparison')}
              value={each.is}
              popupMatchSelectWidth={false}
              options={comparisons[type]!.map((is) => ({ value: is, label: t(`routing.compare.${is}`) }))}
              onChange={(is) => set(at, { is })}
            />
            {type === 'text' && (
              <Select
                aria-label={t('routing.values')}
                mode="tags"
                tokenSeparators={[',']}
                value={each.values ?? []}
                options={(each.fact === 'client' ? book.clients : []).map((client) => ({ value: client }))}
                onChange={(values: string[]) =>
                  set(at, { values: values.map((value) => value.trim()).filter(Boolean) })
                }
              />
            )}
            {type === 'number' && (
              <InputNumber
                aria-label={t('routing.values')}
                value={each.values?.[0] === undefined ? null : Number(each.values[0])}
                min={0}
                onChange={(value) => set(at, { values: value === null ? [] : [String(value)] })}
              />
            )}
            {type === 'time' &&
              [0, 1].map((end) => (
                <Input
                  key={end}
                  type="time"
                  aria-label={t(end === 0 ? 'routing.from' : 'routing.to')}
                  value={each.values?.[end] ?? ''}
                  onChange={(event) => {
                    const values = [...(each.values ?? ['', ''])];
                    values[end] = event.target.value;
                    set(at, { values });
                  }}
                />
              ))}
            <Button
              type="text"
              size="small"
              aria-label={t('routing.dropCondition', { place: at + 1 })}
              onClick={() => change({ when: when.filter((_, index) => index !== at) })}
            >
              ×
            </Button>
          </div>
        );
      })}
      <Button
        size="small"
        disabled={when.length >= 10}
        onClick={() => change({ when: [...when, { fact: 'reason', is: 'one-of', values: [] }] })}
      >
        {t('routing.addCondition')}
      </Button>
    </fieldset>
  );
}

/** Everything about one rule that can be chosen; what its kind has no use for is not there. */
export function RuleEditor({ rule, book, change }: { rule: RoutingRule; book: RoutingBook; change: Change }) {
  const { t, say } = useWords();
  const { kind } = rule;
  const choices = (list: RoutingBook['queues']) =>
    list.map((each) => ({ value: each.code, label: `${say(each.name)} (${each.code})` }));
  const level = (label: string, min = 1, max = 5) => (
    <Count label={label} value={rule.level} min={min} max={max} change={(next) => change({ level: next })} />
  );
  const points = (
    <Count
      label={t('routing.points')}
      value={rule.points}
      min={kind === 'short-way' ? 0 : 1}
      max={9}
      change={(next) => change({ points: next })}
    />
  );
  return (
    <div className="rule-editor">
      {kind === 'team' && (
        <Blank label={t('routing.name')}>
          <Input value={rule.name ?? ''} maxLength={100} onChange={(event) => change({ name: event.target.value })} />
        </Blank>
      )}
      {(kind === 'team' || kind === 'department') && (
        <Blank label={t('routing.queue')}>
          <Select
            aria-label={t('routing.queue')}
            value={rule.queue || undefined}
            showSearch={{ optionFilterProp: 'label' }}
            options={choices(book.queues)}
            onChange={(queue) => change({ queue })}
          />
        </Blank>
      )}
      {kind === 'team' && (
        <>
          <Blank label={t('routing.skill')}>
            <Select
              aria-label={t('routing.skill')}
              value={rule.skill || undefined}
              showSearch={{ optionFilterProp: 'label' }}
              options={choices(book.skills)}
              onChange={(skill) => change({ skill })}
            />
          </Blank>
          {level(t('routing.level'))}
          <fieldset className="rule-when">
            <legend>{t('routing.fallBack')}</legend>
            {(rule.fallBack ?? []).map((step, at) => (
              <div key={at} className="rule-condition">
                <Count
                  label={t('routing.afterSeconds')}
                  value={step.afterSeconds}
                  min={1}
                  max={86_400}
                  change={(next) =>
                    change({
                      fallBack: rule.fallBack!.map((each, index) =>
                        index === at ? { ...each, afterSeconds: next ?? 1 } : each,
                      ),
                    })
                  }
                />
                <Blank label={t('routing.stepOf')}>
                  <Select
                    aria-label={t('routing.stepOf')}
                    value={step.skill ?? ''}
                    popupMatchSelectWidth={false}
                    options={[{ value: '', label: t('routing.ownSkill') }, ...choices(book.skills)]}
                    onChange={(skill) =>
                      change({
                        fallBack: rule.fallBack!.map((each, index) => {
                          if (index !== at) return each;
                          const { afterSeconds, level } = each;
                          return skill ? { afterSeconds, level: level || 1, skill } : { afterSeconds, level };
                        }),
                      })
                    }
                  />
                </Blank>
                <Count
                  label={t('routing.stepLevel')}
                  value={step.level}
                  min={step.skill ? 1 : 0}
                  max={step.skill ? 5 : 4}
                  change={(next) =>
                    change({
                      fallBack: rule.fallBack!.map((each, index) =>
                        index === at ? { ...each, level: next ?? 0 } : each,
                      ),
                    })
                  }
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={t('routing.dropStep', { place: at + 1 })}
                  onClick={() => change({ fallBack: rule.fallBack!.filter((_, index) => index !== at) })}
                >
                  ×
                </Button>
              </div>
            ))}
            <Button
              size="small"
              onClick={() => {
                const steps = rule.fallBack ?? [];
                change({ fallBack: [...steps, { afterSeconds: (steps.at(-1)?.afterSeconds ?? 0) + 30, level: 0 }] });
              }}
            >
              {t('routing.addStep')}
            </Button>
          </fieldset>
        </>
      )}
      {kind === 'department' && (
        <Blank label={t('routing.alsoNeeds')}>
          <Select
            aria-label={t('routing.alsoNeeds')}
            mode="multiple"
            value={(rule.needs ?? []).map((need) => `${need.skill} ${need.level}`)}
            options={book.skills.flatMap((skill) =>
              [1, 2, 3, 4, 5].map((at) => ({ value: `${skill.code} ${at}`, label: `${say(skill.name)} ≥ ${at}` })),
            )}
            onChange={(chosen: string[]) =>
              change({
                needs: chosen.map((each) => {
                  const [skill, at] = each.split(' ') as [string, string];
                  return { skill, level: Number(at) };
                }),
              })
            }
          />
        </Blank>
      )}
      {kind === 'complexity' && (
        <>
          <Blank label={t('routing.reasons')}>
            <Select
              aria-label={t('routing.reasons')}
              mode="tags"
              tokenSeparators={[',']}
              value={rule.reasons ?? []}
              onChange={(reasons: string[]) => change({ reasons })}
            />
          </Blank>
          {level(t('routing.complexity'))}
        </>
      )}
      {kind === 'admission' && (
        <>
          {level(t('routing.complexity'), 2)}
          <Count
            label={t('routing.tenureDays')}
            value={rule.tenureDays}
            min={0}
            max={36_500}
            change={(next) => change({ tenureDays: next })}
          />
        </>
      )}
      {kind === 'last-agent' && (
        <>
          <Count
            label={t('routing.seconds')}
            value={rule.seconds}
            min={1}
            max={3_600}
            change={(next) => change({ seconds: next })}
          />
          <Count
            label={t('routing.withinDays')}
            value={rule.withinDays}
            min={0}
            max={3_650}
            change={(next) => change({ withinDays: next })}
          />
        </>
      )}
      {kind === 'strain' && (
        <>
          <Count
            label={t('routing.limitPerHour')}
            value={rule.limitPerHour}
            min={0.05}
            max={10}
            step={0.05}
            change={(next) => change({ limitPerHour: next })}
          />
          <Count
            label={t('routing.recoverBelow')}
            value={rule.recoverBelow}
            min={0}
            max={10}
            step={0.05}
            change={(next) => change({ recoverBelow: next })}
          />
          {level(t('routing.easyLevel'), 1, 4)}
        </>
      )}
      {(kind === 'priority' || kind === 'short-way') && points}
      {['team', 'department', 'priority', 'short-way'].includes(kind ?? '') && (
        <Conditions rule={rule} book={book} change={change} />
      )}
    </div>
  );
}
