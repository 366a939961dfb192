import type { SupplierQuality } from '@invoice-ml/contracts'
import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { useLanguage } from '../messages/language.tsx'
import { Loaded } from './loaded.tsx'
import { Section } from './section.tsx'

/** Which suppliers are read less well than before. */
export function Suppliers() {
  const { text } = useLanguage()
  const suppliers = useQuery({
    queryKey: ['suppliers'],
    queryFn: ({ signal }) => call('get', '/stats/suppliers', { signal }),
  })
  return (
    <Section title={text.overview.suppliers}>
      <Loaded query={suppliers} height="5vh">
        {(found) =>
          found.suppliers.length === 0 ? (
            <Text size="sm">{text.overview.noSuppliers}</Text>
          ) : (
            <SupplierTable suppliers={found.suppliers} />
          )
        }
      </Loaded>
    </Section>
  )
}

function SupplierTable({ suppliers }: { suppliers: SupplierQuality[] }) {
  const { text, format } = useLanguage()
  const change = (before: number, now: number) =>
    `${format.percent(before)} → ${format.percent(now)}`
  return (
    <div className="lines-scroll stacked">
      <Table aria-label={text.overview.suppliers}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.documents.supplier}</Table.Th>
            <Table.Th>{text.nav.documents}</Table.Th>
            <Table.Th>{text.overview.corrected}</Table.Th>
            <Table.Th>{text.overview.confidence}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {suppliers.map(({ fournisseur_nom, fournisseur_siren, last_30_days: now, before }) => (
            <Table.Tr key={`${fournisseur_siren} ${fournisseur_nom}`}>
              <Table.Td>{fournisseur_nom ?? fournisseur_siren ?? text.overview.unnamed}</Table.Td>
              <Table.Td data-label={text.nav.documents}>
                {format.number(before.documents)} → {format.number(now.documents)}
              </Table.Td>
              <Table.Td data-label={text.overview.corrected}>
                {change(before.corrected_share, now.corrected_share)}
              </Table.Td>
              <Table.Td data-label={text.overview.confidence}>
                {change(before.mean_confidence, now.mean_confidence)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" mt="xs">
        {text.overview.suppliersHint}
      </Text>
    </div>
  )
}
