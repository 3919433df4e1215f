/** What to do with files that hold tables but are no text. */

/** How to make a CSV file of a workbook. */
export const EXCEL_NEXT_STEP =
  'Open it in Excel and choose File > Save As > "CSV UTF-8 (comma delimited)", one sheet at a time; then add the CSV files.';

/** How to make a CSV file in a spreadsheet program other than Excel. */
export const SPREADSHEET_NEXT_STEP =
  'Open it in your spreadsheet program and save each sheet as CSV in UTF-8; then add the CSV files.';
