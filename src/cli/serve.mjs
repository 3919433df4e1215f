/**
 * Serves the built site as a static host would: files by name, a page's folder by its index, a
 * redirect to the trailing slash that relative links count on. Import it after the install.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/**
 * @typedef {object} RunningServer
 * @property {string} url address of the first page, with a slash at its end
 * @property {() => Promise<void>} close stops it and ends open connections
 */

/**
 * Starts a server, and rejects with the system's error (`EADDRINUSE`) when the port is taken.
 * @param {{ dir: string; port?: number; host?: string }} options port 0, the default, takes any
 * @returns {Promise<RunningServer>}
 */
export function serve({ dir, port = 0, host = '127.0.0.1' }) {
  const site = sirv(dir, { etag: true, setHeaders, onNoMatch: notFound(dir) });
  const server = createServer((request, response) => {
    const slashed = withSlash(dir, request.url ?? '/');
    if (slashed) response.writeHead(308, { Location: slashed }).end();
    else site(request, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = address && typeof address === 'object' ? address.port : port;
      resolve({ url: `http://${host}:${actual}/`, close: () => close(server) });
    });
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} pathname
 */
function setHeaders(response, pathname) {
  const isImmutable = pathname.startsWith('/_app/immutable/');
  response.setHeader('Cache-Control', isImmutable ? 'max-age=31536000,immutable' : 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

/**
 * The address to go to instead when a page's folder was asked for without its slash.
 * @param {string} dir
 * @param {string} requested path and query
 * @returns {string | null}
 */
function withSlash(dir, requested) {
  const [path = '/', ...query] = requested.split('?');
  if (!/^\/[\w-]+(?:\/[\w-]+)*$/.test(path)) return null;
  if (!existsSync(join(dir, path, 'index.html'))) return null;
  return [`${path}/`, ...query].join('?');
}

/**
 * @param {string} dir
 * @returns {(request: unknown, response: import('node:http').ServerResponse) => void}
 */
function notFound(dir) {
  const page = join(dir, '404.html');
  return (_request, response) => {
    const isPage = existsSync(page);
    response.writeHead(404, { 'Content-Type': `text/${isPage ? 'html' : 'plain'};charset=utf-8` });
    response.end(isPage ? readFileSync(page) : 'Not found\n');
  };
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
