/** What is told of why a file or folder cannot be used: the system's code, such as `ENOENT`, and where there is none what the error says. */
export const systemFault = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};
