/** What is asked about a file that waits, as its plan is now: fetched when the first one waits. */
import { withNeedlessDropped } from '$lib/ingest/open-findings';
import { questionsOf } from '$lib/ingest/propose/propose';

/** The rules of a mapping, as one value. */
export const MAPPING_RULES = { questionsOf, withNeedlessDropped } as const;

/** What a mapping asks of its rules. */
export type MappingRules = typeof MAPPING_RULES;
