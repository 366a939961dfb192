import { Card, Stack, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { addressOf } from '../api.ts'
import { AddField } from '../components/add-field.tsx'
import { CorrectedElsewhere } from '../components/corrected-elsewhere.tsx'
import { FieldRow } from '../components/field-row.tsx'
import { LinesTable } from '../components/lines-table.tsx'
import { PageView } from '../components/page-view.tsx'
import { ReviewReasons } from '../components/review-reasons.tsx'
import { VatTable } from '../components/vat-table.tsx'
import { levelOf } from '../confidence.ts'
import { useLanguage } from '../messages/language.tsx'
import { useMay } from '../session.ts'
import { type Draft, type DraftField, drawableOf } from './draft.ts'
import { cellIdOf, inputIdOf } from './input-ids.ts'
import { onDesk, unlessHeld } from './keys.ts'
import { marksOf } from './marks.ts'
import { ReviewActions } from './review-actions.tsx'
import { UnsavedChanges } from './unsaved-changes.tsx'
import { useConfirm } from './use-confirm.ts'
import { useDraft, type Version } from './use-draft.ts'
import { useDrawnBox } from './use-drawn-box.ts'
import { unskipDocument } from './use-next.ts'
import { useSeen } from './use-seen.ts'

type Props = { newest: Version; isInQueue: boolean }

/** As page.css has it. */
const belowThePage = '(max-width: 62em)'

/** The page beside its fields: to compare, to correct, to confirm. */
export function ReviewDesk({ newest, isInQueue }: Props) {
  const { text } = useLanguage()
  const mayReview = useMay('review')
  const jobId = newest.extraction.job_id
  const { confirm, skip, isBusy, mistakes, next, setLeaving } = useConfirm(jobId, isInQueue)
  // What is typed while it is being sent would be sent with nothing.
  const isReadOnly = !mayReview || isBusy
  const draft = useDraft(newest, isBusy)
  const { extraction } = draft
  const { fields, lines, vat } = draft.draft
  const [activeKey, setActiveKey] = useState<string>()
  const [page, setPage] = useState(1)
  const { isSeen, markShown } = useSeen(extraction.pages > 0)
  const box = useDrawnBox({ jobId, page, onPage: setPage, draft })
  const mayConfirm = isSeen && !draft.isBehind && !box.isReading
  const drawable = drawableOf(draft.draft, activeKey)
  const pageOf = usePageOf(draft.draft)
  const activate = useCallback(
    (key: string) => {
      setActiveKey(key)
      const place = pageOf(key)
      if (place !== undefined) setPage(place)
    },
    [pageOf],
  )

  const hotkeys = {
    confirm: () => {
      if (mayConfirm && !isReadOnly) void confirm(draft)
    },
    draw: () => box.draw(isReadOnly ? undefined : drawable?.key),
  }
  useHotkeys(
    [
      ['mod+Enter', onDesk(unlessHeld(hotkeys.confirm))],
      // By where the key is: with Option, a Mac types another letter.
      ['alt+D', onDesk(hotkeys.draw), { usePhysicalKeys: true }],
      ['alt+S', onDesk(unlessHeld(skip)), { usePhysicalKeys: true }],
      ['alt+ArrowRight', onDesk(() => setPage(Math.min(extraction.pages, page + 1)))],
      ['alt+ArrowLeft', onDesk(() => setPage(Math.max(1, page - 1)))],
      ['Escape', onDesk(box.giveUp)],
    ],
    [],
  )
  useFocusOnFirstDoubt(fields)
  useFocusInSight()

  const marks = useMemo(() => marksOf(draft.draft, page, text), [draft.draft, page, text])
  const inputOf = (key: string) =>
    lines.some((line) => line.key === key) ? cellIdOf(key, 'description') : inputIdOf(key)
  return (
    <div className="review">
      <UnsavedChanges
        isChanged={draft.isChanged}
        isSending={isBusy}
        onAsked={setLeaving}
        onStay={() => unskipDocument(jobId)}
      />
      {extraction.pages === 0 ? (
        <Text>{text.review.noPages}</Text>
      ) : (
        <PageView
          image={addressOf('/jobs/{job_id}/pages/{page}', { job_id: jobId, page })}
          page={page}
          pages={extraction.pages}
          onPage={setPage}
          marks={marks}
          activeKey={activeKey}
          onPick={(key) => document.getElementById(inputOf(key))?.focus()}
          drawing={isBusy ? undefined : box.begin}
          onDrawn={box.take}
          onShown={markShown}
        />
      )}
      <Stack gap="xs">
        {draft.isBehind && (
          <CorrectedElsewhere onReload={() => draft.take(newest)} onKeep={draft.keep} />
        )}
        <ReviewReasons extraction={extraction} />
        {!mayReview && <Text size="sm">{text.review.readOnly}</Text>}
        <Card withBorder padding="xs">
          <Title order={2} size="h5" mb={4}>
            {text.review.fields}
          </Title>
          {fields.map((field) => (
            <FieldRow
              key={field.key}
              field={field}
              isActive={field.key === activeKey}
              isReadOnly={isReadOnly}
              mistake={mistakes.get(inputIdOf(field.key))}
              onFocus={activate}
              onChange={draft.setValue}
              onLeave={draft.settle}
              isDrawing={field.key === box.drawn?.key}
              onDraw={mayReview ? box.toggle : undefined}
            />
          ))}
          {mayReview && <AddField fields={fields} isDisabled={isBusy} onAdd={draft.addField} />}
        </Card>
        <Card withBorder padding="xs">
          <Title order={2} size="h5" mb={4}>
            {text.review.vat}
          </Title>
          <VatTable
            rows={vat}
            activeKey={vat.find(({ key }) => key === activeKey)?.key}
            onFocus={activate}
            isReadOnly={isReadOnly}
            mistakes={mistakes}
            onChange={draft.vat.set}
            onAdd={draft.vat.add}
            onRemove={draft.vat.remove}
          />
        </Card>
        <Card withBorder padding="xs">
          <Title order={2} size="h5" mb={4}>
            {text.review.lines}
          </Title>
          <LinesTable
            rows={lines}
            activeKey={lines.find(({ key }) => key === activeKey)?.key}
            onFocus={activate}
            isReadOnly={isReadOnly}
            mistakes={mistakes}
            onChange={draft.lines.set}
            onAdd={draft.lines.add}
            onRemove={draft.lines.remove}
          />
        </Card>
        <Text size="xs">
          {text.review.model} {extraction.model_version}
        </Text>
        <ReviewActions
          note={box.note}
          isDrawing={box.drawn !== undefined}
          isInQueue={isInQueue}
          isBusy={isBusy}
          onConfirm={mayConfirm ? hotkeys.confirm : undefined}
          onSkip={next === undefined ? undefined : skip}
          onDraw={drawable ? hotkeys.draw : undefined}
          onGiveUp={box.giveUp}
        />
      </Stack>
    </div>
  )
}

/** On which page a field or a line stands; the same function as long as the document is open. */
function usePageOf(draft: Draft): (key: string) => number | undefined {
  const shown = useRef(draft)
  useEffect(() => {
    shown.current = draft
  }, [draft])
  return useCallback((key) => {
    const { fields, lines } = shown.current
    const field = fields.find((one) => one.key === key)
    return (field ?? lines.find((one) => one.key === key)?.original)?.page
  }, [])
}

/** Whoever opens a document begins at what is least sure. Where the fields stand below the page, its beginning stays in sight. */
function useFocusOnFirstDoubt(fields: DraftField[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the document is opened
  useEffect(() => {
    const doubts = fields.filter(({ original }) => !original || levelOf(original) !== 'high')
    const first = doubts.find(({ original }) => original?.source !== 'correction') ?? fields[0]
    const preventScroll = window.matchMedia(belowThePage).matches
    if (first) document.getElementById(inputIdOf(first.key))?.focus({ preventScroll })
  }, [])
}

/** What one types into stays in sight on a phone that is turned. */
function useFocusInSight(): void {
  useEffect(() => {
    const show = () => {
      if (document.activeElement instanceof HTMLInputElement)
        document.activeElement.scrollIntoView({ block: 'nearest' })
    }
    window.addEventListener('resize', show)
    return () => window.removeEventListener('resize', show)
  }, [])
}
