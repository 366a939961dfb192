import { ActionIcon, Group, Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { type Language, useLanguage } from '../messages/language.tsx'

const themes = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon }

/** Language and theme. */
export function Preferences() {
  const { text, language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = themes[colorScheme]
  return (
    <Group gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={text.language}
        value={language}
        // The control gives back one of its own values.
        onChange={(value) => setLanguage(value as Language)}
        data={[
          { value: 'fr', label: 'FR' },
          { value: 'en', label: 'EN' },
        ]}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={text.theme}>
            <Icon aria-hidden size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconDeviceDesktop size={16} />}
            onClick={() => setColorScheme('auto')}
          >
            {text.system}
          </Menu.Item>
          <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme('light')}>
            {text.light}
          </Menu.Item>
          <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme('dark')}>
            {text.dark}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
