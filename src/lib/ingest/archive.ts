/**
 * Opens gzip and zip archives into the files that they hold. What an archive is, its first bytes say,
 * not its name; a workbook is a zip archive too, and is refused with the way to save it as CSV.
 */
import { EXCEL_NEXT_STEP, SPREADSHEET_NEXT_STEP } from './archive-words';
import { Growth, GrowsTooLarge, PackedDamaged, unpackStream } from './unpack-stream';
import { nameOf, packedBytes, ZipDamaged, type ZipMember, zipMembers } from './zip-directory';

/** Something that could not be opened, and what to do about it. */
export interface ArchiveProblem {
  readonly name: string;
  readonly message: string;
  readonly nextStep: string;
}

/** What came out of one dropped file; a file that is no archive comes out as it is. */
export interface Unpacked {
  readonly files: readonly File[];
  readonly problems: readonly ArchiveProblem[];
}

const TABLE = /\.(?:csv|txt|tsv|tab|psv)$/i;
const ARCHIVE = /\.(?:zip|gz|gzip|tgz|bz2|xz|7z|rar|tar|zst)$/i;
const WORKBOOK = /\.(?:xlsx|xlsm|xlsb|xls|ods|numbers)$/i;

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

const STORED = 0;
const DEFLATE = 8;

const UNPACK_YOURSELF =
  'Unpack it on your computer (right click, then "Extract all" or "Open"), then add the CSV files.';
const AGAIN = 'Copy or download it again, or unpack it on your computer and add the CSV files.';

/**
 * Opens a file if it is an archive. A part that cannot be opened is named as a problem, the others
 * come out all the same; rejects only with the signal's reason when it aborts.
 */
export async function unpack(file: File, signal?: AbortSignal): Promise<Unpacked> {
  signal?.throwIfAborted();
  const first = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const begins = (bytes: readonly number[]): boolean =>
    bytes.every((byte, at) => first[at] === byte);
  try {
    if (begins(OLD_OFFICE)) {
      return problem(
        file.name,
        'This is an Excel workbook of the old kind (.xls), or one that is locked with a password.',
        EXCEL_NEXT_STEP,
      );
    }
    if (begins(GZIP)) return await unpackGzip(file, signal);
    if (begins(ZIP) || begins(EMPTY_ZIP)) return await unpackZip(file, signal);
    return { files: [file], problems: [] };
  } catch (error) {
    signal?.throwIfAborted();
    return { files: [], problems: [explained(file.name, 'The archive', error)] };
  }
}

async function unpackGzip(file: File, signal: AbortSignal | undefined): Promise<Unpacked> {
  const { content, crc } = await unpackStream(file, 'gzip', new Growth(file.size), signal);
  const tail = new DataView(await file.slice(-8).arrayBuffer());
  if (file.size < 18 || tail.getUint32(0, true) !== crc) throw new PackedDamaged('cut off');
  const { name, modified } = await gzipHead(file);
  const inner = new File([content], name ?? withoutGz(file.name), {
    lastModified: modified ?? file.lastModified,
  });
  const refused = await nested(inner, file.name);
  return refused ?? { files: [inner], problems: [] };
}

/** An archive in an archive is not opened: what is meant to be loaded should be plain to see. */
async function nested(inner: File, outer: string): Promise<Unpacked | null> {
  const bytes = new Uint8Array(await inner.slice(0, 512).arrayBuffer());
  const isTar = new TextDecoder('latin1').decode(bytes.subarray(257, 262)) === 'ustar';
  const isArchive = [GZIP, ZIP].some((magic) => magic.every((byte, at) => bytes[at] === byte));
  if (!isTar && !isArchive) return null;
  return problem(outer, 'The archive holds another archive.', UNPACK_YOURSELF);
}

/** Name and time that a gzip file carries in its header (RFC 1952); null = none. */
async function gzipHead(
  file: File,
): Promise<{ readonly name: string | null; readonly modified: number | null }> {
  const head = new DataView(await file.slice(0, 4096).arrayBuffer());
  const flags = head.getUint8(3);
  const seconds = head.getUint32(4, true);
  const modified = seconds === 0 ? null : seconds * 1000;
  if ((flags & 8) === 0) return { name: null, modified };
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + head.getUint16(at, true);
  const bytes = new Uint8Array(head.buffer);
  const end = bytes.indexOf(0, at);
  return { name: baseName(nameOf(bytes.subarray(at, Math.max(at, end)))) || null, modified };
}

async function unpackZip(file: File, signal: AbortSignal | undefined): Promise<Unpacked> {
  const members = await zipMembers(file);
  const refused = workbook(file.name, members);
  if (refused) return refused;
  const growth = new Growth(file.size);
  const files: File[] = [];
  const problems: ArchiveProblem[] = [];
  const others: string[] = [];
  for (const member of members) {
    if (isHidden(member.name)) continue;
    const name = baseName(member.name);
    const shown = `${name} (in ${file.name})`;
    if (ARCHIVE.test(name)) {
      problems.push({
        name: shown,
        message: 'It is an archive inside the archive.',
        nextStep: UNPACK_YOURSELF,
      });
    } else if (WORKBOOK.test(name)) {
      problems.push({ name: shown, message: 'It is a workbook.', nextStep: EXCEL_NEXT_STEP });
    } else if (!TABLE.test(name)) others.push(name);
    else {
      try {
        files.push(await unpackMember(file, member, growth, signal));
      } catch (error) {
        signal?.throwIfAborted();
        problems.push(explained(shown, 'The file in the archive', error));
        if (error instanceof GrowsTooLarge) break;
      }
    }
  }
  if (files.length === 0 && problems.length === 0) {
    return problem(
      file.name,
      'The archive holds no .csv, .txt or .tsv file.',
      'Choose an archive with CSV files, or the CSV files themselves.',
    );
  }
  if (others.length > 0) problems.push(leftOut(file.name, others));
  return { files, problems };
}

async function unpackMember(
  archive: File,
  member: ZipMember,
  growth: Growth,
  signal: AbortSignal | undefined,
): Promise<File> {
  const { isEncrypted, method, name, modified } = member;
  if (isEncrypted) throw new Locked();
  if (method !== STORED && method !== DEFLATE) throw new UnknownMethod();
  const packed = await packedBytes(archive, member);
  const form = method === STORED ? 'stored' : 'deflate';
  const { content, crc } = await unpackStream(packed, form, growth, signal);
  if (crc !== member.crc || content.size !== member.size) throw new PackedDamaged('check sum');
  return new File([content], baseName(name), { lastModified: modified ?? archive.lastModified });
}

class Locked extends Error {}
class UnknownMethod extends Error {}

function workbook(name: string, members: readonly ZipMember[]): Unpacked | null {
  const has = (begin: string): boolean => members.some((member) => member.name.startsWith(begin));
  if (has('[Content_Types].xml')) {
    if (has('xl/')) return problem(name, 'This is an Excel workbook.', EXCEL_NEXT_STEP);
    return problem(
      name,
      'This is a document of an office program, not a table.',
      'Export the data from the record system as CSV.',
    );
  }
  if (members[0]?.name === 'mimetype' || has('Index/') || has('Index.zip')) {
    return problem(name, 'This is a workbook of a spreadsheet program.', SPREADSHEET_NEXT_STEP);
  }
  return null;
}

function explained(name: string, what: string, error: unknown): ArchiveProblem {
  if (error instanceof Locked) {
    return {
      name,
      message: `${what} is locked with a password.`,
      nextStep: 'Unpack it with its password on your computer, then add the CSV files.',
    };
  }
  if (error instanceof UnknownMethod) {
    return {
      name,
      message: `${what} is packed in a way that cannot be opened here.`,
      nextStep: UNPACK_YOURSELF,
    };
  }
  if (error instanceof GrowsTooLarge) {
    return {
      name,
      message: `${what} unpacks to more than 4 GB, or to far more than its size makes likely.`,
      nextStep: 'Check where it comes from. If it is yours, unpack it yourself and add its files.',
    };
  }
  const isDamaged = error instanceof PackedDamaged || error instanceof ZipDamaged;
  return {
    name,
    message: isDamaged ? `${what} is damaged or incomplete.` : `${what} could not be read.`,
    nextStep: AGAIN,
  };
}

function leftOut(name: string, others: readonly string[]): ArchiveProblem {
  const shown = others.slice(0, 3).join(', ');
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  return {
    name,
    message: `The archive also holds what is no CSV file, which was left out: ${shown}${more}.`,
    nextStep: 'Nothing to do, unless it holds data: then save that as CSV and add it.',
  };
}

function problem(name: string, message: string, nextStep: string): Unpacked {
  return { files: [], problems: [{ name, message, nextStep }] };
}

function isHidden(name: string): boolean {
  const parts = name.split('/');
  return name.endsWith('/') || parts.includes('__MACOSX') || parts.at(-1)!.startsWith('.');
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function withoutGz(name: string): string {
  return name.replace(/\.(?:gz|gzip)$/i, '');
}
