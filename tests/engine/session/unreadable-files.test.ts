/** A file that is moved, deleted or written to while it is added: it is named, and nothing of it is in. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '$lib/session/session.svelte';
import { ReplayEngines } from '../../support/replay-engine';
import { people, picture, scores, sessionOn, stays } from './support';

const engines = new ReplayEngines();

/** A file whose reads fail from a certain one on, as browsers fail when it changed on the disk. */
class FleetingFile extends File {
  reads = 0;

  constructor(
    file: File,
    bytes: ArrayBuffer,
    readonly readable: number,
  ) {
    super([bytes], file.name, { lastModified: file.lastModified });
  }

  read(): void {
    this.reads += 1;
    if (this.reads > this.readable) throw new DOMException('It is gone', 'NotReadableError');
  }

  override slice(start?: number, end?: number): Blob {
    return fleeting(super.slice(start, end), () => this.read());
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    this.read();
    return super.arrayBuffer();
  }

  override stream(): ReturnType<File['stream']> {
    this.read();
    return super.stream();
  }
}

/** A part of a file that fails as the file does. */
function fleeting(part: Blob, read: () => void): Blob {
  const { arrayBuffer, stream, slice } = part;
  return Object.assign(part, {
    arrayBuffer: async () => {
      read();
      return arrayBuffer.call(part);
    },
    stream: () => {
      read();
      return stream.call(part);
    },
    slice: (start?: number, end?: number) => fleeting(slice.call(part, start, end), read),
  });
}

/** A file of which somebody changes the time of the last change while it is read. */
class TouchedFile extends File {
  isTouched = false;

  override get lastModified(): number {
    return this.isTouched ? 2 : 1;
  }
}

async function loaded(): Promise<Session> {
  const session = sessionOn(engines.start);
  await session.importFiles([stays('stays.csv', people(4))]);
  return session;
}

beforeEach(() => {
  engines.onCall = () => undefined;
});

afterAll(() => engines.stop());

describe('a file that cannot be read any more', () => {
  it('at any read is named, and the loaded file of its name stays', async () => {
    const bytes = await stays('stays.csv', people(5)).arrayBuffer();
    const corrected = (readable: number): FleetingFile =>
      new FleetingFile(stays('stays.csv', []), bytes, readable);
    const session = await loaded();
    const before = await picture(session);
    let readable = 0;
    for (; readable < 30; readable += 1) {
      await session.importFiles([corrected(readable)]);
      expect(session.failure).toBeNull();
      if (session.issues.length === 0) break;
      expect(await picture(session), `${readable} reads`).toEqual(before);
      expect(session.issues.map(({ name }) => name)).toEqual(['stays.csv']);
      expect(session.issues[0]!.message).toMatch(/can no longer be read|changed while it was read/);
      expect(session.issues[0]!.nextStep).toMatch(/choose the file again/i);
    }
    // Marks at both ends of the work, the first look, the header, the scan and the engine.
    expect(readable).toBeGreaterThan(6);
    expect(session.facts?.persons).toBe(5);
  });

  it('does not keep the others out', async () => {
    const session = await loaded();
    const gone = new FleetingFile(stays('more.csv', []), new ArrayBuffer(500), 4);
    await session.importFiles([gone, scores('scores.csv', people(4))]);
    expect(session.files.map(({ name }) => name)).toEqual(['scores.csv', 'stays.csv']);
    expect(session.issues.map(({ name }) => name)).toEqual(['more.csv']);
  });

  it('after the engine ended is named; what stands then are the others', async () => {
    const session = sessionOn(engines.start);
    const bytes = await scores('scores.csv', people(4)).arrayBuffer();
    let readable = Infinity;
    const file = new FleetingFile(scores('scores.csv', []), bytes, 0);
    file.read = () => {
      if (readable === 0) throw new DOMException('It is gone', 'NotReadableError');
    };
    await session.importFiles([stays('stays.csv', people(4)), file]);
    expect(session.files).toHaveLength(2);
    readable = 0;
    await session.restart();
    expect(session.files.map(({ name }) => name)).toEqual(['stays.csv']);
    expect(session.issues.map(({ name }) => name)).toEqual(['scores.csv']);
    expect(session.notice).toMatch(/started again/);
  });
});

describe('a file that is written to while it is read', () => {
  it('is not loaded, also where the browser reads it all the same', async () => {
    const session = await loaded();
    const before = await picture(session);
    const text = await scores('scores.csv', people(4)).text();
    const file = new TouchedFile([text], 'scores.csv');
    engines.onCall = (_die, statement) => {
      if (statement.startsWith('CREATE TABLE "typed_scores_')) file.isTouched = true;
    };
    await session.importFiles([file]);
    expect(session.issues[0]!.message).toBe(
      'It changed while it was read; nothing of it was loaded.',
    );
    expect(await picture(session)).toEqual(before);
  });
});
