/** Where the sealed log is served (C2SP tlog-tiles): at the root of the portal, and not below `/api`. */
export const LOG_PATHS = ['checkpoint', 'tile/*path'];
