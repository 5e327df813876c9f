/** A class that may be declared later, as `@nestjs/swagger` wants it: it knows such a function by its name alone, `type`. */
export const later = (type: () => unknown) => ({ type: () => type() });
