import { ActionIcon, Button, Table, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { type DraftLine, type LineColumn, lineColumns } from '../review/draft.ts'
import { cellIdOf } from '../review/input-ids.ts'

type Props = {
  lines: DraftLine[]
  isReadOnly: boolean
  /** What the platform said against cells, by the identifier of the input. */
  mistakes: Map<string, string>
  onChange: (key: string, column: LineColumn, value: string) => void
  onAdd: () => void
  onRemove: (key: string) => void
}

const widths: Record<LineColumn, number> = {
  description: 136,
  quantity: 70,
  unit_price: 84,
  vat_rate: 76,
  amount: 88,
}

/** What was sold, to change cell by cell. */
export const LinesTable = memo(function LinesTable(props: Props) {
  const { lines, isReadOnly, mistakes, onChange, onAdd, onRemove } = props
  const { text } = useLanguage()
  const heads: Record<LineColumn, string> = {
    description: text.review.description,
    quantity: text.review.quantity,
    unit_price: text.review.unitPrice,
    vat_rate: text.review.vatRate,
    amount: text.review.amount,
  }
  return (
    <>
      {lines.length === 0 ? (
        <Text size="sm">{text.review.noLines}</Text>
      ) : (
        <div className="lines-scroll">
          <Table verticalSpacing={2} horizontalSpacing={4} aria-label={text.review.lines}>
            <Table.Thead>
              <Table.Tr>
                {lineColumns.map((column) => (
                  <Table.Th key={column} miw={widths[column]}>
                    {heads[column]}
                  </Table.Th>
                ))}
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line, index) => (
                <Table.Tr key={line.key}>
                  {lineColumns.map((column) => (
                    <Table.Td key={column}>
                      <TextInput
                        id={cellIdOf(line.key, column)}
                        error={mistakes.get(cellIdOf(line.key, column))}
                        size="xs"
                        readOnly={isReadOnly}
                        value={line[column]}
                        aria-label={text.review.lineCell(heads[column], index + 1)}
                        onChange={({ currentTarget }) =>
                          onChange(line.key, column, currentTarget.value)
                        }
                      />
                    </Table.Td>
                  ))}
                  <Table.Td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      disabled={isReadOnly}
                      aria-label={text.review.removeLine(index + 1)}
                      onClick={() => onRemove(line.key)}
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
      {!isReadOnly && (
        <Button
          size="xs"
          variant="default"
          mt={6}
          leftSection={<IconPlus aria-hidden size={14} />}
          onClick={onAdd}
        >
          {text.review.addLine}
        </Button>
      )}
    </>
  )
})
