import { labellingInterface } from '@invoice-ml/contracts'
import type {
  KnownProject,
  LabelStudioProject,
  LabelStudioStore,
  ProjectIdentity,
  ReviewRequests,
} from '@invoice-ml/storage'
import type { LabelStudio, NewWebhook } from './label-studio/client.ts'
import type { Project, Webhook } from './label-studio/shapes.ts'

export type SetUpOptions = {
  studio: Pick<
    LabelStudio,
    | 'whoAmI'
    | 'project'
    | 'findProject'
    | 'createProject'
    | 'changeProject'
    | 'webhooks'
    | 'createWebhook'
    | 'changeWebhook'
    | 'deleteWebhook'
  >
  store: Pick<LabelStudioStore, 'project' | 'setProject' | 'alone'>
  reviews: Pick<ReviewRequests, 'sendAgain'>
  /** Of Label Studio. */
  url: string
  /** Of the project. */
  title: string
  /** Told how many documents are sent again, since their project is gone. */
  onSentAgain: (documents: number) => void
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
  const { studio, store, reviews, url, onSentAgain } = options
  return store.alone(async () => {
    await studio.whoAmI()
    const project = await repaired(await findOrCreate(options), studio)
    const known = await store.setProject(url, identityOf(project))
    await repairWebhook(known, options)
    const sentAgain = await reviews.sendAgain(known)
    if (sentAgain > 0) onSentAgain(sentAgain)
    return { ...known, shownModel: project.model_version ?? '' }
  })
}

/** What makes a project this one and no other. */
export function identityOf({ id, created_at }: Project): ProjectIdentity {
  return { projectId: id, createdAt: new Date(created_at) }
}

async function findOrCreate(options: SetUpOptions): Promise<Project> {
  const { studio, store, url, title } = options
  const known = await store.project(url)
  return (
    (known && (await findAgain(known, options))) ??
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

/** The project that was worked with last; undefined when another has its number by now. */
async function findAgain(
  { projectId, createdAt, webhookSecret }: KnownProject,
  { studio, title }: SetUpOptions,
): Promise<Project | undefined> {
  const project = await studio.project(projectId)
  if (!project) return undefined
  if (createdAt)
    return identityOf(project).createdAt.getTime() === createdAt.getTime() ? project : undefined
  if (project.title === title) return project
  // Somebody may have given it another title before it was noted when it was made.
  const hooks = await studio.webhooks(projectId)
  return hooks.some(({ headers }) => headers?.[secretHeader] === webhookSecret)
    ? project
    : undefined
}

async function repaired(
  project: Project,
  studio: Pick<LabelStudio, 'changeProject'>,
): Promise<Project> {
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
