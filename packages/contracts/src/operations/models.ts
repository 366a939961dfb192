import { z } from 'zod'
import { ModelList, ModelReload, ModelReloaded, ModelVersion } from '../model.ts'
import { defineOperation } from '../operation.ts'
import { everywhere } from './common.ts'
import { languageHeader } from './documents.ts'

const exchange =
  'Every worker tries the model first, beside the one that reads: its digest, labels, inputs and outputs, and whether it finds ' +
  'what it should on a known page. Only when all can use it, it is deployed, and each exchanges its readers between two ' +
  'documents. The answer comes when all have. What is wrong with the model is told as `model-unusable`, and nothing has changed.'

const refusals = ['model-unusable', 'workers-silent', 'workers-behind'] as const

export const listModels = defineOperation({
  id: 'listModels',
  method: 'get',
  path: '/models',
  scope: 'admin',
  tag: 'operating',
  summary: 'List the models, what reads now, and what served when',
  success: { 200: { description: 'The registry', body: ModelList } },
  problems: [...everywhere],
})

export const activateModel = defineOperation({
  id: 'activateModel',
  method: 'post',
  path: '/models/{version}/activate',
  scope: 'admin',
  audit: 'model.deployed',
  tag: 'operating',
  summary: 'Have a model serve, as to go back to an earlier one',
  description: exchange,
  params: z.object({ version: ModelVersion }),
  headers: z.object(languageHeader),
  success: { 200: { description: 'Every worker reads with it', body: ModelReloaded } },
  problems: ['invalid-request', 'model-not-found', ...refusals, ...everywhere],
})

export const reloadModel = defineOperation({
  id: 'reloadModel',
  method: 'post',
  path: '/reload-model',
  scope: 'admin',
  audit: 'model.deployed',
  tag: 'operating',
  summary: 'Load a model again, or another one',
  description: exchange,
  headers: z.object(languageHeader),
  json: ModelReload.prefault({}),
  success: { 200: { description: 'Every worker reads with it', body: ModelReloaded } },
  problems: [
    'invalid-request',
    'request-timeout',
    'request-too-large',
    'model-not-found',
    ...refusals,
    ...everywhere,
  ],
})
