// The learner's records, as they lie in the browser.

export const DAY = 86_400_000;

/** Every line, oldest first. */
export const records = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opened = indexedDB.open("headroom");
        opened.onerror = failed;
        opened.onsuccess = () => {
          const all = opened.result.transaction("records").objectStore("records").getAll();
          all.onsuccess = () => (opened.result.close(), done(all.result));
        };
      }),
  );

/** Appends lines. The app must have opened its store once. */
export const store = (page, lines) =>
  page.evaluate(
    (lines) =>
      new Promise((done, failed) => {
        const opened = indexedDB.open("headroom");
        opened.onerror = failed;
        opened.onsuccess = () => {
          const change = opened.result.transaction("records", "readwrite");
          for (const line of lines) change.objectStore("records").add(line);
          change.oncomplete = () => (opened.result.close(), done());
        };
      }),
    lines,
  );

/** A record's line: its schema, the CRC-32 of schema and content, its content. */
export function line(schema, json) {
  const bytes = [schema, 0, 0, 0, ...Buffer.from(json)];
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return `${schema} ${(~crc >>> 0).toString(16).padStart(8, "0")} ${json}`;
}

/** An answer to a question of the first lesson of the tests. */
export const answered = (at, correct, more = {}) =>
  line(1, JSON.stringify({ at_ms: at, kind: "answered", lesson: "spiky-traffic", question: "which-change", option: "o", correct, ...more }));
