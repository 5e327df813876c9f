/** Tabs of one browser share its session: when somebody comes or goes in one of them, the others show what is theirs no more. */
const channel = new BroadcastChannel('greffe-session');

export const tellOtherTabs = (): void => channel.postMessage(null);

export function reloadWithOtherTabs(): void {
  channel.addEventListener('message', () => window.location.reload());
}
