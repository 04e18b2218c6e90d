import type { ComponentType } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import { CallBar } from '@/features/desk/components/call-bar';
import { DeskProvider } from '@/features/desk/desk-context';
import { DeskPage } from '@/features/desk/desk-page';
import { SessionGate } from './session-gate';
import { Broken, NotFound } from './shell/lost';
import { Shell } from './shell/shell';

const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

/** Every screen is fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    path: '/',
    errorElement: <Broken />,
    HydrateFallback: () => null,
    element: (
      <SessionGate>
        <DeskProvider>
          <Shell callBar={<CallBar />} />
        </DeskProvider>
      </SessionGate>
    ),
    children: [
      { index: true, element: <Navigate to="/desk" replace /> },
      { path: 'desk', element: <DeskPage /> },
      page('floor', async () => (await import('@/features/floor/board-page')).BoardPage),
      page('floor/agents', async () => (await import('@/features/floor/agents-page')).FloorAgentsPage),
      { path: '*', element: <NotFound /> },
    ],
  },
];
