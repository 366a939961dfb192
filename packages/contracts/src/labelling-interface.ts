import { fieldLabels } from './fields.ts'

/** Names in the labelling interface that results refer to. */
export const labellingNames = { image: 'image', label: 'label', text: 'transcription' } as const

/** The labelling interface of Label Studio: boxes with a label and a text, drawn on the image of one page. */
export function labellingInterface(): string {
  const { image, label, text } = labellingNames
  const labels = fieldLabels.map((name) => `    <Label value="${name}"/>`)
  return [
    '<View>',
    `  <Image name="${image}" value="$image" zoom="true" zoomControl="true" rotateControl="false"/>`,
    `  <RectangleLabels name="${label}" toName="${image}">`,
    ...labels,
    '  </RectangleLabels>',
    `  <TextArea name="${text}" toName="${image}" perRegion="true" editable="true" required="false" maxSubmissions="1" rows="1" displayMode="region-list"/>`,
    '</View>',
    '',
  ].join('\n')
}
