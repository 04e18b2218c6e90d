import { shownIn } from './conditions';
import type { Answer, Answers, Form } from './model';

/** Two answers that say the same, however they were written down. */
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean => plain(a) === plain(b);

function plain(answer: Answer | undefined): string {
  const value = answer?.notApplicable ? null : (answer?.value ?? null);
  return JSON.stringify([
    Array.isArray(value) ? [...value].sort() : value === '' ? null : value,
    answer?.comment?.trim() || null,
    answer?.notApplicable === true,
    answer?.masked === true,
  ]);
}

const codesOf = (...all: Answers[]): string[] => [...new Set(all.flatMap((answers) => Object.keys(answers)))];

/** The items that somebody answered differently since; in the order in which they appear. */
export const changedIn = (base: Answers, now: Answers): string[] =>
  codesOf(base, now).filter((code) => !sameAnswer(base[code], now[code]));

/** Items that both changed, and differently: only those need a decision. */
export function collisions(base: Answers, mine: Answers, theirs: Answers): string[] {
  return changedIn(base, mine).filter(
    (code) => !sameAnswer(base[code], theirs[code]) && !sameAnswer(mine[code], theirs[code]),
  );
}

/** Their answers with what I changed laid over them; where both changed, as chosen. */
export function mergedAnswers(
  base: Answers,
  mine: Answers,
  theirs: Answers,
  keepTheirs: ReadonlySet<string> = new Set(),
): Answers {
  const next: Answers = { ...theirs };
  for (const code of changedIn(base, mine)) {
    if (keepTheirs.has(code)) continue;
    if (mine[code]) next[code] = mine[code];
    else delete next[code];
  }
  return next;
}

/** What is sent: only the items that changed; one that was emptied or is shown no more is cleared by an empty answer. */
export function sentFor(form: Form, base: Answers, mine: Answers): Answers {
  const shown = shownIn(form, mine);
  const sent: Answers = {};
  for (const code of codesOf(base, mine)) {
    const kept = shown.has(code) ? mine[code] : undefined;
    if (sameAnswer(base[code], kept)) continue;
    sent[code] = {
      value: kept?.notApplicable || kept?.value === '' ? null : (kept?.value ?? null),
      comment: kept?.comment?.trim() || null,
      notApplicable: kept?.notApplicable === true,
    };
  }
  return sent;
}
