import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { useLanguage } from '../messages/language.tsx'
import { activateModel } from '../models-api.ts'
import { useAction } from '../use-action.ts'

/** Has a model serve, once more is asked. */
export function ActivateButton({ version }: { version: string }) {
  const { text } = useLanguage()
  const [isAsked, { open, close }] = useDisclosure()
  const { run } = useAction(['models', 'stats', 'health'])
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        {text.models.activate}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={text.models.activate}
        words={text.models.activateSure(version)}
        action={text.models.activate}
        onClose={close}
        onConfirm={async () => {
          await activateModel(version)
          await run(async () => {})
          notifications.show({ message: text.models.activated, color: 'green' })
        }}
      />
    </>
  )
}
