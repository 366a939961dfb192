/** Variables that lead to the operator's own files and neighbours, or that hold what he has set: by name, or in a file. */
const ofOperator =
  /^(S3|AWS|LABEL_STUDIO|FEEDBACK|OTEL)_|^TRAINER_URL|^INVOICE_(SETTINGS$|[A-Z0-9_]+__)/

/**
 * What a platform that is thrown away must not take over from the environment of who starts it, each as undefined: a process
 * that is started with it does not inherit it. Its sweeps would erase what its empty database does not know.
 */
export function withoutOperators(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.keys(env).filter((name) => ofOperator.test(name))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}
