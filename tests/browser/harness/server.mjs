// A static server for tests: it can live below a prefix, send extra headers, refuse a file, and stop.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

export const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves a folder on a free port of 127.0.0.1.
 *
 * - `prefix`: the path below which the folder appears, "/" or "/some/where/"; or several.
 * - `headers`: sent with every file, besides no-cache.
 * - `refuse(path)`: answers 404 where it returns true.
 * - `drop(path)`: cuts the connection in the middle of the answer where it returns true.
 * - `pages`: texts by name that stand before the folder's own files.
 * - `compress`: sends every file but pictures by brotli or gzip, whichever is accepted, as hosts of
 *   static sites do.
 */
export async function serve({ folder = DIST, prefix = "/", headers = {}, refuse = () => false, drop = () => false, pages = {}, compress = false } = {}) {
  const prefixes = [prefix].flat();
  const answer = async (path) => {
    // The longest that fits: a copy may live in a folder below another.
    const [below] = prefixes.filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length);
    if (below === undefined) return null;
    const name = path.slice(below.length) || "index.html";
    if (refuse(name)) return null;
    if (Object.hasOwn(pages, name)) return { name, bytes: Buffer.from(pages[name]) };
    const file = normalize(join(folder, name));
    if (!file.startsWith(folder + sep)) return null;
    return { name, bytes: await readFile(file).catch(() => null) };
  };
  const packed = new Map();
  const pack = (name, bytes, coding) => {
    const key = `${coding} ${name}`;
    if (!packed.has(key)) packed.set(key, coding === "br" ? brotliCompressSync(bytes) : gzipSync(bytes));
    return packed.get(key);
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const found = await answer(path);
    const status = found?.bytes ? 200 : 404;
    const accepted = /\b(br|gzip)\b/g;
    const codings = (request.headers["accept-encoding"] ?? "").match(accepted) ?? [];
    const worth = compress && found?.bytes && extname(found.name) !== ".png";
    const coding = worth && (codings.includes("br") ? "br" : codings[0]);
    if (coding) found.bytes = pack(found.name, found.bytes, coding);
    response.writeHead(status, {
      "Content-Type": found?.bytes ? (TYPES[extname(found.name)] ?? "application/octet-stream") : "text/plain",
      "Cache-Control": "no-cache",
      ...(found?.bytes && { "Content-Length": found.bytes.length }),
      ...(coding && { "Content-Encoding": coding }),
      ...headers,
    });
    if (found?.bytes && drop(found.name)) {
      response.write(found.bytes.subarray(0, found.bytes.length / 2), () => response.destroy());
      return;
    }
    response.end(found?.bytes ?? "Not found\n");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${server.address().port}${prefixes[0]}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
