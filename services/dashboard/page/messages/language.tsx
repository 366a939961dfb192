import { useLocalStorage } from '@mantine/hooks'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { createFormat, type Format } from '../format.ts'
import { en } from './en/en.ts'
import { fr, type Messages } from './fr/fr.ts'

export type Language = 'fr' | 'en'

type Spoken = {
  language: Language
  setLanguage: (language: Language) => void
  text: Messages
  format: Format
}

const LanguageContext = createContext<Spoken | undefined>(undefined)

/** The language that was chosen, else the browser's first of ours, else French. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useLocalStorage<Language>({
    key: 'invoice-ml-language',
    defaultValue: languageOfBrowser(),
    getInitialValueInEffect: false,
  })
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const spoken = useMemo(
    () => ({
      language,
      setLanguage,
      text: language === 'en' ? en : fr,
      format: createFormat(language === 'en' ? 'en-GB' : 'fr-FR'),
    }),
    [language, setLanguage],
  )
  return <LanguageContext value={spoken}>{children}</LanguageContext>
}

/** The words and formats of the person's language. */
export function useLanguage(): Spoken {
  const spoken = useContext(LanguageContext)
  if (!spoken) throw new Error('There is no LanguageProvider above')
  return spoken
}

function languageOfBrowser(): Language {
  const first = navigator.languages.find((tag) => /^(fr|en)\b/i.test(tag))
  return first?.toLowerCase().startsWith('en') ? 'en' : 'fr'
}
