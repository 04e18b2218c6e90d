import type { Form, Item, ItemKind, Tree } from '@/ui/forms/model';

/**
 * Reads the plain conditions that people choose from lists: names compared with values, joined by "and" and "or". What
 * is more than that gives nothing and stays a text; the server alone decides what a condition means.
 */
const token = /\s*(?:('(?:[^']*)'|"(?:[^"]*)")|(\d+(?:\.\d+)?)|([A-Za-z][\w.]*)|(>=|<=|!=|≥|≤|≠|=|[(){},]))/y;

type Token = { sort: 'text' | 'number' | 'word' | 'sign'; is: string };

function tokens(text: string): Token[] | undefined {
  const found: Token[] = [];
  token.lastIndex = 0;
  const whole = text.trimEnd();
  while (token.lastIndex < whole.length) {
    const match = token.exec(whole);
    if (!match) return undefined;
    if (match[1] !== undefined) found.push({ sort: 'text', is: match[1].slice(1, -1) });
    else if (match[2] !== undefined) found.push({ sort: 'number', is: match[2] });
    else if (match[3] !== undefined) found.push({ sort: 'word', is: match[3] });
    else found.push({ sort: 'sign', is: match[4]! });
  }
  return found;
}

const signs: Record<string, string> = { '=': '=', '!=': '≠', '≠': '≠', '>=': '≥', '≥': '≥', '<=': '≤', '≤': '≤' };
const reserved = new Set(['and', 'or', 'not', 'in', 'is', 'present', 'absent', 'true', 'false']);

class Unread extends Error {}

class Reader {
  private at = 0;
  constructor(private readonly all: Token[]) {}

  whole(): Tree {
    const tree = this.joined('or', () => this.joined('and', () => this.one()));
    if (this.at < this.all.length) throw new Unread();
    return tree;
  }

  private peek(is: string): boolean {
    const next = this.all[this.at];
    return next !== undefined && next.sort !== 'text' && next.is === is;
  }

  private take(is: string): boolean {
    const here = this.peek(is);
    if (here) this.at++;
    return here;
  }

  private need(is: string): void {
    if (!this.take(is)) throw new Unread();
  }

  private joined(op: 'and' | 'or', part: () => Tree): Tree {
    const parts = [part()];
    while (this.take(op)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { op, parts };
  }

  private one(): Tree {
    if (this.take('not')) return { op: 'not', parts: [this.one()] };
    if (this.take('(')) {
      const inner = this.joined('or', () => this.joined('and', () => this.one()));
      this.need(')');
      return inner;
    }
    const next = this.all[this.at];
    if (next?.sort === 'text') {
      const value = this.value();
      this.need('in');
      return { op: 'member', parts: [value, this.name()] };
    }
    const name = this.name();
    if (this.take('is')) {
      if (this.take('absent')) return { op: 'absent', parts: [name] };
      this.need('present');
      return { op: 'not', parts: [{ op: 'absent', parts: [name] }] };
    }
    const negated = this.take('not');
    if (negated || this.peek('in')) {
      this.need('in');
      const set: Tree = { op: 'in', parts: [name, ...this.set()] };
      return negated ? { op: 'not', parts: [set] } : set;
    }
    const sign = this.all[this.at];
    const op = sign?.sort === 'sign' ? signs[sign.is] : undefined;
    if (!op) return name;
    this.at++;
    return { op, parts: [name, this.value()] };
  }

  private set(): Tree[] {
    this.need('{');
    const values = [this.value()];
    while (this.take(',')) values.push(this.value());
    this.need('}');
    return values;
  }

  private name(): Tree {
    const next = this.all[this.at++];
    if (next?.sort !== 'word' || reserved.has(next.is)) throw new Unread();
    return { op: 'name', name: next.is };
  }

  private value(): Tree {
    const next = this.all[this.at++];
    if (next?.sort === 'number') return { op: 'value', value: Number(next.is) };
    if (next?.sort === 'text' && next.is !== '') return { op: 'value', value: next.is };
    if (next?.sort === 'word' && (next.is === 'true' || next.is === 'false'))
      return { op: 'value', value: next.is === 'true' };
    throw new Unread();
  }
}

export function simpleTree(text: string): Tree | undefined {
  const all = tokens(text);
  if (!all || all.length === 0) return undefined;
  try {
    return new Reader(all).whole();
  } catch (unread) {
    if (unread instanceof Unread) return undefined;
    throw unread;
  }
}

const kinds: Record<string, ItemKind> = {
  text: 'text',
  number: 'number',
  truth: 'yes-no',
  texts: 'choices',
  time: 'date-time',
};
const languages = ['en', 'zh-Hans', 'zh-Hant'];
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The names every flow knows without declaring them, as the engine has them (`FlowNames`), and what they are. */
export const builtIn: Record<string, string | readonly string[]> = {
  language: languages,
  channel: ['voice', 'chat', 'email', 'task'],
  dialled: 'text',
  'caller.number': 'text',
  'caller.name': 'text',
  'customer.known': 'truth',
  'customer.rank': 'number',
  'customer.level': 'text',
  'customer.shortWay': 'truth',
  'customer.language': languages,
  'customer.consent.phone': 'truth',
  'customer.consent.sms': 'truth',
  'customer.consent.email': 'truth',
  'customer.cases': 'number',
  'customer.orders': 'texts',
  'customer.products': 'texts',
  task: 'text',
  time: 'time',
  day: days,
  'hours.reason': 'text',
  'lookup.status': 'number',
  'queue.position': 'number',
  'queue.waited': 'number',
  'queue.expected': 'number',
  'queue.least': 'number',
  'queue.most': 'number',
  'queue.waiting': 'number',
  'queue.agents': 'number',
  'callback.promised': 'truth',
  'callback.reason': 'text',
  'menu.key': 'text',
  'script.settled': 'truth',
};

/** Names as the items of a form, for the editor of conditions that forms have. */
export function formOf(variables: Record<string, string>): Form {
  const items = Object.entries({ ...variables, ...builtIn }).map<Item>(([code, type]) =>
    typeof type === 'string'
      ? { code, kind: kinds[type] ?? 'text' }
      : { code, kind: 'choice', options: type.map((each) => ({ code: each })) },
  );
  return { use: 'case', sections: [{ code: 'names', items }] };
}
