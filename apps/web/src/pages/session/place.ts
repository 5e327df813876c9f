/** The address bar may say anything: only a path of our own is gone to. */
export function placeInThisApplication(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}
