import type { Messages } from '../fr/fr.ts'

export const advice: Messages['advice'] = {
  'file-empty': 'The file is empty: check the original, then submit it again.',
  'file-corrupt': 'The file is damaged: export or scan it again.',
  'document-encrypted': 'The PDF is protected: remove its password, then submit it again.',
  'unsupported-media-type': 'Submit a PDF, an image (JPEG, PNG, TIFF, WebP) or an XML (UBL, CII).',
  'file-too-large': 'The file is too large: make it smaller or split it.',
  'too-many-pages': 'The document has too many pages: split it.',
  'image-too-large': 'The image has too many pixels: scan at 200 or 300 dpi.',
  'document-unreadable':
    'Reading it went beyond its limits: print the document to a new PDF, then submit that.',
  'no-page-selected': 'No page is selected.',
  'file-erased': 'The file is no longer kept; the result is.',
  unauthenticated: 'Sign in again.',
  forbidden: 'Your key does not allow this.',
  'rate-limited': 'Too many requests: try again in a minute.',
  overloaded: 'The platform has too much to do: try again in a moment.',
  'service-unavailable': 'A part of the platform does not answer: try again in a moment.',
  'internal-error': 'This is not your fault: try again, then tell the operator.',
  'invalid-request': 'A value does not have the expected form: correct what is marked.',
  'job-not-found': 'This document no longer exists.',
  'job-not-completed': 'This document has not been read: wait for its result.',
  'export-incomplete': 'Correct what is missing first.',
  'webhook-address-refused': 'The address is refused: use a public https address.',
  'last-admin-key': 'This is the last key that administers: create another one first.',
  'first-api-key':
    'The first key is created in the terminal: npm run api-key -- create --name NAME --scopes admin',
}
