import type { Request } from 'express';

/** What Express keeps of an address and its endpoints, beyond its types. */
interface Layer {
  readonly route?: { _methods(): string[] };
  match(path: string): boolean;
}

/** The methods of the endpoints at the address of a request, for `Allow` (RFC 9110, section 10.2.1); none where one of them took it. */
export function otherMethodsAt({ app, method, baseUrl, path }: Request): string[] {
  const layers = app.router.stack as unknown as Layer[];
  const methods = layers
    .flatMap((layer) => (layer.route && layer.match(baseUrl + path) ? [layer.route._methods()] : []))
    // Nest's own answer to what no endpoint takes stands at some addresses, for every method.
    .filter((taken) => !taken.includes('TRACE'))
    .flat();
  return methods.includes(method) ? [] : [...new Set(methods)].sort();
}
