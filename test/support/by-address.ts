/** A database by the address of its server, where its URL leads to the server's socket. */
export function byAddress(url: string): URL {
  const address = new URL(url);
  address.searchParams.delete('host');
  return address;
}
