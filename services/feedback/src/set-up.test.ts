import { createLabelStudioStore, type ProjectIdentity } from '@invoice-ml/storage'
import { testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import type { Project } from './label-studio/shapes.ts'
import { type SetUpOptions, setUp } from './set-up.ts'

const database = testDatabase()
const url = 'http://label-studio.test'
const store = () => createLabelStudioStore(database.get())
const newProject = { label_config: '<View></View>', model_version: '' }

beforeEach(async () => {
  await database.get().pool.query('delete from label_studio_projects')
})

/** A Label Studio with these projects. */
function labelStudio(...there: Project[]) {
  const projects = new Map(there.map((project) => [project.id, project]))
  const asked: ProjectIdentity[] = []
  const studio: SetUpOptions['studio'] = {
    whoAmI: async () => {},
    project: async (id) => projects.get(id),
    findProject: async (title) => [...projects.values()].find((one) => one.title === title),
    createProject: async (project) => {
      const id = projects.size + 1
      const made = { ...newProject, ...project, id, created_at: '2026-02-02T00:00:00.123456Z' }
      projects.set(id, made)
      return made
    },
    changeProject: async (id, changes) => {
      const project = projects.get(id)
      if (!project) throw new Error('It is there')
      projects.set(id, { ...project, ...changes })
      return { ...project, ...changes }
    },
    webhooks: async () => [],
    createWebhook: async () => {},
    changeWebhook: async () => {},
    deleteWebhook: async () => {},
  }
  const prepare = () =>
    setUp({
      studio,
      store: store(),
      reviews: {
        sendAgain: async (project) => {
          asked.push(project)
          return 0
        },
      },
      url,
      title: 'Invoices',
      webhookUrl: 'http://127.0.0.1:8002/webhooks/label-studio',
      onSentAgain: () => {},
    })
  return { projects, asked, prepare }
}

function project(id: number, title: string, createdAt = '2026-01-01T00:00:00.5Z'): Project {
  return { ...newProject, id, title, created_at: createdAt }
}

test('a project of somebody else that has the number of ours by now is left alone', async () => {
  await store().setProject(url, { projectId: 1, createdAt: new Date('2025-12-01T00:00:00Z') })
  const others = project(1, 'Of somebody else')
  const { projects, asked, prepare } = labelStudio(others)

  const ready = await prepare()

  expect(ready.projectId).toBe(2)
  expect(projects.get(1)).toEqual(others)
  expect(asked).toMatchObject([{ projectId: 2 }])
})

test('our project is known again though somebody has given it another title', async () => {
  const first = labelStudio(project(7, 'Invoices'))
  await first.prepare()
  const renamed = labelStudio(project(7, 'Factures'))

  const ready = await renamed.prepare()

  expect(ready.projectId).toBe(7)
  expect(renamed.projects.size).toBe(1)
})

test('a project of which it was not noted when it was made is known by its title', async () => {
  await database
    .get()
    .pool.query('insert into label_studio_projects (url, project_id) values ($1, 1)', [url])
  const { prepare } = labelStudio(project(1, 'Of somebody else'), project(2, 'Invoices'))

  const ready = await prepare()

  expect(ready.projectId).toBe(2)
})
