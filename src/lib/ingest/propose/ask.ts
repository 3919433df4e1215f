/** All questions that a plan raises, in the order in which they are asked. */
import type { FileProfile, Question } from '../proposal';
import type { FilePlan } from '../types';
import { askCancel, askEmpty, askMergedLevels, askMissing } from './ask-codes';
import { askDayOrder, askOpenWords, askShifted } from './ask-days';
import { askAuthorizations, askLeaveOut } from './ask-rows';
import { askComplex } from './ask-complex';
import { askNumbers } from './ask-numbers';
import { askItems, askNoAnswer, askVersions } from './ask-scores';
import { askMinuteUnit, askProgramDay } from './ask-sessions';
import { askEnded, askHistory, askTouching } from './ask-stays';
import { askLeftOutWords, askUnknown } from './ask-words';

/** Looks at a plan and the first part of its file. */
export type Ask = (plan: FilePlan, profile: FileProfile, today: string) => readonly Question[];

const ASKS: readonly Ask[] = [
  askAuthorizations,
  askDayOrder,
  askShifted,
  askEnded,
  askHistory,
  askMissing,
  askLeaveOut,
  askLeftOutWords,
  askOpenWords,
  askEmpty,
  askMergedLevels,
  askUnknown,
  askTouching,
  askCancel,
  askProgramDay,
  askMinuteUnit,
  askNumbers,
  askNoAnswer,
  askVersions,
  askComplex,
  askItems,
];

/** Every question that a plan raises about a file. */
export const askAll: Ask = (plan, profile, today) =>
  ASKS.flatMap((ask) => ask(plan, profile, today));
