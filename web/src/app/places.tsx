import {
  BarChartOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

/** The map of the house: places, their entries, the views of an entry. Names are `common.place.*` and `common.entry.*`. */
export type View = { key: string; path: string; rights: string[] };
export type Entry = View & { views?: View[] };
export type Place = { key: string; icon: ReactNode; entries: Entry[] };

const view = (key: string, path: string, ...rights: string[]): View => ({ key, path, rights });
const group = (key: string, ...views: View[]): Entry => ({
  key,
  path: views[0]!.path,
  rights: views.every((each) => each.rights.length > 0) ? views.flatMap((each) => each.rights) : [],
  views,
});

export const places: Place[] = [
  {
    key: 'desk',
    icon: <CustomerServiceOutlined aria-hidden />,
    entries: [
      view('my-desk', '/desk', 'desk.work'),
      group(
        'customers',
        view('customer-list', '/desk/customers', 'customers.view'),
        view('orders', '/desk/orders', 'customers.view'),
        view('products', '/desk/products', 'customers.view'),
        view('ending-contracts', '/desk/ending-contracts', 'customers.view'),
        view('duplicates', '/desk/duplicates', 'customers.merge'),
        view('imports', '/desk/imports', 'customers.merge'),
      ),
      view('cases', '/desk/cases', 'cases.view'),
      view('reading', '/desk/pages', 'pages.view'),
      view('role-plays', '/desk/role-plays', 'pages.view'),
    ],
  },
  {
    key: 'floor',
    icon: <DashboardOutlined aria-hidden />,
    entries: [
      view('board', '/floor', 'floor.view'),
      view('floor-agents', '/floor/agents', 'floor.view'),
      group(
        'alarms',
        view('alarms', '/floor/alarms', 'floor.view'),
        view('alarm-rules', '/floor/alarm-rules', 'floor.view'),
      ),
      view('floor-actions', '/floor/actions', 'floor.view'),
      group(
        'rounds',
        view('rounds', '/floor/rounds', 'sheets.fill'),
        view('sheet-list', '/floor/records', 'sheets.view', 'sheets.fill'),
        view('faults', '/floor/faults', 'floor.view'),
        view('record-kinds', '/floor/record-kinds', 'sheets.configure'),
      ),
    ],
  },
  {
    key: 'quality',
    icon: <SafetyCertificateOutlined aria-hidden />,
    entries: [
      group(
        'pages',
        view('page-list', '/quality/pages', 'pages.edit', 'pages.approve'),
        view('page-upkeep', '/quality/page-care', 'pages.edit'),
      ),
    ],
  },
  {
    key: 'people',
    icon: <TeamOutlined aria-hidden />,
    entries: [
      view('agents', '/people/agents', 'agents.view'),
      view('teams', '/people/teams', 'agents.view'),
      group('matrix', view('matrix', '/people/matrix', 'agents.view'), view('skills', '/people/skills', 'agents.view')),
    ],
  },
  {
    key: 'insight',
    icon: <BarChartOutlined aria-hidden />,
    entries: [
      view('interactions', '/insight/interactions', 'interactions.view'),
      view('missed', '/insight/missed', 'interactions.view'),
      view('flow-figures', '/insight/flows', 'interactions.view'),
      view('repeats', '/insight/repeats', 'interactions.view'),
      view('script-figures', '/insight/scripts', 'interactions.view'),
      view('peak-hours', '/insight/peak-hours', 'interactions.view'),
      group(
        'contact-drivers',
        view('contact-drivers', '/insight/drivers', 'interactions.view'),
        view('escalation-figures', '/insight/escalations', 'interactions.view'),
        view('need-figures', '/insight/needs', 'needs.view'),
        view('note-figures', '/insight/notes', 'interactions.view'),
        view('case-times', '/insight/case-times', 'interactions.view'),
      ),
    ],
  },
  {
    key: 'settings',
    icon: <SettingOutlined aria-hidden />,
    entries: [
      group(
        'organisation',
        view('clients', '/settings/clients', 'clients.edit'),
        view('sites', '/settings/sites', 'clients.edit'),
        view('departments', '/settings/departments', 'queues.view'),
        view('responsible', '/settings/responsible', 'queues.view'),
        view('escalation-signs', '/settings/escalation-signs', 'queues.view'),
        view('connectors', '/settings/connectors', 'settings.edit'),
      ),
      group(
        'access',
        view('accounts', '/settings/accounts', 'accounts.view'),
        view('roles', '/settings/roles', 'accounts.view'),
        view('tokens', '/settings/tokens', 'tokens.edit'),
        view('audit', '/settings/audit', 'audit.view'),
      ),
      group(
        'queues',
        view('queues', '/settings/queues', 'queues.view'),
        view('routing', '/settings/routing', 'routing.view'),
        view('dispositions', '/settings/dispositions', 'queues.view'),
        view('reasons', '/settings/not-ready-reasons', 'queues.view'),
        view('deskReasons', '/settings/desk-reasons', 'queues.view'),
        view('need-types', '/settings/need-types', 'queues.view'),
      ),
      group(
        'flows',
        view('flows', '/settings/flows', 'flows.view'),
        view('prompts', '/settings/prompts', 'flows.view'),
        view('intents', '/settings/intents', 'flows.view'),
        view('script-settings', '/settings/scripts', 'flows.view'),
      ),
      group(
        'forms',
        view('forms', '/settings/forms', 'forms.view'),
        view('note-rules', '/settings/note-rules', 'forms.view'),
        view('case-types', '/settings/case-types', 'cases.configure'),
        view('application-tasks', '/settings/case-types/from-playbook', 'cases.configure'),
      ),
      view('hours', '/settings/hours', 'queues.view', 'calendars.edit'),
      group(
        'telephony',
        view('numbers', '/settings/numbers', 'telephony.view'),
        view('trunks', '/settings/trunks', 'telephony.view'),
        view('devices', '/settings/desk-phones', 'telephony.view'),
        view('dialling', '/settings/dialling', 'telephony.view'),
        view('widget', '/settings/call-button', 'telephony.view'),
      ),
      view('system', '/settings/system', 'settings.view'),
    ],
  },
];

const under = (path: string, base: string) => path === base || path.startsWith(`${base}/`);

/** The place, entry and view that an address belongs to: the longest path wins. */
export function whereIs(path: string, known: Place[] = places): { place?: Place; entry?: Entry; view?: View } {
  let best: { place?: Place; entry?: Entry; view?: View } = {};
  let length = -1;
  for (const place of known)
    for (const entry of place.entries)
      for (const candidate of entry.views ?? [entry])
        if (under(path, candidate.path) && candidate.path.length > length) {
          best = { place, entry, view: candidate };
          length = candidate.path.length;
        }
  return best;
}

/** What somebody with these rights may see; a place without entries falls away. */
export function openTo(allowed: (rights: string[]) => boolean): Place[] {
  return places
    .map((place) => ({
      ...place,
      entries: place.entries.flatMap((entry) => {
        if (!entry.views) return allowed(entry.rights) ? [entry] : [];
        const views = entry.views.filter((each) => allowed(each.rights));
        return views.length > 0 ? [{ ...entry, views, path: views[0]!.path }] : [];
      }),
    }))
    .filter((place) => place.entries.length > 0);
}
