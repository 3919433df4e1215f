/** What a change of the data needs: one part of the app, fetched with the first files. */
export { changeData, giveUp, WayBackFailed } from './change-data';
export { idConflict } from './id-conflict';
export { withinMemory } from './predict-memory';
