import type { TFunction } from 'i18next';
import type { Tree } from './forms/model';

/** How the parts of a condition are called: a name's own word, a text's word beside its name, a number with its unit. */
export type Called = {
  t: TFunction;
  name: (name: string) => string;
  text: (value: string, beside: string | undefined) => string;
  number: (value: number) => string;
};

const nameOf = (tree: Tree | undefined): string | undefined =>
  tree?.op === 'name' ? (tree.name ?? undefined) : undefined;

/** Any condition in words, however it was written: `kernel.expression` has the table of its operators. */
export function conditionWords(tree: Tree, called: Called): string {
  return words(tree, called, undefined, 0);
}

/** How tightly a part holds together: what is looser inside what is tighter stands in brackets. */
const tightness: Record<string, number> = { or: 1, and: 2, not: 3, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 };

function words(tree: Tree, called: Called, beside: string | undefined, outer: number): string {
  const { t } = called;
  const parts = tree.parts ?? [];
  const own = tightness[tree.op] ?? 4;
  const say = (part: Tree | undefined, near?: string) => (part ? words(part, called, near, own) : '');
  const said = (() => {
    switch (tree.op) {
      case 'name':
        return called.name(tree.name ?? '');
      case 'value':
        return typeof tree.value === 'number'
          ? called.number(tree.value)
          : typeof tree.value === 'boolean'
            ? t(tree.value ? 'common.yes' : 'common.no')
            : called.text(String(tree.value ?? ''), beside);
      case 'and':
      case 'or':
        return parts.map((part) => say(part)).join(t(`conditions.${tree.op}`));
      case 'not': {
        const [inner] = parts;
        if (inner?.op === 'in')
          return t('conditions.notIn', { what: say(inner.parts?.[0]), values: choices(inner, called) });
        if (inner?.op === 'absent') return t('conditions.present', { what: say(inner.parts?.[0]) });
        if (inner?.op === 'name') return t('conditions.isNot', { what: say(inner) });
        return t('conditions.not', { what: say(inner) });
      }
      case 'in':
        return t('conditions.in', { what: say(parts[0]), values: choices(tree, called) });
      case 'member':
        return t('conditions.in', { what: say(parts[1]), values: say(parts[0], nameOf(parts[1])) });
      case 'absent':
        return t('conditions.absent', { what: say(parts[0]) });
      case 'between':
        return t('conditions.between', { what: say(parts[0]), low: say(parts[1]), high: say(parts[2]) });
      case '=':
      case '≠':
      case '<':
      case '≤':
      case '>':
      case '≥':
        return t(`conditions.compare.${tree.op}`, {
          left: say(parts[0], nameOf(parts[1])),
          right: say(parts[1], nameOf(parts[0])),
        });
      case '*':
        return t('conditions.times', { left: say(parts[0]), right: say(parts[1]) });
      default:
        return parts.length === 2
          ? `${say(parts[0])} ${tree.op} ${say(parts[1])}`
          : `${tree.op} ${parts.map((part) => say(part)).join(' ')}`;
    }
  })();
  return own < outer && (tree.op === 'or' || tree.op === 'and' || own >= 5) ? `(${said})` : said;
}

function choices(tree: Tree, called: Called): string {
  const [first, ...rest] = tree.parts ?? [];
  return rest.map((each) => words(each, called, nameOf(first), 0)).join(called.t('conditions.orShort'));
}
