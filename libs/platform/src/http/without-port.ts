const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/** `192.0.2.1` of `192.0.2.1:5678`, `2001:db8::1` of `[2001:db8::1]:443`; anything else is what it was. */
export function withoutPort(address: string): string {
  const [, bracketed, bare] = WITH_PORT.exec(address.trim()) ?? [];
  return bracketed ?? bare ?? address.trim();
}
