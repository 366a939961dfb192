import { ActionIcon, Anchor, Card, Group, Progress, ScrollArea, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from 'react-router'
import { explainProblem } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { useMay } from '../session.ts'
import { toBeSeenFirst } from '../upload-outcomes.ts'
import type { UploadedFile, Uploads } from '../uploads.ts'

type Props = { uploads: Uploads; onClear: () => void }

/** How far the files are that are being sent, and which were refused and why. */
export function UploadList({ uploads: { files, waitSeconds }, onClear }: Props) {
  const { text } = useLanguage()
  if (files.length === 0) return null
  const count = (wanted: UploadedFile['state']) =>
    files.filter(({ state }) => state === wanted).length
  const share = files.reduce((sum, { progress }) => sum + progress, 0)
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} size="sm" role="status">
          {text.documents.sending(count('sent'), files.length, count('refused'))}
          {waitSeconds !== undefined && ` — ${text.documents.retryIn(waitSeconds)}`}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text.documents.clearUploads}
          onClick={onClear}
        >
          <IconX aria-hidden size={18} />
        </ActionIcon>
      </Group>
      <Progress value={(share / files.length) * 100} mt={6} aria-label={text.documents.uploads} />
      <ScrollArea.Autosize mah={160} mt="xs" viewportProps={{ tabIndex: 0 }}>
        <Stack gap={2}>
          {toBeSeenFirst(files).map((file) => (
            <Entry key={file.id} file={file} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Card>
  )
}

function Entry({ file }: { file: UploadedFile }) {
  const { text, format } = useLanguage()
  const mayRead = useMay('read')
  const { state, refusal, jobId, progress } = file
  const words = {
    waiting: text.documents.waiting,
    sending: format.percent(progress),
    sent: text.documents.sent,
    refused: `${text.documents.refused} : ${refusal ? explainProblem(refusal, text) : ''}`,
  }
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm" truncate>
        {jobId === undefined || !mayRead ? (
          file.name
        ) : (
          <Anchor component={Link} to={`/documents/${jobId}`} underline="always" size="sm">
            {file.name}
          </Anchor>
        )}
      </Text>
      <Text size="sm" fw={state === 'refused' ? 600 : 400}>
        {words[state]}
      </Text>
    </Group>
  )
}
