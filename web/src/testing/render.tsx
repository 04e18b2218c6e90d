import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { StyleProvider } from '@ant-design/cssinjs';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { QueryClient as Queries } from '@tanstack/react-query';
import type { Me } from '@/api/contract';
import { useCsrf as carryCsrf } from '@/api/http';
import { MeContext } from '@/lib/session';
import { Look } from '@/ui/theme/look';

export const amy: Me = {
  account: {
    id: '1',
    name: 'amy',
    displayName: 'Amy Chen',
    language: 'en',
    timeZone: 'UTC',
    theme: 'light',
    mustChangePassword: false,
  },
  tenant: { id: '1', name: 'Harbour House' },
  clients: [{ id: '1', code: 'tea', name: { en: 'Harbour Tea', 'zh-Hans': '海港茶行' } }],
  rights:
    `desk.work desk.call-out customers.view customers.edit customers.erase cases.view cases.edit floor.view floor.act agents.view agents.edit teams.edit skills.edit interactions.view interactions.edit recordings.listen recordings.export queues.view queues.edit routing.view routing.edit calendars.edit flows.view flows.edit flows.approve pages.view pages.edit pages.approve telephony.view telephony.edit clients.edit accounts.view accounts.edit roles.edit tokens.edit audit.view settings.view settings.edit metrics.read`.split(
      ' ',
    ),
  agentId: '31',
  timeZone: 'UTC',
  csrfToken: 'token-of-amy',
};

/** A screen as somebody signed in sees it. */
export function show(
  screen: ReactNode,
  { path = '/', route = path.split('?')[0]!, me = amy }: { path?: string; route?: string; me?: Me } = {},
) {
  carryCsrf(me.csrfToken);
  const queries: QueryClient = new Queries({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  const router = createMemoryRouter(
    [
      { path: route, element: <MeContext value={me}>{screen}</MeContext> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { initialEntries: [path] },
  );
  return {
    router,
    queries,
    ...render(
      <QueryClientProvider client={queries}>
        {/* nobody looks: the library’s rules would be weighed for each element that is asked for */}
        <StyleProvider container={document.createElement('div')}>
          <Look>
            <RouterProvider router={router} />
          </Look>
        </StyleProvider>
      </QueryClientProvider>,
    ),
  };
}
