/**
 * The lock: statements that are run first in every engine, after which no query can reach the
 * network, load an extension, or undo the lock. The content security policy is the second wall.
 */

/** Statements in the order in which they must run; options set earlier stay as they are. */
export const LOCK_STATEMENTS: readonly string[] = [
  'SET autoload_known_extensions = false',
  'SET autoinstall_known_extensions = false',
  'SET allow_community_extensions = false',
  "SET allowed_directories = ['upload/']",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];
