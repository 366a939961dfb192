import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './page.css'
import { createTheme, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { ApiError } from './api.ts'
import { LanguageProvider } from './messages/language.tsx'
import { router } from './router.tsx'
import { isUnauthenticated, sessionQuery } from './session.ts'

// Style elements that libraries add carry it, or the browser ignores them.
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''
setNonce(nonce)

const theme = createTheme({
  primaryColor: 'teal',
  // White words on it are legible in both themes.
  primaryShade: 9,
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  defaultRadius: 'md',
  cursorType: 'pointer',
  // A dialog's head is no banner of the page.
  components: { Modal: { defaultProps: { attributes: { header: { role: 'none' } } } } },
})

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (isUnauthenticated(error) && queryKey[0] !== 'session')
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the platform refuses stays refused; what does not answer may do so later.
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiError && error.problem.status < 500),
    },
  },
})

// While the script of the page that is asked for is on its way.
void client.prefetchQuery(sessionQuery)

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={client}>
          <LanguageProvider>
            {/* Not above the buttons that one goes on with. */}
            <Notifications position="top-center" />
            <RouterProvider router={router} />
          </LanguageProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
