import { type Extraction, keyFieldLabels } from '@invoice-ml/contracts'
import { Alert, List } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { describeCheck } from '../describe-check.ts'
import type { Format } from '../format.ts'
import type { Messages } from '../messages/fr/fr.ts'
import { useLanguage } from '../messages/language.tsx'

const unsure = 0.85

/** Why a person should look at the document, in words; where none needs to, what is worth knowing of it. */
export function ReviewReasons({ extraction }: { extraction: Extraction }) {
  const { text, format } = useLanguage()
  const reasons = reasonsOf(extraction, text, format)
  if (reasons.length === 0)
    return (
      <Alert color="green" variant="light" p="xs" icon={<IconCircleCheck aria-hidden />}>
        {text.review.fine}
      </Alert>
    )
  return (
    <Alert
      color={extraction.needs_review ? 'orange' : 'blue'}
      variant="light"
      p="xs"
      icon={<IconInfoCircle aria-hidden />}
      title={extraction.needs_review ? text.review.why : text.review.worthKnowing}
    >
      <List size="sm">
        {reasons.map(({ words, detail }) => (
          <List.Item key={words} title={detail}>
            {words}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

type Reason = { words: string; detail?: string | undefined }

function reasonsOf(extraction: Extraction, text: Messages, format: Format): Reason[] {
  const missing = keyFieldLabels
    .filter((label) => extraction.missing_fields.includes(label))
    .map((label) => ({ words: text.review.missingKey(text.fields[label]) }))
  const failed = extraction.checks
    .filter(({ passed }) => !passed)
    .map(({ id, detail }) => ({ words: describeCheck(id, text), detail }))
  if (!extraction.needs_review) return failed
  const doubtful = extraction.fields
    .filter(({ label, confidence }) => keyFieldLabels.includes(label) && confidence < unsure)
    .map(({ label, confidence }) => ({
      words: text.review.lowConfidence(text.fields[label], format.percent(confidence)),
    }))
  const overall = extraction.review_reasons.some((reason) =>
    reason.startsWith('overall confidence'),
  )
    ? [{ words: text.review.lowOverall(format.percent(extraction.overall_confidence)) }]
    : []
  const all: Reason[] = [...missing, ...failed, ...doubtful, ...overall]
  return all.length > 0 ? all : extraction.review_reasons.map((words) => ({ words }))
}
