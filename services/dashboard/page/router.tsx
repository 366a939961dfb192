import { createBrowserRouter, Navigate } from 'react-router'
import { Frame } from './pages/frame.tsx'

/** Every address of the page, below /dashboard; each page's script is fetched when it is first looked at. */
export const router = createBrowserRouter(
  [
    {
      path: '/',
      Component: Frame,
      // Nothing, for the moment until the first page's script is there.
      HydrateFallback: () => null,
      children: [
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
      ],
    },
  ],
  { basename: '/dashboard' },
)
