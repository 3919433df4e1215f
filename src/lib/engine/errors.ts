/** The ways in which the engine can fail, as classes that carry what a person needs to go on. */

/** The engine has ended and must be started anew; its tables are gone. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
}

/** The engine could not be fetched, compiled or locked; nothing was lost with it. */
export class EngineNotStarted extends EngineGone {}

/** The engine ran out of memory; it lives on, and the statement had no effect. */
export class EngineOutOfMemory extends Error {
  override readonly name = 'EngineOutOfMemory';
}

/** The person, or a newer request, cancelled the statement. */
export class QueryCancelled extends Error {
  override readonly name = 'QueryCancelled';
}

/**
 * The browser refused to read a file that was added: it was moved, changed or deleted. The name is
 * the browser's own, so that it is one error wherever the file is read.
 */
export class FileNotReadable extends Error {
  override readonly name = 'NotReadableError';
}

/** The engine refused a statement. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
  constructor(
    message: string,
    /** The statement as it was sent. */
    readonly statement: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A query returned a column type that does not cross the border unharmed: cast it in the query. */
export class UnsupportedColumn extends Error {
  override readonly name = 'UnsupportedColumn';
  constructor(
    readonly column: string,
    readonly columnType: string,
  ) {
    super(
      `Column ${column} has the type ${columnType}; cast it to DOUBLE, INTEGER, VARCHAR or DATE`,
    );
  }
}
