// The health check of an image: whether the service says that it is ready.
const response = await fetch(`http://127.0.0.1:${process.env.ADMIN_PORT}/readyz`).catch(() => {})
process.exitCode = response?.ok ? 0 : 1
