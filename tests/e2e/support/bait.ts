/** A server on another port that must never hear anything: it writes down who knocks. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running bait and what reached it. */
export interface Bait {
  /** Address of another origin, without a slash at its end. */
  readonly url: string;
  /** The same for a WebSocket. */
  readonly socketUrl: string;
  /** Method and path of every request; the browser may connect before its policy refuses to ask. */
  readonly heard: string[];
  close(): Promise<void>;
}

/** Starts a bait that answers everything as a careless host would: allowed from anywhere. */
export async function startBait(): Promise<Bait> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Content-Type': request.url?.endsWith('.csv') ? 'text/csv' : 'text/html',
    });
    response.end('a\n1\n');
  });
  server.on('clientError', () => heard.push('something unreadable'));
  server.on('upgrade', (request, socket) => {
    heard.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  const { port } = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<AddressInfo> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}
