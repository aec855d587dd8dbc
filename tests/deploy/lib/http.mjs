// Requests to 127.0.0.1, with every header and byte as received. Used by the tests here.

import http from "node:http";
import zlib from "node:zlib";

/** One request: status, headers, body as received. `options` are those of node, plus `body`. */
export function ask(method, port, path, { body, timeout = 20_000, headers = {}, ...options } = {}, by = http) {
  return new Promise((resolve, reject) => {
    const request = by.request({ host: "127.0.0.1", port, path, method, headers, timeout, ...options }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      // A truncated body is an error.
      answer.on("aborted", () => reject(new Error("the answer broke off")));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    request.on("timeout", () => request.destroy(new Error(`no answer in ${timeout} ms`)));
    request.on("error", reject);
    request.end(body);
  });
}

export const get = (port, path, headers = {}, options = {}) => ask("GET", port, path, { headers, ...options });

/** The decoded body of a response as text. */
export function text({ headers, body }) {
  const coding = headers["content-encoding"];
  if (coding === "br") return zlib.brotliDecompressSync(body).toString();
  if (coding === "gzip") return zlib.gunzipSync(body).toString();
  return body.toString();
}
