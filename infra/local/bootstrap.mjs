// The first step of every npm script. Plain JavaScript, so that any Node from 20 on can run it: it installs what the
// checkout lacks, then hands over to the pinned Node, which runs TypeScript as it stands.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadEnvironment } from './environment.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What each npm script runs. */
const entries = {
  start: 'infra/local/start.ts',
  build: 'infra/local/build.ts',
  test: 'infra/local/test.ts',
  check: 'infra/local/check.ts',
  generate: 'infra/local/generate.ts',
  dataset: 'packages/synthetic/src/cli.ts',
  'api-key': 'infra/local/api-key.ts',
  bench: 'test/load/bench.ts',
  'bench:dashboard': 'test/load/dashboard.ts',
  load: 'test/load/load.ts',
  soak: 'test/soak/soak.ts',
  chaos: 'test/soak/chaos.ts',
  scaling: 'test/load/scaling.ts',
  licenses: 'infra/local/licenses.ts',
  sbom: 'infra/local/sbom.ts',
  extract: 'packages/client/src/cli/extract.ts',
  evaluate: 'packages/client/src/cli/evaluate.ts',
  'sql-user': 'infra/local/sql-user.ts',
  'measure-memory': 'packages/client/src/cli/measure-memory.ts',
  'learning-curve': 'packages/client/src/cli/learning-curve.ts',
}

/** Scripts that start a private Redis; `start` does unless REDIS_URL names one. */
const needRedis = ['start', 'test', 'bench', 'bench:dashboard', 'load', 'soak', 'chaos', 'scaling']

main()

function main() {
  const [command = '', ...args] = process.argv.slice(2)
  const entry = entries[command]
  if (entry === undefined) return fail(`Say one of: ${Object.keys(entries).join(', ')}`)
  if (Number(process.versions.node.split('.')[0]) < 20) {
    return fail(`Node 20 or newer is needed to begin; this is ${process.version}.`)
  }
  process.chdir(root)
  try {
    loadEnvironment('.env')
  } catch (error) {
    return fail(error.message)
  }
  installPackages()
  if (process.env.INVOICE_GPU === '1') installCudaLibraries()
  const usesOther = command === 'start' && process.env.REDIS_URL
  if (needRedis.includes(command) && !usesOther) installRedis()
  handOver(entry, args)
}

/** Installs the workspace exactly as pnpm-lock.yaml says; does nothing when that was done before. */
function installPackages() {
  const { packageManager, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const version = packageManager.split('@')[1].split('+')[0]
  // That of the version to go back to stays.
  const tools = join('.tools', `pnpm-${version}`)
  const hasPnpm = installedVersion(join(tools, 'node_modules', 'pnpm')) === version
  const stampFile = join('node_modules', '.invoice-ml-installed')
  const stamp = digestOfInputs()
  const isInstalled = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (isInstalled && hasPnpm) return
  // What is cut short from here on is no installation of any version.
  rmSync(stampFile, { force: true })

  const answer = askRegistry(version)
  if (!hasPnpm) installPnpm(version, tools, answer)

  say('Installing the packages of the workspace (about 400 MB, the first time)')
  const pnpm = join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')
  const install = [pnpm, 'install', '--frozen-lockfile', ...quietFlags()]
  const env = {
    // The CPU runtime is in the package; only the CUDA libraries would be fetched.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    // The version of pnpm is pinned above, it need not look for itself; and the packages will be run by the
    // pinned Node, whatever runs this.
    pnpm_config_pm_on_fail: 'ignore',
    pnpm_config_node_version: devDependencies.node,
  }
  if (answer === undefined) run(process.execPath, install, env)
  else installOffline(install, env, answer)
  writeFileSync(stampFile, stamp)
}

/** Ends here where it cannot be had. */
function installPnpm(version, folder, answer) {
  say(`Installing pnpm ${version} into ${folder}/`)
  mkdirSync(folder, { recursive: true })
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const install = ['install', '--prefix', folder, ...flags, `pnpm@${version}`]
  if (answer === undefined) run('npm', install)
  else if (!succeeds('npm', [...install, '--offline'])) fail(answer)
}

/**
 * What the registry says when it does not answer; undefined when it does. pnpm would ask it for each of its packages, for the
 * better part of an hour.
 */
function askRegistry(version) {
  // Its own cache would answer for the registry.
  const cache = join('.tools', 'registry-check')
  const bounds = ['--fetch-timeout=10000', '--fetch-retries=1', '--loglevel=error', '--logs-max=0']
  const args = ['view', `pnpm@${version}`, 'version', '--cache', cache, ...bounds]
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 60_000 })
  rmSync(cache, { recursive: true, force: true })
  if (status === 0) return undefined
  const registry = '`npm config get registry` says which it is'
  return `${stderr ?? ''}The package registry does not answer (${registry}). Try again when it does.`
}

/** What the machine has had before, as the version to go back to, needs no registry. Ends here, with its answer, where something is missing. */
function installOffline(install, env, answer) {
  const { status, stdout } = spawnSync(process.execPath, [...install, '--offline'], {
    encoding: 'utf8',
    // The script of the package `node` runs npm.
    env: { ...process.env, ...env, npm_config_offline: 'true' },
  })
  // Of what is optional, as the binaries of this platform, pnpm leaves out what it has not, and says so.
  if (status !== 0 || /NO_OFFLINE|could not be fetched/.test(stdout)) fail(answer)
}

/** Not by pnpm, which runs no script of a package that is there already: the GPU may come later. */
function installCudaLibraries() {
  const packages = createRequire(join(root, 'packages', 'vision', 'package.json'))
  const runtime = join(dirname(packages.resolve('onnxruntime-node')), '..')
  const folder = join(runtime, 'bin', 'napi-v6', process.platform, process.arch)
  // As its script copies them: where it is cut short the last is missing.
  const libraries = ['cuda', 'shared', 'tensorrt'].map((name) =>
    join(folder, `libonnxruntime_providers_${name}.so`),
  )
  if (libraries.every((file) => existsSync(file))) return
  say('Installing the CUDA libraries of the model runtime (about 300 MB)')
  run(process.execPath, [join(runtime, 'script', 'install.js')], {
    ONNXRUNTIME_NODE_INSTALL: 'true',
  })
}

/** A bar that redraws itself is for terminals; in a log, lines are better. */
function quietFlags() {
  return process.stdout.isTTY ? [] : ['--reporter=append-only']
}

/** Everything that decides what node_modules holds. */
function digestOfInputs() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

function installedVersion(folder) {
  const file = join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}

/** Redis is the one part that npm does not carry: it comes from the system. */
function installRedis() {
  if (succeeds('redis-server', ['--version'])) return
  const prefix = adminPrefix()
  if (!succeeds('apt-get', ['--version']) || prefix === undefined) {
    return fail(
      [
        'redis-server is missing and cannot be installed from here. One of these helps:',
        '  as an administrator:  apt-get install redis-server    (or the like on your system)',
        '  or name a Redis:      REDIS_URL=redis://host:6379 npm start',
      ].join('\n'),
    )
  }
  say('Installing redis-server from the system (apt-get)')
  // Debian starts a server of its own on port 6379; ours is private, so that one is not wanted: without systemd the runlevel
  // keeps it from starting, with it it is stopped.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'redis-server']
  const command = (args) => [...prefix, 'env', ...pairs(env), ...args]
  // A fresh system knows no packages yet, and an old one those of long ago.
  if (!succeeds(...split(command(install)))) {
    succeeds(...split(command(['apt-get', 'update', '-qq'])))
    if (!runQuietly(command(install)))
      return fail('apt-get could not install redis-server; its messages stand above.')
  }
  if (existsSync('/run/systemd/system'))
    runQuietly([...prefix, 'systemctl', 'disable', '--now', 'redis-server'])
}

/** How to run a command as the administrator: directly, through sudo, or not at all. */
function adminPrefix() {
  if (process.getuid?.() === 0) return []
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined
}

/** Runs the entry with the pinned Node. Signals go on to it; its status becomes ours. */
function handOver(entry, args) {
  const node = join(root, 'node_modules', 'node', 'bin', 'node')
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => fail(`The pinned Node does not start: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1)
  })
}

function run(command, args, env = {}) {
  const result = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  if (result.status !== 0) fail(`${command} ${args.join(' ')} failed; its messages stand above.`)
}

/** Runs a command and shows what it printed only when it fails. */
function runQuietly([command, ...args]) {
  const result = spawnSync(command, args, { encoding: 'utf8' })
  if (result.status !== 0) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  return result.status === 0
}

function split([command, ...args]) {
  return [command, args]
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

function pairs(env) {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}

function say(message) {
  process.stdout.write(`▸ ${message}\n`)
}

function fail(message) {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}
