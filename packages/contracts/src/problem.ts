import { z } from 'zod'

type ProblemDefinition = { status: number; title: string; advice: string }

/** Every way the platform can say no. `advice` is what the page at the problem's address tells the reader to do. */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request does not have the expected form',
    advice: 'Each entry of `errors` names a part of the request and what was expected there.',
  },
  'file-missing': {
    status: 400,
    title: 'The request holds no file',
    advice: 'Send multipart/form-data with one part named `file`.',
  },
  'file-empty': {
    status: 400,
    title: 'The file is empty',
    advice: 'The part `file` held no byte. Check the path that your client reads from.',
  },
  unauthenticated: {
    status: 401,
    title: 'An API key is needed',
    advice:
      'Send the header X-API-Key with a key that is neither expired nor revoked. As long as no key exists, only requests from the machine itself are served; `npm run api-key -- create --name NAME --scopes admin` creates the first one.',
  },
  forbidden: {
    status: 403,
    title: 'The API key does not allow this',
    advice: 'Use a key with the scope that `detail` names.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is served at this address',
    advice: 'The addresses are listed in /docs.',
  },
  'job-not-found': {
    status: 404,
    title: 'There is no such job',
    advice: 'The identifier is wrong, or the job was deleted.',
  },
  'api-key-not-found': {
    status: 404,
    title: 'There is no such API key',
    advice: 'GET /api-keys lists them. A key is revoked only once.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'There is no such endpoint',
    advice: 'The identifier is wrong, or the endpoint was erased. GET /webhooks lists all.',
  },
  'delivery-not-found': {
    status: 404,
    title: 'There is no such delivery',
    advice:
      'The identifier is wrong, or the delivery was erased: with its job, with its endpoint, or after webhooks.log_days.',
  },
  'batch-not-found': {
    status: 404,
    title: 'There is no such batch',
    advice: 'The identifier is wrong, or all documents of the batch were deleted.',
  },
  'model-not-found': {
    status: 404,
    title: 'There is no such model',
    advice:
      'GET /models lists what can be read in the folder of models. A model is a folder with model.onnx and manifest.json.',
  },
  'training-not-found': {
    status: 404,
    title: 'There is no such training',
    advice: 'GET /trainings lists all of them.',
  },
  'page-not-found': {
    status: 404,
    title: 'The document has no such page',
    advice: 'Pages are numbered from 1; the number of pages stands in the result.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not support the method',
    advice: 'The header Allow lists the methods that it supports.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not come in time',
    advice: 'Send it again over a faster connection, or send a smaller file.',
  },
  'job-not-completed': {
    status: 409,
    title: 'The job has no result yet',
    advice: 'Wait until its status is `completed`. A failed job has nothing to correct.',
  },
  'feedback-off': {
    status: 409,
    title: 'Nothing is sent to Label Studio',
    advice: 'The operator has switched it off: api.feedback_loop.enabled in the settings.',
  },
  'training-running': {
    status: 409,
    title: 'A training is going on',
    advice: 'One at a time: follow it at GET /trainings, and ask again when it has ended.',
  },
  'nothing-annotated': {
    status: 409,
    title: 'There is nothing to learn from',
    advice:
      'Correct documents with PUT /jobs/{job_id}/corrections, or annotate them in Label Studio, and ask again.',
  },
  'no-trainer': {
    status: 409,
    title: 'Nothing here can train a model',
    advice:
      'The trainer needs Python with PyTorch: apt-get install python3-torch python3-yaml python3-pil, then start the platform again. A trainer on another machine is named by TRAINER_URL.',
  },
  'first-api-key': {
    status: 409,
    title: 'The first API key is created from the terminal',
    advice:
      'Run `npm run api-key -- create --name NAME --scopes admin` on the machine of the platform. From then on every request needs a key, and this address creates the others.',
  },
  'last-admin-key': {
    status: 409,
    title: 'This is the last key that may manage the others',
    advice:
      'Create another key with the scope `admin` first, or revoke this one from the terminal: `npm run api-key -- revoke ID --force`. When no key is left, only requests from the machine itself are served.',
  },
  'workers-silent': {
    status: 409,
    title: 'Not every worker has tried the model',
    advice:
      'Nothing has changed. `detail` names the workers that did not answer in time, if any is there at all: look at their log and at GET /health, then ask again.',
  },
  'workers-behind': {
    status: 409,
    title: 'Not every worker reads with the model yet',
    advice:
      'All have tried it and it is deployed, but those that `detail` names have not exchanged it in time. They go on trying; GET /models says what each reads with.',
  },
  'webhook-disabled': {
    status: 409,
    title: 'Nothing is sent to this endpoint',
    advice:
      'Its `disabled_reason` says why. Start it again with PATCH /webhooks/{webhook_id} and {"enabled": true}.',
  },
  'webhook-is-fixed': {
    status: 409,
    title: 'The endpoint of callbacks cannot be used so',
    advice:
      'It stands for every callback_url: it has no address of its own and stays. {"enabled": false} refuses callbacks.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'There are too many endpoints',
    advice: 'Erase those that are no longer used; one endpoint may take every event.',
  },
  'file-erased': {
    status: 410,
    title: 'The file of the job is no longer kept',
    advice:
      'Its time is over (retention.file_days in the settings), or a backup without it was restored. The result is still there; to see the pages, submit the file again.',
  },
  'request-too-large': {
    status: 413,
    title: 'The body of the request is too large',
    advice: 'Send less in one request; `detail` names the limit.',
  },
  'file-too-large': {
    status: 413,
    title: 'The file is too large',
    advice: 'Send a smaller file, or raise api.max_file_mb in the settings.',
  },
  'too-many-files': {
    status: 413,
    title: 'The batch has too many files',
    advice:
      'Send several batches, or raise api.max_batch_files in the settings; api.max_queue_depth, when `detail` says how many may wait.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The content of the file is not of a kind that can be read',
    advice:
      'Send PDF, JPEG, PNG, TIFF, WebP, or an invoice in XML (UBL, CII). The content decides, not the name.',
  },
  'file-corrupt': {
    status: 422,
    title: 'The file is damaged',
    advice: 'It begins like a file of its kind but cannot be read to the end. Export it again.',
  },
  'document-encrypted': {
    status: 422,
    title: 'The document is protected by a password',
    advice: 'Remove the password and submit it again.',
  },
  'too-many-pages': {
    status: 422,
    title: 'The document has too many pages',
    advice: 'Choose pages with the option `pages`, split the document, or raise api.max_pages.',
  },
  'image-too-large': {
    status: 422,
    title: 'The image has too many pixels',
    advice: 'Scan at 200 to 300 dpi, or raise api.max_megapixels.',
  },
  'no-page-selected': {
    status: 422,
    title: 'The option `pages` selects no page of the document',
    advice: 'Write pages as in "1-3,5". Pages are numbered from 1.',
  },
  'document-unreadable': {
    status: 422,
    title: 'The document could not be read within its limits',
    advice:
      'Reading it twice exceeded the time or the memory that one document may take. Export it again, or print it to a new PDF.',
  },
  'archive-unreadable': {
    status: 422,
    title: 'The ZIP cannot be read',
    advice: 'It is damaged, or its table of contents is. Pack it again, without a password.',
  },
  'export-incomplete': {
    status: 422,
    title: 'The extraction lacks what this format must have',
    advice:
      'Each entry of `errors` names what is missing or does not add up. Correct the job by PUT /jobs/{job_id}/corrections, or choose another format.',
  },
  'model-unusable': {
    status: 422,
    title: 'The model cannot be used',
    advice:
      'Nothing has changed: the model that served goes on. `detail` says what is wrong with this one; docs/models.md says what a model must be.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    advice: 'Use a new key for every new document.',
  },
  'webhook-address-refused': {
    status: 422,
    title: 'Nothing may be sent to this address',
    advice:
      'Use a public https address, or have the operator allow it: webhooks.allowed_networks and webhooks.allowed_hosts in the settings.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    advice:
      'Wait for the seconds in Retry-After. The header RateLimit says what is left and when it is full again; a key may have limits of its own.',
  },
  'training-failed': {
    status: 500,
    title: 'The training could not be finished',
    advice:
      'The log of the retrain scheduler says why. The model that serves is not changed by it.',
  },
  'internal-error': {
    status: 500,
    title: 'The platform failed',
    advice:
      'This is not your fault. Try again, and send `request_id` to the operator when it stays.',
  },
  'label-studio-refused': {
    status: 502,
    title: 'Label Studio does not take the document',
    advice:
      'It was asked several times. The log of `feedback` says what it objected to; POST /jobs/{job_id}/review tries again.',
  },
  overloaded: {
    status: 503,
    title: 'The platform has too much to do',
    advice: 'Repeat the request after the seconds in Retry-After.',
  },
  'service-unavailable': {
    status: 503,
    title: 'A part of the platform is not reachable',
    advice:
      'Repeat the request after the seconds in Retry-After. GET /health says which part it is.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type ProblemCode = keyof typeof problems

// Object.keys forgets the key type that the literal above guarantees.
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

export const Problem = z
  .object({
    type: z.string().meta({
      description: 'Address of a page that says what to do',
      example: '/problems/file-empty',
    }),
    title: z.string().meta({ description: 'What is wrong', example: 'The file is empty' }),
    status: z.int().meta({ description: 'HTTP status', example: 400 }),
    detail: z.string().optional().meta({
      description: 'What is wrong with this request',
      example: 'facture.pdf holds no byte',
    }),
    instance: z
      .string()
      .optional()
      .meta({ description: 'What was asked for', example: '/extract' }),
    code: z
      .enum(problemCodes)
      .meta({ description: 'Stable name of the problem', example: 'file-empty' }),
    request_id: z
      .string()
      .optional()
      .meta({ description: 'For the operator', example: 'req_7f3k' }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: 'Where', example: 'pages' }),
          message: z
            .string()
            .meta({ description: 'What was expected', example: 'expected "1-3,5"' }),
        }),
      )
      .optional()
      .meta({ description: 'What is wrong, part by part' }),
  })
  .meta({ id: 'Problem', description: 'Why the platform said no (RFC 9457)' })
export type Problem = z.infer<typeof Problem>

type ProblemOptions = {
  /** Entries of `errors`, for `invalid-request`. */
  errors?: { path: string; message: string }[]
  retryAfterSeconds?: number
  cause?: unknown
}

/** The one error that the platform throws on purpose: a code of the catalogue and what is wrong this time. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly errors: { path: string; message: string }[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause })
    this.code = code
    this.errors = options.errors
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return problems[this.code].status
  }

  /** The body of RFC 9457; a fault of ours (≥ 500) keeps its detail to itself. */
  toProblem(instance?: string, requestId?: string): Problem {
    return {
      type: `/problems/${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      detail: this.status < 500 ? this.message : undefined,
      instance,
      code: this.code,
      request_id: requestId,
      errors: this.errors,
    }
  }
}
