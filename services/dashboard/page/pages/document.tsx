import type { Job } from '@invoice-ml/contracts'
import { ActionIcon, Button, Group, Menu, Stack, Title } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { addressOf, call } from '../api.ts'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { JobOutcome } from '../components/job-outcome.tsx'
import { Loaded } from '../components/loaded.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { toRow, useJob } from '../jobs.ts'
import { dropJob } from '../keep-job.ts'
import { useLanguage } from '../messages/language.tsx'
import { nothingToKeep } from '../review/leaving.ts'
import { ReviewDesk } from '../review/review-desk.tsx'
import { useMay } from '../session.ts'
import { tableFormats } from '../table-formats.ts'
import { useDownload } from '../use-download.ts'
import { useIsHere } from '../use-is-here.ts'

/** One document: to review once it is read; how far it is before, and why it failed if it did. */
export function Document() {
  const { jobId = '' } = useParams()
  const job = useJob(jobId)
  const isInQueue = useLocation().pathname.startsWith('/review/')
  return (
    <Stack gap="sm">
      <Loaded query={job} height="40vh">
        {(known) => (
          // What was asked about one document is not answered for the next.
          <Stack key={known.job_id} gap="sm">
            <Head job={known} />
            {known.result ? (
              <ReviewDesk
                newest={{ extraction: known.result, updatedAt: known.updated_at }}
                isInQueue={isInQueue}
              />
            ) : (
              <JobOutcome job={known} />
            )}
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

function Head({ job }: { job: Job }) {
  const { text } = useLanguage()
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <ActionIcon
          component={Link}
          to="/documents"
          variant="subtle"
          color="gray"
          aria-label={text.review.back}
        >
          <IconArrowLeft aria-hidden size={20} />
        </ActionIcon>
        <Title order={1} size="h4" lineClamp={1} title={job.filename}>
          {job.filename}
        </Title>
        <StatusBadge job={toRow(job)} />
      </Group>
      <Group gap="xs">
        {job.result && <Download jobId={job.job_id} />}
        <Delete job={job} />
      </Group>
    </Group>
  )
}

function Download({ jobId }: { jobId: string }) {
  const { text, language } = useLanguage()
  const formats = [
    ...tableFormats(text, language),
    { label: 'UBL', query: { format: 'ubl' } },
    { label: 'CII', query: { format: 'cii' } },
  ]
  const { download, isBusy } = useDownload()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          leftSection={<IconDownload aria-hidden size={15} />}
        >
          {text.review.download}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ label, query }) => (
          <Menu.Item
            key={label}
            onClick={() => download(addressOf('/jobs/{job_id}/export', { job_id: jobId }, query))}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Delete({ job: { job_id: jobId, filename } }: { job: Job }) {
  const { text } = useLanguage()
  const [isAsked, setIsAsked] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const isHere = useIsHere()
  const mayDelete = useMay('admin')
  if (!mayDelete) return null
  return (
    <>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={text.review.deleteJob}
        title={text.review.deleteJob}
        onClick={() => setIsAsked(true)}
      >
        <IconTrash aria-hidden size={16} />
      </ActionIcon>
      <ConfirmDialog
        isOpen={isAsked}
        title={text.review.deleteJob}
        words={text.review.deleteSure(filename)}
        action={text.common.delete}
        onClose={() => setIsAsked(false)}
        onConfirm={async () => {
          await call('delete', '/jobs/{job_id}', { params: { job_id: jobId } })
          dropJob(client, jobId)
          // Whoever looks at another document meanwhile stays with it.
          if (isHere.current) await navigate('/documents', nothingToKeep)
        }}
      />
    </>
  )
}
