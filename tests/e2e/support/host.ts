/**
 * A host of the built site that a test can stop, start again on the same address, hold back, and give
 * a new version of the site. It writes down every request that reaches it, and lets the browser's own
 * cache keep nothing: what is not asked for again was kept by the app.
 */
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningServer, serve } from '../../../src/cli/serve.mjs';

/** A running host. */
export class Host {
  /** Paths that were asked for, in order. */
  readonly heard: string[] = [];
  /** Waited for before an answer; false = the answer is 503. */
  before: (path: string) => Promise<boolean> = () => Promise.resolve(true);

  private constructor(
    /** Address of the first page. */
    readonly url: string,
    private front: Server,
    private site: RunningServer,
  ) {}

  /** Starts a host of a folder on any free port. */
  static async start(dir: string): Promise<Host> {
    const site = await serve({ dir });
    const front = createServer();
    const port = await listen(front, 0);
    const host = new Host(`http://127.0.0.1:${port}/`, front, site);
    host.answer();
    return host;
  }

  /** How often paths that match were asked for. */
  count(pattern: RegExp): number {
    return this.heard.filter((path) => pattern.test(path)).length;
  }

  /** Serves another folder from now on, as after an upload. */
  async show(dir: string): Promise<void> {
    const old = this.site;
    this.site = await serve({ dir });
    await old.close();
  }

  /** Stops listening: the address refuses connections. */
  async stop(): Promise<void> {
    const stopped = new Promise((resolve) => this.front.close(resolve));
    this.front.closeAllConnections();
    await stopped;
  }

  /** Listens again at the same address. */
  async goOn(): Promise<void> {
    this.front = createServer();
    await listen(this.front, Number(new URL(this.url).port));
    this.answer();
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.stop();
    await this.site.close();
  }

  private answer(): void {
    this.front.on('request', async (asked, response) => {
      const path = asked.url ?? '/';
      this.heard.push(path);
      if (!(await this.before(path))) return response.writeHead(503).end();
      const { method, headers } = asked;
      const passed = ask(new URL(path, this.site.url), { method, headers }, (answer) => {
        const headers = { ...answer.headers, 'cache-control': 'no-store' };
        response.writeHead(answer.statusCode ?? 500, headers);
        answer.pipe(response);
      });
      passed.on('error', () => response.destroy());
      passed.end();
    });
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
