import { MantineProvider } from '@mantine/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DescribedInput } from './described-input.tsx'

test.each([
  ['what stands beside it', undefined, 'sure'],
  ['its mistake too', 'attendu : une date', 'field-error sure'],
])('an input is described by %s', (_what, error, expected) => {
  const input = createElement(DescribedInput, { id: 'field', describedBy: 'sure', error })

  const html = renderToStaticMarkup(createElement(MantineProvider, null, input))

  expect(/<input[^>]* aria-describedby="([^"]*)"/.exec(html)?.[1]).toBe(expected)
})
