import { Button, Group, Menu, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconChevronDown, IconDownload, IconFileInvoice, IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { addressOf } from '../api.ts'
import { DayInput } from '../components/day-input.tsx'
import { DropZone } from '../components/drop-zone.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { JobList } from '../components/job-list.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { UploadList } from '../components/upload-list.tsx'
import { type ListFilter, toQuery, useJobs } from '../jobs.ts'
import { useLanguage } from '../messages/language.tsx'
import { useSample } from '../sample.ts'
import { useMay } from '../session.ts'
import { tableFormats } from '../table-formats.ts'
import { useUploads } from '../uploads.ts'
import { useDownload } from '../use-download.ts'

/** After the last key: whoever types on is not answered in between. */
const searchAfterMs = 120

/** Files in, and what has become of them. */
export function Documents() {
  const { text } = useLanguage()
  const mayExtract = useMay('extract')
  const mayRead = useMay('read')
  const { files, waitSeconds, add, clear } = useUploads()
  const trySample = useSample()
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {text.documents.title}
      </Title>
      {mayExtract && (
        <DropZone onFiles={add}>
          <Button variant="default" onClick={trySample}>
            {text.documents.sample}
          </Button>
        </DropZone>
      )}
      <UploadList uploads={{ files, waitSeconds }} onClear={clear} />
      {mayRead ? <List /> : <Text>{text.common.notAllowed}</Text>}
    </Stack>
  )
}

function List() {
  const { text } = useLanguage()
  const [filter, setFilter] = useFilter()
  const jobs = useJobs(filter)
  const rows = useMemo(() => jobs.data?.pages.flatMap((page) => page.rows) ?? [], [jobs.data])
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = jobs
  const readMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <Filters filter={filter} onChange={setFilter} />
      {jobs.error && <ProblemNote error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.data && !jobs.isPlaceholderData && rows.length === 0 && !hasNextPage ? (
        <EmptyState
          icon={<IconFileInvoice aria-hidden size={44} stroke={1.3} />}
          title={isFiltered ? text.documents.noMatch : text.documents.empty}
          hint={isFiltered ? undefined : text.documents.emptyHint}
        />
      ) : (
        <JobList rows={rows} hasMore={hasNextPage} onEnd={readMore} />
      )}
      <Text size="xs" role="status">
        {jobs.isPending || jobs.isPlaceholderData
          ? text.common.loading
          : text.documents.shown(rows.length, hasNextPage)}
      </Text>
    </>
  )
}

type FilterProps = { filter: ListFilter; onChange: (filter: ListFilter) => void }

function Filters({ filter, onChange }: FilterProps) {
  const { text } = useLanguage()
  const [typed, setTyped] = useSearched(filter.text, (words) => {
    onChange({ ...filter, text: words })
  })
  const { statuses } = text
  const state = filter.needsReview ? 'review' : (filter.status ?? 'all')
  return (
    <Group align="start" gap="sm">
      <TextInput
        label={text.documents.search}
        placeholder={text.documents.searchHint}
        leftSection={<IconSearch aria-hidden size={16} />}
        type="search"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        style={{ flex: '1 1 14rem' }}
      />
      <Select
        label={text.documents.status}
        allowDeselect={false}
        value={state}
        onChange={(value) => onChange({ ...filter, ...stateFilter(value) })}
        data={[
          { value: 'all', label: text.documents.all },
          { value: 'review', label: text.documents.toReview },
          ...Object.entries(statuses).map(([value, label]) => ({ value, label })),
        ]}
        w={150}
      />
      <DayInput
        label={text.documents.since}
        value={filter.since}
        onChange={(since) => onChange({ ...filter, since })}
      />
      <ExportMenu filter={filter} />
      {!isExportable(filter) && (
        <Text size="xs" id={exportHintId} w="100%">
          {text.documents.exportHint}
        </Text>
      )}
    </Group>
  )
}

/** What stands in the search box: what is typed, which is searched for after a while, or what the address has come to say. */
function useSearched(
  searched: string | undefined,
  onSearch: (words: string | undefined) => void,
): [string, (words: string) => void] {
  const [typed, setTyped] = useState(searched ?? '')
  const own = useRef(searched)
  const search = useDebouncedCallback((words: string) => {
    own.current = words.trim() || undefined
    onSearch(own.current)
  }, searchAfterMs)
  useEffect(() => {
    if (searched === own.current) return
    own.current = searched
    setTyped(searched ?? '')
  }, [searched])
  const type = (words: string) => {
    setTyped(words)
    search(words)
  }
  return [typed, type]
}

function stateFilter(value: string | null): Pick<ListFilter, 'status' | 'needsReview'> {
  if (value === 'review') return { needsReview: true, status: undefined }
  // The select gives back one of its own values.
  const status = value === 'all' || value === null ? undefined : (value as ListFilter['status'])
  return { status, needsReview: undefined }
}

const exportHintId = 'export-hint'

/** Whether the list shows anything that has a result. */
function isExportable({ status, needsReview }: ListFilter): boolean {
  return needsReview === true || status === undefined || status === 'completed'
}

/** What the list shows, as a file. */
function ExportMenu({ filter }: { filter: ListFilter }) {
  const { text, language } = useLanguage()
  const { download, isBusy } = useDownload()
  const { status: _status, ...query } = toQuery(filter)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          className="export"
          variant="default"
          loading={isBusy}
          disabled={!isExportable(filter)}
          aria-describedby={isExportable(filter) ? undefined : exportHintId}
          leftSection={<IconDownload aria-hidden size={16} />}
          rightSection={<IconChevronDown aria-hidden size={14} />}
        >
          {text.documents.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tableFormats(text, language).map(({ label, query: format }) => (
          <Menu.Item
            key={label}
            onClick={() => download(addressOf('/exports', {}, { ...query, ...format }))}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The filter lives in the address, so that a list can be linked to and the back button works. */
function useFilter(): [ListFilter, (filter: ListFilter) => void] {
  const [search, setSearch] = useSearchParams()
  const filter = useMemo((): ListFilter => {
    const status = search.get('status')
    return {
      // Anything else is refused by the API, which says so.
      status: status === null ? undefined : (status as ListFilter['status']),
      needsReview: search.get('review') === 'true' ? true : undefined,
      text: search.get('text') ?? undefined,
      since: search.get('since') ?? undefined,
    }
  }, [search])
  const set = ({ status, needsReview, text, since }: ListFilter) => {
    const entries = { status, review: needsReview ? 'true' : undefined, text, since }
    const given = Object.entries(entries).flatMap(([name, value]) => (value ? [[name, value]] : []))
    setSearch(new URLSearchParams(given), { replace: true })
  }
  return [filter, set]
}
