import type { ComponentType } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import { AboutContact } from '@/features/customers/about-contact';
import { KnownCustomer } from '@/features/customers/known-customer';
import { CallBar } from '@/features/desk/components/call-bar';
import { DayStrip } from '@/features/desk/components/day-strip';
import { DeskMessages } from '@/features/desk/components/desk-messages';
import { DeskTask } from '@/features/cases/desk-task';
import { MyDay } from '@/features/cases/my-day';
import { ReminderNotice } from '@/features/duties/reminder-notice';
import { HelpNotice } from '@/features/floor/help-notice';
import { MonitoringStrip } from '@/features/floor/monitoring-strip';
import { DeskProvider } from '@/features/desk/desk-context';
import { DeskPage } from '@/features/desk/desk-page';
import { DeskPages } from '@/features/pages/desk-pages';
import { PageReader } from '@/features/pages/page-reader';
import { DeskScript } from '@/features/scripts/desk-script';
import { StartPage } from '@/features/start/start-page';
import { can, useMe } from '@/lib/session';
import { openTo } from './places';
import { SessionGate } from './session-gate';
import { Broken, NotFound } from './shell/lost';
import { Shell } from './shell/shell';

/** Where the day begins: the desk for agents; for who sets a new house up, what it lacks; else the first open place. */
function Home() {
  const me = useMe();
  const [first] = openTo((rights) => can(me, ...rights));
  const otherwise = first?.entries[0]?.path ?? '/desk';
  return me.agentId ? <Navigate to={otherwise} replace /> : <StartPage otherwise={otherwise} />;
}

const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

/** Every screen is fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    path: '/wallboard',
    errorElement: <Broken />,
    HydrateFallback: () => null,
    lazy: async () => {
      const { WallboardPage } = await import('@/features/floor/wallboard-page');
      return {
        element: (
          <SessionGate>
            <WallboardPage />
          </SessionGate>
        ),
      };
    },
  },
  {
    path: '/',
    errorElement: <Broken />,
    HydrateFallback: () => null,
    element: (
      <SessionGate>
        <DeskProvider>
          <Shell
            callBar={
              <>
                <DeskMessages />
                <DayStrip />
                <HelpNotice />
                <ReminderNotice />
                <MonitoringStrip />
                <CallBar />
              </>
            }
          />
        </DeskProvider>
      </SessionGate>
    ),
    children: [
      { index: true, element: <Home /> },
      {
        path: 'desk',
        element: (
          <DeskPage
            lead={(contact) => <DeskScript contact={contact} page={(code) => <PageReader code={code} />} />}
            beside={(contact) => <DeskPages contact={contact} />}
            task={(call) => (
              <>
                <AboutContact call={call} />
                <DeskTask call={call} />
              </>
            )}
            day={<MyDay />}
            known={(customer, interaction) => <KnownCustomer customer={customer} interaction={interaction} />}
          />
        ),
      },
      page('floor', async () => (await import('@/features/floor/board-page')).BoardPage),
      page('floor/agents', async () => (await import('@/features/floor/agents-page')).FloorAgentsPage),
      page('floor/alarms', async () => (await import('@/features/floor/alarm-log-page')).AlarmLogPage),
      page('floor/alarm-rules', async () => (await import('@/features/floor/alarm-rules-page')).AlarmRulesPage),
      page('floor/actions', async () => (await import('@/features/floor/actions-page')).ActionsPage),
      page('floor/faults', async () => (await import('@/features/floor/faults-page')).FaultsPage),
      page('floor/rounds', async () => (await import('@/features/sheets/rounds-page')).RoundsPage),
      page('floor/rounds/new', async () => (await import('@/features/sheets/fill-page')).FillPage),
      page('floor/records', async () => (await import('@/features/sheets/records-page')).RecordsPage),
      page('floor/records/:id', async () => (await import('@/features/sheets/record-page')).RecordPage),
      page('floor/record-kinds', async () => (await import('@/features/sheets/kinds-page')).KindsPage),
      page('desk/customers', async () => (await import('@/features/customers/customers-page')).CustomersPage),
      page('desk/orders', async () => (await import('@/features/customers/orders-page')).OrdersPage),
      page('desk/duplicates', async () => (await import('@/features/customers/duplicates-page')).DuplicatesPage),
      page('desk/imports', async () => (await import('@/features/customers/imports-page')).ImportsPage),
      page('desk/products', async () => (await import('@/features/customers/products-page')).ProductsPage),
      page(
        'desk/ending-contracts',
        async () => (await import('@/features/cases/ending-contracts-page')).EndingContractsPage,
      ),
      page('desk/cases/:id', async () => (await import('@/features/cases/case-page')).CasePage),
      page('desk/cases', async () => (await import('@/features/cases/cases-page')).CasesPage),
      page('desk/reminders', async () => (await import('@/features/duties/reminders-page')).RemindersPage),
      page('desk/pages', async () => (await import('@/features/pages/reading-page')).ReadingPage),
      page('desk/pages/:code', async () => (await import('@/features/pages/reading-page')).ReadingPage),
      page('desk/role-plays', async () => (await import('@/features/scripts/role-plays-page')).RolePlaysPage),
      {
        path: 'desk/role-plays/:id',
        lazy: async () => {
          const { RolePlayPage } = await import('@/features/scripts/role-play-page');
          return { element: <RolePlayPage page={(code) => <PageReader code={code} />} /> };
        },
      },
      page('quality/pages', async () => (await import('@/features/pages/pages-page')).PagesPage),
      page('quality/pages/:code', async () => (await import('@/features/pages/page-editor-page')).PageEditorPage),
      page('quality/page-care', async () => (await import('@/features/pages/page-upkeep-page')).PageUpkeepPage),
      page(
        'insight/interactions',
        async () => (await import('@/features/interactions/interactions-page')).InteractionsPage,
      ),
      page(
        'insight/interactions/:id',
        async () => (await import('@/features/interactions/interaction-page')).InteractionPage,
      ),
      page('insight/flows', async () => (await import('@/features/reports/flow-figures-page')).FlowFiguresPage),
      page('insight/peak-hours', async () => (await import('@/features/reports/peak-hours-page')).PeakHoursPage),
      page('insight/missed', async () => (await import('@/features/interactions/missed-page')).MissedPage),
      page('insight/scripts', async () => (await import('@/features/reports/script-figures-page')).ScriptFiguresPage),
      page('insight/repeats', async () => (await import('@/features/reports/repeats-page')).RepeatsPage),
      page('insight/drivers', async () => (await import('@/features/reports/drivers-page')).DriversPage),
      page(
        'insight/escalations',
        async () => (await import('@/features/reports/escalation-figures-page')).EscalationFiguresPage,
      ),
      page('insight/needs', async () => (await import('@/features/reports/need-figures-page')).NeedFiguresPage),
      page('insight/notes', async () => (await import('@/features/reports/note-figures-page')).NoteFiguresPage),
      page('insight/case-times', async () => (await import('@/features/cases/case-times-page')).CaseTimesPage),
      page('people/agents', async () => (await import('@/features/people/people-pages')).AgentsPage),
      page('people/teams', async () => (await import('@/features/people/people-pages')).TeamsPage),
      page('people/skills', async () => (await import('@/features/people/people-pages')).SkillsPage),
      page('people/matrix', async () => (await import('@/features/people/matrix-page')).MatrixPage),
      page('settings/clients', async () => (await import('@/features/organisation/organisation-pages')).ClientsPage),
      page('settings/connectors', async () => (await import('@/features/customers/connectors-page')).ConnectorsPage),
      page('settings/sites', async () => (await import('@/features/organisation/organisation-pages')).SitesPage),
      page('settings/accounts', async () => (await import('@/features/access/access-pages')).AccountsPage),
      page('settings/roles', async () => (await import('@/features/access/access-pages')).RolesPage),
      page('settings/tokens', async () => (await import('@/features/access/access-pages')).TokensPage),
      page('settings/audit', async () => (await import('@/features/access/access-pages')).AuditPage),
      page('settings/queues', async () => (await import('@/features/queues/queues-pages')).QueuesPage),
      page('settings/routing', async () => (await import('@/features/routing/routing-page')).RoutingPage),
      page('settings/dispositions', async () => (await import('@/features/queues/queues-pages')).DispositionsPage),
      page('settings/not-ready-reasons', async () => (await import('@/features/queues/queues-pages')).ReasonsPage),
      page('settings/desk-reasons', async () => (await import('@/features/queues/queues-pages')).DeskReasonsPage),
      page('settings/flows', async () => (await import('@/features/flows/flows-page')).FlowsPage),
      page('settings/flows/:code', async () => (await import('@/features/flows/flow-editor-page')).FlowEditorPage),
      page('settings/forms', async () => (await import('@/features/forms/forms-page')).FormsPage),
      page('settings/forms/:code', async () => (await import('@/features/forms/form-editor-page')).FormEditorPage),
      page(
        'settings/case-types/from-playbook',
        async () => (await import('@/features/cases/application-tasks-page')).ApplicationTasksPage,
      ),
      page('settings/departments', async () => (await import('@/features/organisation/contact-pages')).DepartmentsPage),
      page(
        'settings/responsible',
        async () => (await import('@/features/organisation/contact-pages')).EscalationRoutesPage,
      ),
      page(
        'settings/escalation-signs',
        async () => (await import('@/features/organisation/contact-pages')).EscalationSignsPage,
      ),
      page('settings/need-types', async () => (await import('@/features/organisation/contact-pages')).NeedTypesPage),
      page('settings/note-rules', async () => (await import('@/features/forms/note-rules-page')).NoteRulesPage),
      page('settings/case-types', async () => (await import('@/features/cases/case-types-page')).CaseTypesPage),
      page('settings/case-types/:code', async () => (await import('@/features/cases/case-type-page')).CaseTypePage),
      page(
        'settings/scripts',
        async () => (await import('@/features/scripts/script-settings-page')).ScriptSettingsPage,
      ),
      page('settings/prompts', async () => (await import('@/features/flows/prompts-page')).PromptsPage),
      page('settings/intents', async () => (await import('@/features/intents/intents-page')).IntentsPage),
      page('settings/hours', async () => (await import('@/features/hours/hours-page')).HoursPage),
      page('settings/numbers', async () => (await import('@/features/telephony/telephony-pages')).NumbersPage),
      page('settings/trunks', async () => (await import('@/features/telephony/telephony-pages')).TrunksPage),
      page('settings/desk-phones', async () => (await import('@/features/telephony/telephony-pages')).DevicesPage),
      page('settings/dialling', async () => (await import('@/features/telephony/telephony-pages')).DiallingPage),
      page('settings/call-button', async () => (await import('@/features/telephony/telephony-pages')).WidgetSitesPage),
      page('settings/system', async () => (await import('@/features/system/system-page')).SystemPage),
      { path: '*', element: <NotFound /> },
    ],
  },
];
