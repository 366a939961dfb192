import { labellingInterface } from '@invoice-ml/contracts'
import type { LabelStudioProject, LabelStudioStore } from '@invoice-ml/storage'
import type { LabelStudio, NewWebhook } from './label-studio/client.ts'
import type { Project, Webhook } from './label-studio/shapes.ts'

export type SetUpOptions = {
  studio: LabelStudio
  store: LabelStudioStore
  /** Of Label Studio. */
  url: string
  /** Of the project. */
  title: string
  /** Where Label Studio sends its webhooks. */
  webhookUrl: string
}

export const secretHeader = 'X-Feedback-Secret'

// All that tells of annotations.
const actions = [
  'ANNOTATION_CREATED',
  'ANNOTATION_UPDATED',
  'ANNOTATIONS_CREATED',
  'ANNOTATIONS_DELETED',
  'TASKS_DELETED',
]

/** What a project of ours is like, whoever has changed it. */
const wanted = {
  label_config: labellingInterface(),
  show_collab_predictions: true,
  show_skip_button: true,
  // A page on which nothing is to be found is submitted empty.
  enable_empty_annotation: true,
}

/**
 * Finds or makes our project and its webhook, and puts right what is not as it must be. One process at a time.
 *
 * @throws LabelStudioError; of the kind `refused` or `unauthorized` when it cannot be put right
 */
export function setUp(options: SetUpOptions): Promise<LabelStudioProject & { shownModel: string }> {
  const { studio, store, url } = options
  return store.alone(async () => {
    await studio.whoAmI()
    const project = await repaired(await findOrCreate(options), studio)
    const known = await store.setProject(url, project.id)
    await repairWebhook(known, options)
    return { ...known, shownModel: project.model_version ?? '' }
  })
}

async function findOrCreate({ studio, store, url, title }: SetUpOptions): Promise<Project> {
  const known = await store.project(url)
  const project = known && (await studio.project(known.projectId))
  return (
    project ??
    (await studio.findProject(title)) ??
    studio.createProject({
      ...wanted,
      title,
      description: 'Factures que la plateforme n’a pas lues avec certitude',
      expert_instruction:
        'Vérifiez chaque cadre et son texte. Effacez ce qui est faux, ajoutez ce qui manque. Envoyez vide une page sans rien à lire.',
      maximum_annotations: 1,
    })
  )
}

async function repaired(project: Project, studio: LabelStudio): Promise<Project> {
  const { label_config, ...switches } = wanted
  const isRight =
    compactXml(project.label_config) === compactXml(label_config) &&
    project.show_collab_predictions === switches.show_collab_predictions &&
    project.show_skip_button === switches.show_skip_button &&
    project.enable_empty_annotation === switches.enable_empty_annotation
  return isRight ? project : studio.changeProject(project.id, wanted)
}

function compactXml(text: string): string {
  return text.replaceAll(/>\s+</g, '><').replaceAll(/\s+/g, ' ').trim()
}

async function repairWebhook(
  { projectId, webhookSecret }: LabelStudioProject,
  { studio, webhookUrl }: SetUpOptions,
): Promise<void> {
  const hook: NewWebhook = {
    url: webhookUrl,
    // The answer is a hint: what it is about is read from the API.
    send_payload: false,
    send_for_all_actions: false,
    is_active: true,
    actions,
    headers: { [secretHeader]: webhookSecret },
  }
  const there = await studio.webhooks(projectId)
  const [first, ...doubles] = there.filter(({ url }) => url === webhookUrl)
  // Of an address that we had before.
  const former = there.filter(
    ({ url, headers }) => url !== webhookUrl && headers?.[secretHeader] === webhookSecret,
  )
  for (const { id } of [...doubles, ...former]) await studio.deleteWebhook(id)
  if (!first) return studio.createWebhook(projectId, hook)
  if (!isSame(first, hook)) await studio.changeWebhook(first.id, hook)
}

function isSame(there: Webhook, hook: NewWebhook): boolean {
  return (
    there.is_active &&
    !there.send_for_all_actions &&
    there.send_payload === hook.send_payload &&
    there.headers?.[secretHeader] === hook.headers[secretHeader] &&
    there.actions.toSorted().join() === hook.actions.toSorted().join()
  )
}
