import type { ComponentType } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import { CallBar } from '@/features/desk/components/call-bar';
import { DeskMessages } from '@/features/desk/components/desk-messages';
import { HelpNotice } from '@/features/floor/help-notice';
import { MonitoringStrip } from '@/features/floor/monitoring-strip';
import { DeskProvider } from '@/features/desk/desk-context';
import { DeskPage } from '@/features/desk/desk-page';
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
                <HelpNotice />
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
      { path: 'desk', element: <DeskPage /> },
      page('floor', async () => (await import('@/features/floor/board-page')).BoardPage),
      page('floor/agents', async () => (await import('@/features/floor/agents-page')).FloorAgentsPage),
      page('floor/alarms', async () => (await import('@/features/floor/alarm-log-page')).AlarmLogPage),
      page('floor/alarm-rules', async () => (await import('@/features/floor/alarm-rules-page')).AlarmRulesPage),
      page('floor/actions', async () => (await import('@/features/floor/actions-page')).ActionsPage),
      page('desk/customers', async () => (await import('@/features/customers/customers-page')).CustomersPage),
      page('desk/cases', async () => (await import('@/features/cases/cases-page')).CasesPage),
      page(
        'insight/interactions',
        async () => (await import('@/features/interactions/interactions-page')).InteractionsPage,
      ),
      page(
        'insight/interactions/:id',
        async () => (await import('@/features/interactions/interaction-page')).InteractionPage,
      ),
      page('people/agents', async () => (await import('@/features/people/people-pages')).AgentsPage),
      page('people/teams', async () => (await import('@/features/people/people-pages')).TeamsPage),
      page('people/skills', async () => (await import('@/features/people/people-pages')).SkillsPage),
      page('people/matrix', async () => (await import('@/features/people/matrix-page')).MatrixPage),
      page('settings/clients', async () => (await import('@/features/organisation/organisation-pages')).ClientsPage),
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
      page('settings/prompts', async () => (await import('@/features/flows/prompts-page')).PromptsPage),
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
