import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { Broken } from './pages/broken.tsx'
import { Frame } from './pages/frame.tsx'

const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/documents" replace /> },
  {
    path: 'documents',
    lazy: async () => ({ Component: (await import('./pages/documents.tsx')).Documents }),
  },
  {
    path: 'documents/:jobId',
    lazy: async () => ({ Component: (await import('./pages/document.tsx')).Document }),
  },
  {
    path: 'review',
    lazy: async () => ({ Component: (await import('./pages/review-queue.tsx')).ReviewQueue }),
  },
  {
    path: 'review/:jobId',
    lazy: async () => ({ Component: (await import('./pages/document.tsx')).Document }),
  },
  {
    path: 'overview',
    lazy: async () => ({ Component: (await import('./pages/overview.tsx')).Overview }),
  },
  {
    path: 'webhooks',
    lazy: async () => ({ Component: (await import('./pages/webhooks.tsx')).Webhooks }),
  },
  {
    path: 'models',
    lazy: async () => ({ Component: (await import('./pages/models.tsx')).Models }),
  },
  {
    path: '*',
    lazy: async () => ({ Component: (await import('./pages/not-found.tsx')).NotFound }),
  },
]

/** Every address of the page, below /dashboard; each page's script is fetched when it is first looked at. */
export const router = createBrowserRouter(
  [
    {
      path: '/',
      Component: Frame,
      ErrorBoundary: Broken,
      // Nothing, for the moment until the first page's script is there.
      HydrateFallback: () => null,
      // What is around a page stays when the page breaks.
      children: [{ ErrorBoundary: Broken, children: pages }],
    },
  ],
  { basename: '/dashboard' },
)
