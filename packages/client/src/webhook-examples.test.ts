import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Webhook } from 'standardwebhooks'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const [secret, other] = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
]
const body = JSON.stringify({ type: 'extraction.completed', data: { external_id: 'ERP-42' } })

function signed(id: string, { by = secret, ageSeconds = 0 } = {}): Record<string, string> {
  const date = new Date(Math.floor(Date.now() / 1_000 - ageSeconds) * 1_000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(date.getTime() / 1_000),
    'webhook-signature': new Webhook(by).sign(id, date, body),
  }
}

let example: ChildProcess | undefined
afterAll(async () => {
  if (!example) return
  const exited = once(example, 'exit')
  example.kill()
  await exited
})

/** The receiver of examples/, with two secrets: where it listens, and what it says. */
async function startExample() {
  const child = spawn(process.execPath, [join(root, 'examples/webhook-receiver.mjs')], {
    env: { ...process.env, PORT: '0', WEBHOOK_SECRETS: `${secret} ${other}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  example = child
  const lines: string[] = []
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line))
  await once(reader, 'line')
  const port = lines[0]?.match(/\d+$/)?.[0]
  const post = async (headers: Record<string, string>, text = body) => {
    const init = { method: 'POST', headers, body: text }
    return (await fetch(`http://127.0.0.1:${port}/`, init)).status
  }
  return { post, lines }
}

test('the receiver acts once on what is signed, and refuses the rest', async () => {
  const { post, lines } = await startExample()

  const answers = {
    first: await post(signed('msg_1')),
    again: await post(signed('msg_1')),
    rotated: await post(signed('msg_2', { by: other })),
    forged: await post({ ...signed('msg_3'), 'webhook-id': 'msg_4' }),
    changed: await post(signed('msg_5'), body.replace('42', '43')),
    unsigned: await post({}),
    old: await post(signed('msg_6', { ageSeconds: 400 })),
  }

  expect(answers).toEqual({
    first: 204,
    again: 204,
    rotated: 204,
    forged: 401,
    changed: 401,
    unsigned: 400,
    old: 400,
  })
  expect(lines.slice(1)).toEqual(['extraction.completed ERP-42', 'extraction.completed ERP-42'])
})

/** The first example of docs/webhooks.md in a language. */
function documented(language: string): string {
  const text = readFileSync(join(root, 'docs/webhooks.md'), 'utf8')
  const [, code] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text) ?? []
  if (!code) throw new Error(`docs/webhooks.md has no example in ${language}`)
  return code
}

const cases = [
  signed('msg_1'),
  signed('msg_1', { by: other }),
  signed('msg_1', { ageSeconds: 400 }),
  { ...signed('msg_1'), 'webhook-id': 'msg_2' },
  {},
]
const verdicts = [true, true, false, false, false]
const input = JSON.stringify({ body, cases, secrets: [secret, other] })

test('the example in Node verifies as it says', () => {
  const code = `${documented('js')}
    const { body, cases, secrets } = JSON.parse(process.argv[1])
    console.log(JSON.stringify(cases.map((headers) => isFromPlatform(Buffer.from(body), headers, secrets))))`

  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code, input])

  expect(JSON.parse(String(stdout))).toEqual(verdicts)
})

const hasPython = spawnSync('python3', ['--version']).status === 0

test.runIf(hasPython)('the example in Python verifies as it says', () => {
  const code = `${documented('python')}
import json, sys
given = json.loads(sys.argv[1])
print(json.dumps([is_from_platform(given["body"].encode(), headers, given["secrets"]) for headers in given["cases"]]))`

  const { stdout } = spawnSync('python3', ['-c', code, input])

  expect(JSON.parse(String(stdout))).toEqual(verdicts)
})
