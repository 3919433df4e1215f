/** Whether an element is in the part of the page that is seen, now and from when on. */
import type { Whereabouts } from '$lib/session/figure-request.svelte';

/** The whereabouts of an element; null = it is not on the page yet, and taken for one that is seen. */
export function whereabouts(of: () => Element | null): Whereabouts {
  return {
    isInView: () => {
      const box = of()?.getBoundingClientRect();
      return !box || (box.top < window.innerHeight && box.bottom > 0);
    },
    whenInView: (seen) => {
      const element = of();
      if (!element || !('IntersectionObserver' in window)) return () => undefined;
      const observer = new IntersectionObserver((entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        seen();
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
  };
}
