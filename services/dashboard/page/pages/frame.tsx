import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Button,
  Center,
  Group,
  Loader,
  NavLink,
  Text,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconBrain,
  IconChartBar,
  IconFiles,
  IconLogout,
  IconPencilCheck,
  IconWebhook,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { Preferences } from '../components/preferences.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { SignIn, SignInAgain } from '../components/sign-in.tsx'
import { UploadsUnderWay } from '../components/uploads-under-way.tsx'
import { useLiveUpdates } from '../live.ts'
import { useLanguage } from '../messages/language.tsx'
import { handOver } from '../review/leaving.ts'
import { isUnauthenticated, useMay, useSession, useSignIn } from '../session.ts'
import { useNoStrayDrop } from '../use-no-stray-drop.ts'
import { useTellFailure } from '../use-tell-failure.tsx'

/** What is around every page: who is signed in, where one can go, language and theme. */
export function Frame() {
  const { text } = useLanguage()
  const session = useSession()
  const { signIn } = useSignIn()
  const isSignedOut = isUnauthenticated(session.error)
  const mayRead = useMay('read')
  useLiveUpdates(mayRead && !isSignedOut)
  useNoStrayDrop()
  if (session.isPending)
    return (
      <Center h="60vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  if (isSignedOut && !session.data) return <SignIn onKey={signIn} />
  return (
    <Shell>
      <UploadsUnderWay />
      {isSignedOut && (
        <SignInAgain hadSession={session.data?.has_session ?? false} onKey={signIn} />
      )}
      {session.error && !isSignedOut && (
        <Box mb="sm">
          <ProblemNote error={session.error} onRetry={() => void session.refetch()} />
        </Box>
      )}
      {/* Whatever happens to the session, what a person has typed stays. */}
      {session.data && <Outlet />}
    </Shell>
  )
}

function Shell({ children }: { children: React.ReactNode }) {
  const { text } = useLanguage()
  const [isOpen, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has chosen a page wants to see it, not the menu
  useEffect(close, [pathname])
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {text.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={text.menu}
              aria-expanded={isOpen}
            />
            <Text fw={700} fz={{ base: 'sm', sm: 'lg' }} className="brand">
              Invoice ML
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Preferences />
            <Who />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text.menu}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  )
}

function Navigation() {
  const { text } = useLanguage()
  const { pathname } = useLocation()
  const mayRead = useMay('read')
  const mayAdminister = useMay('admin')
  const mayReview = useMay('review')
  const places = [
    { to: '/documents', label: text.nav.documents, Icon: IconFiles, isShown: true },
    { to: '/review', label: text.nav.review, Icon: IconPencilCheck, isShown: mayRead && mayReview },
    { to: '/overview', label: text.nav.overview, Icon: IconChartBar, isShown: mayRead },
    { to: '/models', label: text.nav.models, Icon: IconBrain, isShown: mayRead },
    { to: '/webhooks', label: text.nav.webhooks, Icon: IconWebhook, isShown: mayAdminister },
  ]
  return places
    .filter(({ isShown }) => isShown)
    .map(({ to, label, Icon }) => (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Icon aria-hidden size={20} stroke={1.6} />}
        active={pathname.startsWith(to)}
        {...(pathname.startsWith(to) ? { 'aria-current': 'page' } : {})}
      />
    ))
}

function Who() {
  const { text } = useLanguage()
  const { data } = useSession()
  const { signOut } = useSignIn()
  const tellFailure = useTellFailure()
  if (!data?.has_session) return null
  const leave = () => {
    // Once the session is gone nothing could be saved any more.
    if (!handOver(signOut)) void signOut().catch(tellFailure)
  }
  return (
    <>
      <ActionIcon
        hiddenFrom="sm"
        size="lg"
        variant="default"
        aria-label={text.session.signOut}
        onClick={leave}
      >
        <IconLogout aria-hidden size={18} />
      </ActionIcon>
      <Button
        visibleFrom="sm"
        size="xs"
        variant="default"
        leftSection={<IconLogout aria-hidden size={16} />}
        title={data.name}
        onClick={leave}
      >
        <Text span size="xs">
          {data.name} ·&nbsp;
        </Text>
        {text.session.signOut}
      </Button>
    </>
  )
}
