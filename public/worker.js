// A module worker that runs the page's own program: the compiled module comes with the first
// message, so nothing is fetched or compiled twice. Rust then takes over onmessage.
self.onmessage = async ({ data }) => {
  const early = []; // messages sent before the program is ready
  self.onmessage = (event) => early.push(event);
  try {
    const glue = await import(data.glue);
    await glue.default({ module_or_path: data.module });
    glue.worker_start(); // sets self.onmessage
    for (const event of early) self.onmessage(event);
  } catch (error) {
    self.postMessage(String(error)); // the program speaks bytes; words mean that it never started
  }
};
