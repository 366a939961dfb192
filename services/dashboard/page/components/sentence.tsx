import { describeSentence } from '../describe-sentence.ts'
import { useLanguage } from '../messages/language.tsx'

/** A sentence of the platform; in English where the page has no other words for it. */
export function Sentence({ children }: { children: string }) {
  const { text, format } = useLanguage()
  return describeSentence(children, text, format) ?? <span lang="en">{children}</span>
}
