// A thread that a reader starts for work of its own, and that stays.
setInterval(() => {}, 1_000)
