import { shownIn } from './conditions';
import { answered, choicesOf, empty, itemsOf, type Answer, type Answers, type Form, type Item } from './model';

/** What is wrong with an answer: `forms.fault.<key>` says it. The server finds the same again before it stores. */
export type Fault = {
  item: string;
  key: string;
  values?: Record<string, string | number>;
  /** The server's own words, in the reader's language. */
  message?: string;
};

/** Those of the server's `forms.Patterns`; a shape that is not here is the server's to judge. */
const shapes: Record<string, RegExp> = {
  phone: /^\+?[0-9][0-9 ()./-]{3,23}$/,
  email: /^[^\s@]{1,64}@[^\s@.]{1,63}(\.[^\s@.]{1,63}){1,8}$/,
  postcode: /^[A-Za-z0-9][A-Za-z0-9 -]{1,9}$/,
  'order-number': /^[A-Za-z0-9][A-Za-z0-9_/-]{2,39}$/,
  'serial-number': /^[A-Za-z0-9][A-Za-z0-9._/-]{2,59}$/,
  'web-address': /^https?:\/\/[^\s<>"]{1,500}$/,
};
export const patterns = Object.keys(shapes);

function numberFault(item: Item, value: number): Omit<Fault, 'item'> | undefined {
  const { minimum: min, maximum: max } = item;
  if (typeof min === 'number' && value < min) return { key: 'too-small', values: { min } };
  if (typeof max === 'number' && value > max) return { key: 'too-large', values: { max } };
  const places = String(value).split('.')[1]?.length ?? 0;
  const decimals = item.decimals ?? 0;
  return places > decimals ? { key: 'too-many-decimals', values: { max: decimals } } : undefined;
}

function textFault(item: Item, value: string): Omit<Fault, 'item'> | undefined {
  if (typeof item.longest === 'number' && value.trim().length > item.longest)
    return { key: 'too-long', values: { max: item.longest } };
  const shape = item.pattern ? shapes[item.pattern] : undefined;
  return shape && !shape.test(value.trim()) ? { key: 'wrong-pattern', values: { pattern: item.pattern! } } : undefined;
}

function faultOf(form: Form, item: Item, answer: Answer | undefined): Omit<Fault, 'item'> | undefined {
  if (answer?.masked) return undefined;
  if (!answered(answer)) return item.required ? { key: 'required' } : undefined;
  if (item.comment === 'required' && !answer?.comment?.trim()) return { key: 'comment-required' };
  const value = answer?.value;
  if (answer?.notApplicable || empty(value)) return undefined;
  switch (item.kind) {
    case 'number':
      return typeof value === 'number' ? numberFault(item, value) : { key: 'wrong-kind', values: { kind: item.kind } };
    case 'text':
    case 'long-text':
      return textFault(item, String(value));
    case 'choice':
    case 'scale':
    case 'choices': {
      const codes = new Set(choicesOf(form, item).map(({ code }) => code));
      const unknown = [value].flat().some((code) => !codes.has(String(code)));
      return unknown ? { key: 'unknown-option', values: { value: String(value) } } : undefined;
    }
    case 'date':
    case 'date-time':
    case 'yes-no':
      return undefined;
  }
}

/** Nothing wrong was said; something is not said yet. */
export const isMissing = (fault: Fault): boolean => fault.key === 'required' || fault.key === 'comment-required';

/** What the browser can already say; items that are not shown have no faults. */
export function faultsIn(form: Form, answers: Answers): Fault[] {
  const shown = shownIn(form, answers);
  return itemsOf(form).flatMap((item) => {
    const fault = shown.has(item.code) ? faultOf(form, item, answers[item.code]) : undefined;
    return fault ? [{ item: item.code, ...fault }] : [];
  });
}
