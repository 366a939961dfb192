import type { Deployment } from '@invoice-ml/contracts'
import { Table, Text } from '@mantine/core'
import { describeActor } from '../describe-actor.ts'
import { useLanguage } from '../messages/language.tsx'
import { useApiKeys } from '../use-api-keys.ts'
import { Sentence } from './sentence.tsx'

/** What served when, why it was exchanged and by whom; for who may administer. */
export function DeploymentTable({ deployments }: { deployments: Deployment[] }) {
  const { text, format } = useLanguage()
  const keys = useApiKeys().data?.api_keys ?? []
  if (deployments.length === 0) return <Text size="sm">{text.models.noHistory}</Text>
  return (
    <div className="lines-scroll stacked">
      <Table aria-label={text.models.history}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.models.since}</Table.Th>
            <Table.Th>{text.models.version}</Table.Th>
            <Table.Th>{text.models.reason}</Table.Th>
            <Table.Th>{text.models.who}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deployments.map((deployment) => (
            <Table.Tr key={deployment.deployment_id}>
              <Table.Td>{format.dateTime(deployment.deployed_at)}</Table.Td>
              <Table.Td data-label={text.models.version}>{deployment.model_version}</Table.Td>
              <Table.Td data-label={text.models.reason}>
                {text.models.deploymentReasons[deployment.reason]}
                {reasonsIn(deployment).map((reason) => (
                  <Text key={reason} size="xs">
                    <Sentence>{reason}</Sentence>
                  </Text>
                ))}
              </Table.Td>
              <Table.Td data-label={text.models.who}>
                {describeActor(deployment.actor, keys, text)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** The reasons of a decision, as the retrain scheduler writes them one after the other. */
function reasonsIn({ detail }: Deployment): string[] {
  return detail ? detail.split('; ') : []
}
