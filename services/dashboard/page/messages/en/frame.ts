import type { Messages } from '../fr/fr.ts'

export const nav: Messages['nav'] = {
  overview: 'Overview',
  documents: 'Documents',
  review: 'Review',
  models: 'Models',
  webhooks: 'Webhooks and keys',
}

export const common: Messages['common'] = {
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  delete: 'Delete',
  copy: 'Copy',
  copied: 'Copied',
  more: 'Load more',
  failed: 'That did not work',
  detail: 'Detail:',
  notAllowed: 'Your key does not allow you to see this page.',
  notThere: 'This platform does not serve this yet.',
  broken: 'This page cannot be shown',
  brokenHint: 'A newer version was probably installed since this page was opened: reload it.',
  reload: 'Reload',
  pageNotFound: 'There is no page at this address.',
}

export const session: Messages['session'] = {
  title: 'Sign in',
  intro:
    'Enter an API key. It stays in an encrypted cookie of this browser, until twelve hours after your last visit.',
  ended: 'Your session has ended',
  endedHint: 'Enter your API key to go on: what you have typed is still there.',
  keyNeeded: 'There is a first API key now: enter one to go on. All is as you left it.',
  key: 'API key',
  signIn: 'Sign in',
  signOut: 'Sign out',
  refused: 'This key is unknown, expired or revoked.',
}
