/**
 * The bytes that the process may hold, from what Node says its control group allows; undefined without a limit. There is none
 * where Node says 0, or more than the machine has: old control groups write "unlimited" as a number.
 */
export function memoryLimit(constrainedBytes: number, machineBytes: number): number | undefined {
  return constrainedBytes > 0 && constrainedBytes < machineBytes ? constrainedBytes : undefined
}
