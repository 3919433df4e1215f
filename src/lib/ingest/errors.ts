/** The ways in which a load can fail as a whole; nothing of the file is left in any table then. */

/** The person cancelled the load. */
export class LoadCancelled extends Error {
  override readonly name = 'LoadCancelled';
  constructor(options?: ErrorOptions) {
    super('The import was cancelled; nothing of the file was loaded.', options);
  }
}

/** Two independent counts of the rows of a file differ, so a row may be lost or invented. */
export class CountMismatch extends Error {
  override readonly name = 'CountMismatch';
  constructor(
    /** Rows that our own scan of the bytes found. */
    readonly rowsInFile: number,
    /** Rows that the engine read, with those that it rejected. */
    readonly rowsRead: number,
  ) {
    super(
      `The file has ${rowsInFile} rows, but ${rowsRead} were read. Nothing was loaded. ` +
        'Save the file anew as "CSV UTF-8" and try again.',
    );
  }
}

/** The file does not begin with the header that its plan was made for. */
export class HeaderChanged extends Error {
  override readonly name = 'HeaderChanged';
  constructor(
    readonly expected: readonly string[],
    readonly found: readonly string[],
  ) {
    super(
      'The columns of this file are not the ones that were confirmed. ' +
        'Nothing was loaded; add the file again to have its columns looked at anew.',
    );
  }
}
