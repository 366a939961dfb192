import {
  type MediaType,
  mediaTypes,
  problemCodes,
  Reading,
  Stage,
  SupplierLesson,
} from '@invoice-ml/contracts'
import { z } from 'zod'

// Object.keys forgets the key type that the table guarantees.
const MediaTypeName = z.enum(Object.keys(mediaTypes) as [MediaType, ...MediaType[]])

const Limits = z.object({ maxPages: z.int().min(1), maxMegapixels: z.number().positive() })

const ReadRequest = z.object({
  type: z.literal('read'),
  id: z.string(),
  path: z.string(),
  mediaType: MediaTypeName,
  options: z.object({ pages: z.string().optional() }),
  limits: Limits,
  /** An extraction less certain than this is sent to a person. */
  confidenceThreshold: z.number().min(0).max(1),
  /** What is seen on the pages is kept here; nowhere without it. */
  seenPath: z.string().optional(),
})

const RenderRequest = z.object({
  type: z.literal('render'),
  id: z.string(),
  path: z.string(),
  mediaType: MediaTypeName,
  /** Number of the page, from 1. */
  page: z.int().min(1),
  maxPixels: z.int().min(1),
  maxMegapixels: z.number().positive(),
  /** The JPEG is written here. */
  outPath: z.string(),
})

/** The answer to `recall`. */
const Lessons = z.object({
  type: z.literal('lessons'),
  id: z.string(),
  lessons: z.array(SupplierLesson),
})

/** What the reader is asked; one request at a time, and what it has asked itself meanwhile. */
export const ReaderRequest = z.discriminatedUnion('type', [ReadRequest, RenderRequest, Lessons])
export type ReaderRequest = z.infer<typeof ReaderRequest>
/** What is answered with a message of the same id. */
export type ReaderTask = ReadRequest | RenderRequest
export type ReadRequest = z.infer<typeof ReadRequest>
export type RenderRequest = z.infer<typeof RenderRequest>

/**
 * What the reader says. `notice` may come at any time, `refused` instead of `ready`; after `ready`, the others answer the
 * request `id`.
 */
export const ReaderMessage = z.discriminatedUnion('type', [
  /** Loaded and warm; `provider` is the execution provider in use, absent without a model. */
  z.object({
    type: z.literal('ready'),
    modelVersion: z.string(),
    provider: z.string().optional(),
  }),
  /** It cannot read, and ends: what is wrong with its model, in words. */
  z.object({ type: z.literal('refused'), reason: z.string() }),
  /** Something for the log. */
  z.object({
    type: z.literal('notice'),
    message: z.string(),
    facts: z.record(z.string(), z.string()),
  }),
  z.object({
    type: z.literal('progress'),
    id: z.string(),
    stage: Stage,
    /** Number of the page being read. */
    page: z.int().min(1),
    /** Pages to read. */
    pages: z.int().min(1),
  }),
  /** Waits for the lessons that have any of these keys. */
  z.object({ type: z.literal('recall'), id: z.string(), keys: z.array(z.string()) }),
  z.object({
    type: z.literal('done'),
    id: z.string(),
    reading: Reading,
    /** Milliseconds spent in each stage. */
    timings: z.record(Stage, z.number()),
    /** For the wear of the reader; an XML counts as a page. */
    pagesRead: z.int().min(1),
  }),
  z.object({ type: z.literal('rendered'), id: z.string() }),
  z.object({
    type: z.literal('failed'),
    id: z.string(),
    code: z.enum(problemCodes),
    detail: z.string(),
  }),
])
export type ReaderMessage = z.infer<typeof ReaderMessage>

/** How the reader process is set up. */
export const ReaderEnvironment = z.object({
  /** `model.onnx`; empty for a reader of words alone. */
  MODEL_PATH: z.string().default(''),
  /** Tried in this order, separated by commas. */
  EXECUTION_PROVIDERS: z.string().default('cpu'),
  /** Languages of the recognizer, separated by commas or +. */
  OCR_LANGUAGES: z.string().default('fra,eng'),
  ORT_THREADS: z.coerce.number().int().min(1).default(1),
  /** 0, or up to 19 for who may only have the time that others leave. */
  NICENESS: z.coerce.number().int().min(0).max(19).default(0),
})
