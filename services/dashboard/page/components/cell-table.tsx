import { ActionIcon, Button, Table, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Level } from '../confidence.ts'
import { useLanguage } from '../messages/language.tsx'
import { cellIdOf } from '../review/input-ids.ts'
import type { Expected, Mistakes } from '../review/mistakes.ts'
import { DescribedInput } from './described-input.tsx'

/** What the rows of a table are called. */
type Words = {
  none: string
  add: string
  /** Of the row of this number, from 1. */
  remove: (number: number) => string
  cell: (column: string, number: number) => string
}

type Row<Column extends string> = Record<Column, string> & { key: string }

type Column<Name extends string> = { name: Name; head: string; widthPx: number }

export type Rows<Name extends string> = {
  rows: Row<Name>[]
  isReadOnly: boolean
  mistakes: Mistakes
  onChange: (key: string, column: Name, value: string) => void
  onAdd: () => void
  onRemove: (key: string) => void
  activeKey?: string | undefined
  /** A person has come to a cell of the row. */
  onFocus?: (key: string) => void
}

type Props<Name extends string> = Rows<Name> & {
  title: string
  columns: Column<Name>[]
  words: Words
  /** How sure the rows are, where that is known. */
  certainties?: Certainty[]
}

/** Of a row, as its colour and its words tell. */
export type Certainty = { level: Level; words: string }

/** A table of the document, to change cell by cell. */
export function CellTable<Name extends string>(props: Props<Name>) {
  const { title, columns, words, rows, isReadOnly, mistakes, onChange, onAdd, onRemove } = props
  const { certainties = [], activeKey, onFocus } = props
  const { text } = useLanguage()
  const wordsOf = (mistake: Expected | undefined) =>
    mistake && text.review.expected(text.expected[mistake])
  return (
    <>
      {rows.length === 0 ? (
        <Text size="sm">{words.none}</Text>
      ) : (
        <div className="lines-scroll">
          <Table verticalSpacing={2} horizontalSpacing={4} aria-label={title}>
            <Table.Thead>
              <Table.Tr>
                {columns.map(({ name, head, widthPx }) => (
                  <Table.Th key={name} miw={widthPx}>
                    {head}
                  </Table.Th>
                ))}
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, index) => (
                <Table.Tr
                  key={row.key}
                  className="cell-row"
                  data-level={certainties[index]?.level}
                  data-active={row.key === activeKey || undefined}
                  title={certainties[index]?.words}
                  onFocus={() => onFocus?.(row.key)}
                >
                  {columns.map(({ name, head }) => (
                    <Table.Td key={name}>
                      <DescribedInput
                        id={cellIdOf(row.key, name)}
                        describedBy={certainties[index] && cellIdOf(row.key, 'sure')}
                        error={wordsOf(mistakes.get(cellIdOf(row.key, name)))}
                        size="xs"
                        readOnly={isReadOnly}
                        value={row[name]}
                        aria-label={words.cell(head, index + 1)}
                        onChange={({ currentTarget }) =>
                          onChange(row.key, name, currentTarget.value)
                        }
                      />
                    </Table.Td>
                  ))}
                  <Table.Td>
                    {certainties[index] && (
                      <span hidden id={cellIdOf(row.key, 'sure')}>
                        {certainties[index].words}
                      </span>
                    )}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      disabled={isReadOnly}
                      aria-label={words.remove(index + 1)}
                      onClick={() => onRemove(row.key)}
                    >
                      <IconTrash aria-hidden size={15} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Button
        size="xs"
        variant="default"
        mt={6}
        disabled={isReadOnly}
        leftSection={<IconPlus aria-hidden size={14} />}
        onClick={onAdd}
      >
        {words.add}
      </Button>
    </>
  )
}
