/** Types that Kit asks a project for; ours needs none of its own. */
declare global {
  namespace App {}
}

export {};
